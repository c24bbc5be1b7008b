package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs from before there were blocks of usage become. */
@ExtendWith(TestDatabases.class)
final class UsageBlocksMigrationTest {
  private static final List<String> BEFORE =
      List.of(
          "first_ordinal",
          "last_ordinal",
          "records",
          "ordinals",
          "quantity",
          "integration_id",
          "account_id",
          "company_id",
          "kind",
          "product_code",
          "device_class",
          "fate",
          "addition_id",
          "reason",
          "rule_ids");

  private final TenantId tenant = TenantId.create();
  private final UUID run = UUID.randomUUID();
  private final List<UsageBlock> blocks = new ArrayList<>();
  private final Map<String, List<UsageBlock.Link>> links = new HashMap<>();

  /** Usage of three accounts in several bands, one of them divided between two clients. */
  private void month() {
    Random dice = new Random(3);
    UsageGroups groups = new UsageGroups(blocks::add, links);
    for (String company : List.of("C1", "C2", "")) {
      for (int ordinal = 1; ordinal < 10_000; ordinal++) {
        int account = ordinal / 3_000;
        String whose = account == 1 ? (ordinal % 2 == 0 ? "C1" : "C2") : account == 0 ? "C1" : "";
        if (whose.equals(company)) {
          groups.adder(verdict(dice, account, company), ids(dice)).add(ordinal, quantity(dice));
        }
      }
      groups.flush();
    }
  }

  private static UsageGroup.Verdict verdict(Random dice, int account, String company) {
    int kind = dice.nextInt(4);
    return new UsageGroup.Verdict(
        "i" + account,
        "T\"" + account,
        company,
        "kind\\" + kind,
        "SKU," + kind,
        "",
        UsageRow.FATES.get(kind % 3),
        kind == 0 ? "A1;A2" : "",
        kind == 0 ? "" : "reason",
        kind == 3 ? List.of() : List.of("SVC-001", "SVC-00" + kind));
  }

  private static List<String> ids(Random dice) {
    return dice.nextInt(3) == 0 ? List.of("D-" + dice.nextInt(4)) : List.of();
  }

  private static BigDecimal quantity(Random dice) {
    return dice.nextBoolean() ? BigDecimal.ONE : new BigDecimal("0.25");
  }

  @Test
  void they_have_the_blocks_that_they_would_have_today(TestDatabase database) throws IOException {
    TenantDb db = new TenantDb(database.jdbi());
    month();
    db.useTenant(
        tenant,
        handle -> {
          BulkLoad.load(
              handle,
              UsageBlock.TABLE,
              UsageBlock.COLUMNS,
              run,
              blocks.iterator(),
              UsageBlock::write);
          links.forEach((id, of) -> evidence(handle, id, of));
        });
    List<String> expected = stored(database);
    assertThat(expected).hasSizeGreaterThan(6);
    String fills = fills();
    database
        .owner()
        .useTransaction(
            handle -> {
              handle.execute(
                  "CREATE TEMPORARY TABLE grouped (tenant_id uuid DEFAULT '%s', run_id uuid DEFAULT '%s', first_ordinal integer, last_ordinal integer, records integer, ordinals bytea, quantity numeric, integration_id text, account_id text, company_id text, kind text, product_code text, device_class text, fate text, addition_id text, reason text, rule_ids text[])"
                      .formatted(tenant, run));
              BulkLoad.stage(
                  handle,
                  "grouped",
                  BEFORE,
                  blocks.stream().flatMap(block -> block.groups().stream()).iterator(),
                  (group, copy) ->
                      copy.number(group.firstOrdinal())
                          .number(group.lastOrdinal())
                          .number(group.ordinals().length)
                          .bytes(Ordinals.pack(group.ordinals()))
                          .number(group.quantity())
                          .text(group.verdict().integrationId())
                          .text(group.verdict().accountId())
                          .text(group.verdict().companyId())
                          .text(group.verdict().kind())
                          .text(group.verdict().productCode())
                          .text(group.verdict().deviceClass())
                          .text(group.verdict().fate())
                          .text(group.verdict().additionId())
                          .text(group.verdict().reason())
                          .texts(group.verdict().ruleIds()));
              handle.execute("ALTER TABLE usage_block NO FORCE ROW LEVEL SECURITY");
              handle.execute("ALTER TABLE discrepancy_evidence NO FORCE ROW LEVEL SECURITY");
              handle.execute("DELETE FROM usage_block");
              handle.execute("UPDATE discrepancy_evidence SET usage_blocks = '{}'");
              try (Statement sql = handle.getConnection().createStatement()) {
                sql.execute(fills);
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
              handle.execute("ALTER TABLE usage_block FORCE ROW LEVEL SECURITY");
              handle.execute("ALTER TABLE discrepancy_evidence FORCE ROW LEVEL SECURITY");
            });
    assertThat(stored(database)).isEqualTo(expected);
  }

  /** What of the migration fills the blocks, asking for groups where they are here. */
  private String fills() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/migrations/V21__usage_blocks.sql")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all.substring(
              all.indexOf("INSERT INTO usage_block"),
              all.indexOf("ALTER TABLE discrepancy_evidence FORCE"))
          .replace("FROM usage_group\n", "FROM grouped\n");
    }
  }

  private void evidence(Handle handle, String id, List<UsageBlock.Link> of) {
    EvidenceRow row = new EvidenceRow(id, "C1", List.of("{}"), "", of);
    handle
        .createUpdate(
            """
            INSERT INTO discrepancy_evidence (tenant_id, run_id, discrepancy_id, evidence,
              usage_blocks, usage_groups)
            VALUES (:tenant, :run, :id, '', :blocks, :groups)
            """)
        .bind("tenant", tenant.value())
        .bind("run", run)
        .bind("id", id)
        .bindArray("blocks", Integer.class, row.usageBlocks())
        .bindArray("groups", Integer.class, row.usageGroups())
        .execute();
  }

  private List<String> stored(TestDatabase database) {
    return database
        .root()
        .withHandle(
            root ->
                root.createQuery(
                        """
                        SELECT b::text FROM usage_block b WHERE run_id = :run
                        UNION ALL
                        SELECT e::text FROM discrepancy_evidence e WHERE run_id = :run
                        ORDER BY 1
                        """)
                    .bind("run", run)
                    .mapTo(String.class)
                    .list());
  }
}
