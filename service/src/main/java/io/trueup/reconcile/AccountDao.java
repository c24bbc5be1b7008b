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
            """
            WITH behind AS MATERIALIZED (
              SELECT :integration AS integration_id, :account AS account_id
              UNION
              SELECT b.integration_id, b.account_id FROM usage_block b
              WHERE b.run_id = :run AND b.first_ordinal = ANY (%s))
            SELECT %s
            FROM behind b JOIN account_match m ON m.run_id = :run
              AND m.integration_id = b.integration_id AND m.account_id = b.account_id
            ORDER BY m.ordinal LIMIT 100
            """
                .formatted(UsageGroupDao.BLOCKS_OF_DISCREPANCY, COLUMNS))
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
