package io.trueup.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Rows of table account_match, within the transaction's tenant. */
public final class AccountDao {
  private static final String COLUMNS =
      "m.ordinal, m.integration_id, m.account_id, m.company_id, m.decision, m.score, m.evidence, m.candidates, m.rule_ids, m.decision_id";

  private AccountDao() {}

  /** A row and its number within the run. */
  public record Placed(AccountRow row, long ordinal) {}

  /**
   * Accounts in the run's own order.
   *
   * @param after number of the last row before, 0 for the first page
   */
  public static List<Placed> list(
      Handle handle, UUID run, Optional<String> decision, long after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM account_match m
                WHERE run_id = :run AND ordinal > :after
                  AND (:decision::text IS NULL OR decision = :decision)
                ORDER BY ordinal LIMIT :limit
                """)
        .bind("run", run)
        .bind("after", after)
        .bind("decision", decision.orElse(null))
        .bind("limit", limit)
        .map((row, context) -> new Placed(row(row), row.getLong("ordinal")))
        .list();
  }

  /** How many accounts have that decision. */
  public static long count(Handle handle, UUID run, Optional<String> decision) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM account_match
            WHERE run_id = :run AND (:decision::text IS NULL OR decision = :decision)
            """)
        .bind("run", run)
        .bind("decision", decision.orElse(null))
        .mapTo(Long.class)
        .one();
  }

  /** The accounts a discrepancy is about or that its records come from, at most 100. */
  public static List<AccountRow> ofDiscrepancy(Handle handle, UUID run, DiscrepancyRow row) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM account_match m
                WHERE m.run_id = :run AND (
                  (m.integration_id = :integration AND m.account_id = :account)
                  OR (m.integration_id, m.account_id) IN (
                    SELECT g.integration_id, g.account_id FROM usage_group g
                    WHERE g.run_id = :run AND g.first_ordinal = ANY (
                      (SELECT e.usage_groups FROM discrepancy_evidence e
                       WHERE e.run_id = :run AND e.discrepancy_id = :discrepancy)::integer[])))
                ORDER BY m.ordinal LIMIT 100
                """)
        .bind("run", run)
        .bind("integration", row.integrationId())
        .bind("account", row.accountId())
        .bind("discrepancy", row.discrepancyId())
        .map((each, context) -> row(each))
        .list();
  }

  private static AccountRow row(ResultSet row) throws SQLException {
    return new AccountRow(
        row.getString("integration_id"),
        row.getString("account_id"),
        row.getString("company_id"),
        row.getString("decision"),
        row.getBigDecimal("score"),
        row.getString("evidence"),
        row.getString("candidates"),
        DiscrepancyDao.texts(row.getArray("rule_ids")),
        row.getString("decision_id"));
  }
}
