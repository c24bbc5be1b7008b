package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.ClientMatchQuery;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ninety thousand accounts are listed by an index, page by page. */
@ExtendWith(TestDatabases.class)
final class ClientMatchPlanTest {
  private static final int ACCOUNTS = 90_000;
  private static final TenantId TENANT = TenantId.create();
  private static final ClientMatchQuery ALL = query("", "", "", "");

  @BeforeAll
  static void many_accounts_stand_somehow(TestDatabase database) {
    database
        .root()
        .useTransaction(
            root -> {
              root.execute("SET LOCAL session_replication_role = replica");
              root.execute(
                  """
                  INSERT INTO client_match (tenant_id, integration_id, account_id, account_name, decision,
                    company_id, company_name, score, evidence, rule_ids, candidates, own_decision,
                    own_company_id, own_evidence, own_rule_ids, usage_records, currencies, amounts,
                    estimated, last_no, decided_by, reason, decided_account_name,
                    decided_company_name, rejected, reviews, splits, search, stake)
                  SELECT ?::uuid, 'system-' || n %% 9, 'a' || n, 'Account ' || n,
                    (ARRAY['unmatched', 'suggested', 'auto', 'auto', 'auto', 'confirmed'])[1 + n %% 6],
                    CASE WHEN n %% 6 > 1 THEN 'C' || n %% 20000 ELSE '' END, 'Company', 0.5,
                    'The domain is the company''s', '{CLM-011}', '[]', 'auto', '', '', '{}', n %% 50,
                    '{USD}', ARRAY[(n %% 977)::numeric], true, 0, '', '', '', '', '{}',
                    CASE WHEN n %% 1000 = 0 THEN '{account_renamed}'::text[] ELSE '{}' END, 0,
                    'account ' || n || ' company', n %% 977
                  FROM generate_series(1, %d) n
                  """
                      .formatted(ACCOUNTS),
                  TENANT.toString());
              root.execute("ANALYZE client_match");
            });
  }

  @Test
  void every_account_comes_once_in_pages_that_are_quick(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    List<String> after = List.of();
    for (int page = 0; page < 40; page++) {
      List<String> from = after;
      List<ClientMatch> rows =
          db.read(TENANT, handle -> ClientMatchDao.list(handle, ALL, from, 500));
      assertThat(rows).hasSize(500);
      assertThat(rows.get(0).verdict().decision()).isEqualTo(page < 30 ? "unmatched" : "suggested");
      after = ClientMatchDao.key(rows.get(499));
    }
    // Generous: other work may share the machine. What keeps it quick are the plans below.
    for (ClientMatchQuery query :
        List.of(ALL, query("suggested", "", "", ""), query("", "", "", "nowhere to be found"))) {
      long start = System.nanoTime();
      db.read(TENANT, handle -> ClientMatchDao.list(handle, query, List.of(), 51));
      assertThat((System.nanoTime() - start) / 1_000_000).as(query.toString()).isLessThan(3_000);
    }
  }

  @Test
  void the_first_and_a_later_page_read_the_index_in_its_order(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    String order = "ORDER BY place, less, account_name, integration_id, account_id LIMIT 51";
    assertThat(plan(db, order)).contains("client_match_order").doesNotContain("Sort");
    assertThat(
            plan(
                db,
                "WHERE (place, less, account_name, integration_id, account_id) >"
                    + " (1::smallint, -5000::bigint, 'Account 7', 'system-1', 'a7') "
                    + order))
        .contains("Index Scan using client_match_order")
        .containsPattern("Index Cond: .*ROW\\(place, less, account_name")
        .doesNotContain("Sort");
    assertThat(plan(db, "WHERE integration_id = 'system-1' " + order))
        .contains("Index Scan using client_match_order_of");
    assertThat(plan(db, "WHERE place = 1::smallint " + order))
        .contains("Index Scan using client_match_order")
        .doesNotContain("Sort");
    assertThat(
            plan(
                db,
                "WHERE (place <= 1 OR reviews <> '{}')"
                    + " AND (less, account_name, integration_id, account_id) >"
                    + " (-5000::bigint, 'Account 7', 'system-1', 'a7')"
                    + " ORDER BY less, account_name, integration_id, account_id LIMIT 51"))
        .contains("Index Scan using client_match_to_decide")
        .doesNotContain("Sort");
    assertThat(plan(db, "WHERE company_id = 'C4711' " + order)).contains("client_match_of_company");
  }

  private static String plan(TenantDb db, String rest) {
    return db.read(
        TENANT,
        handle -> String.join("\n", explain(handle, "EXPLAIN SELECT * FROM client_match " + rest)));
  }

  private static List<String> explain(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(String.class).list();
  }

  private static ClientMatchQuery query(
      String decision, String integration, String company, String search) {
    return new ClientMatchQuery(
        some(decision), some(integration), some(company), some(search), Optional.empty(), false);
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
