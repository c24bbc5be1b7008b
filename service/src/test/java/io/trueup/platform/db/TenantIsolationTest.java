package io.trueup.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabases.class)
final class TenantIsolationTest {
  private static final TenantId OURS = TenantId.create();
  private static final TenantId THEIRS = TenantId.create();

  @BeforeAll
  static void both_tenants_have_a_row_in_every_table(TestDatabase database) {
    database
        .root()
        .useTransaction(
            root -> {
              root.execute("SET LOCAL session_replication_role = replica");
              for (TenantId tenant : List.of(OURS, THEIRS)) {
                for (String table : tables(root)) {
                  insertSample(root, table, tenant);
                }
              }
            });
  }

  @Test
  void the_start_up_check_finds_nothing_wrong(TestDatabase database) {
    List<String> problems = database.jdbi().withHandle(IsolationCheck::problems);
    assertThat(problems).isEmpty();
  }

  @Test
  void every_table_carries_tenant_id_first_in_its_keys_with_a_policy_for_reads_and_writes(
      TestDatabase database) {
    Jdbi root = database.root();
    List<String> tables = root.withHandle(TenantIsolationTest::tables);
    assertThat(tables).hasSizeGreaterThan(12);
    List<String> keysWithoutTenant =
        root.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT i.indexrelid::regclass::text
                        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                        WHERE c.relnamespace = 'trueup'::regnamespace AND i.indisunique
                          AND a.attname <> 'tenant_id' AND c.relname <> ALL (:shared)
                        """)
                    .bindArray("shared", String.class, IsolationCheck.SHARED)
                    .mapTo(String.class)
                    .list());
    // The operator's names of tenants: the application cannot insert there.
    assertThat(keysWithoutTenant).containsExactly("tenant_slug_key");
    List<String> withoutPolicy =
        root.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT c.relname FROM pg_class c
                        WHERE c.relnamespace = 'trueup'::regnamespace AND c.relkind IN ('r', 'p')
                          AND c.relname <> ALL (:shared)
                          AND NOT EXISTS (
                            SELECT FROM pg_policies p
                            WHERE p.schemaname = 'trueup' AND p.tablename = c.relname
                              AND p.policyname = 'tenant_isolation' AND p.cmd = 'ALL'
                              AND p.roles = '{trueup_app}'
                              AND p.qual = '(tenant_id = (current_setting(''app.tenant''::text))::uuid)'
                              AND p.with_check = p.qual)
                        """)
                    .bindArray("shared", String.class, IsolationCheck.SHARED)
                    .mapTo(String.class)
                    .list());
    assertThat(withoutPolicy).isEmpty();
  }

  @Test
  void a_tenant_sees_only_its_own_row_of_every_table(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    for (String table : database.root().withHandle(TenantIsolationTest::tables)) {
      List<UUID> seen =
          db.read(
              OURS,
              handle ->
                  handle.createQuery("SELECT tenant_id FROM " + table).mapTo(UUID.class).list());
      assertThat(seen).as(table).containsExactly(OURS.value());
    }
  }

  @Test
  void a_tenant_changes_nothing_of_another_in_any_table(TestDatabase database) {
    // Even where the application has no such right today, a later grant must not open a door.
    Jdbi root = database.root();
    for (String table : root.withHandle(TenantIsolationTest::tables)) {
      root.useTransaction(
          handle -> {
            handle.execute("GRANT ALL ON " + table + " TO trueup_app");
            // What keeps events as they are must not be what keeps tenants apart.
            handle.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
            handle.execute("SET LOCAL session_replication_role = replica");
            handle.execute("SET LOCAL ROLE trueup_app");
            handle.execute("SELECT set_config('app.tenant', ?, true)", OURS.toString());
            assertThat(
                    handle.execute(
                        "UPDATE " + table + " SET tenant_id = tenant_id WHERE tenant_id = ?",
                        THEIRS.value()))
                .as("rows of another tenant updated in " + table)
                .isZero();
            assertThat(
                    handle.execute("DELETE FROM " + table + " WHERE tenant_id = ?", THEIRS.value()))
                .as("rows of another tenant deleted in " + table)
                .isZero();
            handle.execute("SAVEPOINT before");
            assertThatThrownBy(
                    () ->
                        handle.execute("UPDATE " + table + " SET tenant_id = ?", UUID.randomUUID()))
                .as("own row given away in " + table)
                .hasMessageContaining("row-level security");
            handle.execute("ROLLBACK TO before");
            assertThatThrownBy(() -> insertSample(handle, table, TenantId.create()))
                .as("row of another tenant inserted in " + table)
                .hasMessageContaining("row-level security");
            handle.rollback();
          });
    }
  }

  @Test
  void a_forgotten_tenant_is_an_error_in_every_table(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    for (String table : database.root().withHandle(TenantIsolationTest::tables)) {
      assertThatThrownBy(
              () ->
                  db.withoutTenant(
                      handle ->
                          handle
                              .createQuery("SELECT count(*) FROM " + table)
                              .mapTo(Long.class)
                              .one()))
          .as(table)
          .hasMessageContaining("app.tenant");
    }
  }

  @Test
  void the_owner_of_the_tables_sees_no_results_either(TestDatabase database) {
    long seen =
        database
            .owner()
            .withHandle(
                handle ->
                    handle.createQuery("SELECT count(*) FROM discrepancy").mapTo(Long.class).one());
    assertThat(seen).isZero();
  }

  @Test
  void the_audit_trail_cannot_be_changed_by_the_application(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    for (String statement :
        List.of(
            "UPDATE audit_event SET actor = 'someone else'",
            "DELETE FROM audit_event",
            "TRUNCATE audit_event")) {
      assertThatThrownBy(() -> db.useTenant(OURS, handle -> handle.execute(statement)))
          .as(statement)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void a_pooled_connection_forgets_its_tenant_even_after_a_failure(TestDatabase database) {
    // One connection for all: what it remembers, the next user would get.
    try (Handle only = database.jdbi().open()) {
      TenantDb db = new TenantDb(Jdbi.create(only.getConnection()));
      for (int i = 0; i < 300; i++) {
        TenantId tenant = i % 2 == 0 ? OURS : THEIRS;
        if (i % 3 == 0) {
          assertThatThrownBy(() -> db.useTenant(tenant, handle -> handle.execute("SELECT 1 / 0")))
              .hasMessageContaining("division");
        } else if (i % 3 == 1) {
          assertThatThrownBy(
                  () ->
                      db.useTenant(
                          tenant,
                          handle -> {
                            throw new IllegalStateException("work failed");
                          }))
              .hasMessage("work failed");
        } else {
          List<UUID> seen =
              db.read(
                  tenant,
                  handle ->
                      handle.createQuery("SELECT tenant_id FROM run").mapTo(UUID.class).list());
          assertThat(seen).containsExactly(tenant.value());
        }
        assertThatThrownBy(
                () ->
                    db.withoutTenant(
                        handle -> handle.createQuery("SELECT 1 FROM run").mapTo(Long.class).list()))
            .hasMessageMatching("(?s).*(app.tenant|invalid input syntax for type uuid).*");
      }
    }
  }

  @Test
  void start_up_is_refused_for_a_role_that_could_look_past_the_policies(TestDatabase database) {
    List<String> ofRoot = database.root().withHandle(IsolationCheck::problems);
    assertThat(ofRoot).anyMatch(line -> line.contains("superuser"));
    List<String> ofOwner = database.owner().withHandle(IsolationCheck::problems);
    assertThat(ofOwner).anyMatch(line -> line.contains("owned by the role"));
  }

  @Test
  void start_up_is_refused_when_a_table_lost_its_protection(TestDatabase database) {
    Jdbi root = database.root();
    root.useHandle(
        handle -> {
          handle.execute("CREATE TABLE trueup.unprotected (id int)");
          handle.execute("ALTER TABLE trueup.usage_block NO FORCE ROW LEVEL SECURITY");
        });
    try {
      assertThatThrownBy(() -> database.jdbi().useHandle(IsolationCheck::require))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("unprotected has no forced row-level security")
          .hasMessageContaining("unprotected has no tenant_id")
          .hasMessageContaining("usage_block has no forced row-level security");
    } finally {
      root.useHandle(
          handle -> {
            handle.execute("DROP TABLE trueup.unprotected");
            handle.execute("ALTER TABLE trueup.usage_block FORCE ROW LEVEL SECURITY");
          });
    }
  }

  static List<String> tables(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'trueup'::regnamespace AND relkind IN ('r', 'p')
              AND relname <> ALL (:shared)
            ORDER BY 1
            """)
        .bindArray("shared", String.class, IsolationCheck.SHARED)
        .mapTo(String.class)
        .list();
  }

  /** A row that satisfies the table's types and checks, made from the catalogue. */
  private static void insertSample(Handle handle, String table, TenantId tenant) {
    List<Map<String, Object>> columns =
        handle
            .createQuery(
                """
                SELECT attname AS name, format_type(atttypid, atttypmod) AS type
                FROM pg_attribute
                WHERE attrelid = ('trueup.' || :table)::regclass AND attnum > 0
                  AND NOT attisdropped AND attnotnull AND attgenerated = ''
                ORDER BY attnum
                """)
            .bind("table", table)
            .mapToMap()
            .list();
    String names =
        String.join(", ", columns.stream().map(column -> (String) column.get("name")).toList());
    String values =
        String.join(
            ", ",
            columns.stream()
                .map(
                    column ->
                        sample(
                            table,
                            String.valueOf(column.get("name")),
                            String.valueOf(column.get("type")),
                            tenant))
                .toList());
    handle.execute("INSERT INTO %s (%s) VALUES (%s)".formatted(table, names, values));
  }

  private static String sample(String table, String name, String type, TenantId tenant) {
    if (name.equals("tenant_id")) {
      return "'" + tenant + "'";
    }
    Map<String, String> ofTable =
        Map.ofEntries(
            Map.entry("rule_tally.kind", "'usage'"),
            Map.entry("run_batch.kind", "'rows'"),
            Map.entry("run_batch.state", "'done'"),
            Map.entry("run_plan.batches", "2"),
            Map.entry("run_plan.weight", "2"),
            Map.entry("run_replay.outcome", "'different'"),
            Map.entry("bundle_draft.state", "'draft'"),
            Map.entry("rule_directory.state", "'waiting'"),
            Map.entry("bundle_step.kind", "'created'"),
            Map.entry("bundle_version.origin", "'shipped'"),
            Map.entry("period.month", "'2026-10-01'"),
            Map.entry("period.state", "'open'"),
            Map.entry("finding_decision.kind", "'accept'"),
            Map.entry("finding_state.status", "'accepted'"),
            Map.entry("usage_block.firsts", "'{1}'"),
            Map.entry("mapping_change.kind", "'put'"),
            Map.entry("mapping_change.cells", "'{\"a\": \"b\"}'"));
    String own = ofTable.get(table + "." + name);
    if (own != null) {
      return own;
    }
    Map<String, String> checked =
        Map.ofEntries(
            Map.entry("slug", "'t" + tenant.toString().substring(0, 8) + "'"),
            Map.entry("key_id", "'abcd1234'"),
            Map.entry("role", "'VIEWER'"),
            Map.entry(
                "hash",
                type.equals("bytea") ? "decode(repeat('00', 32), 'hex')" : "repeat('0', 64)"),
            Map.entry("content_hash", "repeat('0', 64)"),
            Map.entry("rules_hash", "repeat('0', 64)"),
            Map.entry("state", "'failed'"),
            Map.entry("trigger", "'request'"),
            Map.entry("status", type.equals("integer") ? "200" : "'done'"),
            Map.entry("fate", "'counted'"),
            Map.entry("decision", "'auto'"),
            Map.entry("kind", "'confirm'"),
            Map.entry("source", "'api'"));
    if (checked.containsKey(name)) {
      return checked.getOrDefault(name, "");
    }
    return switch (type) {
      case "uuid" -> "'00000000-0000-0000-0000-000000000001'";
      case "text" -> "'x'";
      case "text[]", "numeric[]", "integer[]", "bytea[]" -> "'{}'";
      case "bytea" -> "decode(repeat('00', 32), 'hex')";
      case "integer", "bigint", "numeric" -> "1";
      case "boolean" -> "false";
      case "json", "jsonb" -> "'{}'";
      case "date" -> "'2026-10-31'";
      default -> "now()";
    };
  }
}
