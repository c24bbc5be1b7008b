package io.trueup.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/citus.md says of tables, held against the schema. */
@ExtendWith(TestDatabases.class)
final class CitusTest {
  private static final Path PAGE = Path.of("..", "docs", "citus.md");

  private static Set<String> named(String function) throws IOException {
    Matcher calls =
        Pattern.compile("SELECT " + function + "\\('(\\w+)'").matcher(Files.readString(PAGE));
    Set<String> tables = new TreeSet<>();
    while (calls.find()) {
      tables.add(calls.group(1));
    }
    return tables;
  }

  private static List<String> query(TestDatabase database, String sql, Set<String> tables) {
    return database
        .root()
        .withHandle(
            handle ->
                handle
                    .createQuery(sql)
                    .bindArray("tables", String.class, List.copyOf(tables))
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void tables_that_are_named_exist_and_those_of_runs_are_named(TestDatabase database)
      throws IOException {
    Set<String> distributed = named("create_distributed_table");
    Set<String> all = new TreeSet<>(distributed);
    all.addAll(named("create_reference_table"));
    List<String> known = database.root().withHandle(handle -> TenantIsolationTest.tables(handle));
    assertThat(known).as("docs/citus.md names a table that is not there").containsAll(all);
    List<String> ofRuns =
        query(
            database,
            """
            SELECT c.relname FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'run_id'
            WHERE c.relnamespace = 'trueup'::regnamespace AND c.relkind = 'r'
              AND c.relname NOT IN ('run', 'run_plan', 'run_batch', 'run_replay', 'period',
                'comparison', 'finding_decision')
              AND c.relname <> ALL (:tables)
            """,
            distributed);
    assertThat(ofRuns).as("what runs leave, and docs/citus.md does not distribute").isEmpty();
  }

  @Test
  void unique_keys_of_distributed_tables_begin_with_the_tenant(TestDatabase database)
      throws IOException {
    assertThat(
            query(
                database,
                """
                SELECT i.indexrelid::regclass::text
                FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                WHERE c.relnamespace = 'trueup'::regnamespace AND i.indisunique
                  AND a.attname <> 'tenant_id' AND c.relname = ANY (:tables)
                """,
                named("create_distributed_table")))
        .isEmpty();
  }

  @Test
  void foreign_keys_of_distributed_tables_stay_with_the_tenant_or_lead_to_reference_tables(
      TestDatabase database) throws IOException {
    Set<String> distributed = named("create_distributed_table");
    Set<String> all = new TreeSet<>(named("create_reference_table"));
    all.addAll(distributed);
    assertThat(
            query(
                database,
                """
                SELECT k.conrelid::regclass || ' ' || k.conname
                FROM pg_constraint k
                JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
                WHERE k.contype = 'f' AND c.relnamespace = 'trueup'::regnamespace
                  AND c.relname = ANY (:tables)
                  AND (r.relname <> ALL (:tables) OR NOT EXISTS (
                    SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
                      AND a.attname = 'tenant_id'))
                """,
                all))
        .as("from a distributed or reference table to a local one, or without tenant_id")
        .isEmpty();
  }

  @Test
  void distributed_and_reference_tables_have_no_triggers_and_no_sequences(TestDatabase database)
      throws IOException {
    Set<String> all = new TreeSet<>(named("create_distributed_table"));
    all.addAll(named("create_reference_table"));
    assertThat(
            query(
                database,
                """
                SELECT t.tgname || ' on ' || c.relname
                FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND c.relnamespace = 'trueup'::regnamespace
                  AND c.relname = ANY (:tables)
                UNION ALL
                SELECT a.attname || ' of ' || c.relname
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                WHERE c.relnamespace = 'trueup'::regnamespace AND c.relname = ANY (:tables)
                  AND (a.attidentity <> ''
                    OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%')
                """,
                all))
        .isEmpty();
  }
}
