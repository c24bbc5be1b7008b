package io.trueup.reconcile;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Rows that follow from a run's stored result, kept because questions come by rule and decision.
 */
public enum DerivedRows {
  /** Which discrepancies a rule had a part in. */
  FINDINGS(
      "rule_finding",
      "rule_id, discrepancy_id",
      "rule_id, discrepancy_id",
      """
      SELECT DISTINCT r.rule_id, d.discrepancy_id
      FROM discrepancy d CROSS JOIN LATERAL unnest(d.rule_ids) AS r (rule_id)
      WHERE d.run_id = :run
      """),
  /** How many discrepancies, records and accounts a rule decided, and the money. */
  TALLIES(
      "rule_tally",
      "rule_id, kind, outcome, reason, currency",
      """
      rule_id, kind, outcome, reason, currency, count, monthly_impact, held_amount, one_off_amount,
      reclaimable_amount
      """,
      """
      SELECT r.rule_id, 'discrepancy' AS kind, d.class AS outcome, d.reason, d.currency,
        count(*) AS count, coalesce(sum(d.monthly_impact), 0) AS monthly_impact,
        coalesce(sum(d.held_amount), 0) AS held_amount,
        coalesce(sum(d.one_off_amount), 0) AS one_off_amount,
        coalesce(sum(d.reclaimable_amount), 0) AS reclaimable_amount
      FROM discrepancy d CROSS JOIN LATERAL (SELECT DISTINCT unnest(d.rule_ids)) AS r (rule_id)
      WHERE d.run_id = :run GROUP BY 1, 2, 3, 4, 5
      UNION ALL
      SELECT r.rule_id, 'usage', u.fate, u.reason, '', count(*), 0, 0, 0, 0
      FROM usage_fate u CROSS JOIN LATERAL (SELECT DISTINCT unnest(u.rule_ids)) AS r (rule_id)
      WHERE u.run_id = :run GROUP BY 1, 2, 3, 4, 5
      UNION ALL
      SELECT r.rule_id, 'account', m.decision, '', '', count(*), 0, 0, 0, 0
      FROM account_match m CROSS JOIN LATERAL (SELECT DISTINCT unnest(m.rule_ids)) AS r (rule_id)
      WHERE m.run_id = :run GROUP BY 1, 2, 3, 4, 5
      """),
  /** Which decisions of people a discrepancy rests on. */
  DECISIONS(
      "discrepancy_decision",
      "discrepancy_id, decision_id",
      "discrepancy_id, decision_id, kind, value, until, reason, decided_by, decided_at",
      """
      SELECT e.discrepancy_id, x.decision_id, x.kind, coalesce(x.value, '') AS value, x.until,
        coalesce(x.reason, '') AS reason, coalesce(x.decided_by, '') AS decided_by, x.decided_at
      FROM discrepancy_evidence e CROSS JOIN LATERAL jsonb_to_recordset(e.evidence -> 'decisions')
        AS x (decision_id text, kind text, value text, until date, reason text, decided_by text,
              decided_at timestamptz)
      WHERE e.run_id = :run
      """),
  /** Where each client's records are: an account's are next to each other. */
  BLOCKS(
      "usage_block",
      "company_id, integration_id, account_id",
      "company_id, integration_id, account_id, first_ordinal, last_ordinal, records",
      """
      SELECT u.company_id, u.integration_id, u.account_id, min(u.ordinal) AS first_ordinal,
        max(u.ordinal) AS last_ordinal, count(*) AS records
      FROM usage_fate u WHERE u.run_id = :run GROUP BY 1, 2, 3
      """);

  private final String table;
  private final String key;
  private final String columns;
  private final String rows;

  DerivedRows(String table, String key, String columns, String rows) {
    this.table = table;
    this.key = key;
    this.columns = columns;
    this.rows = rows;
  }

  /** The table that they are in. */
  public String table() {
    return table;
  }

  /** The columns that tell the rows of a run apart, with commas. */
  public String key() {
    return key;
  }

  /** All columns but tenant and run, with commas. */
  public String columns() {
    return columns;
  }

  /** The query that makes the rows of the run {@code :run}. */
  public String rows() {
    return rows;
  }

  void store(Handle handle, UUID run) {
    handle
        .createUpdate(
            """
            INSERT INTO %s (tenant_id, run_id, %s)
            SELECT current_setting('app.tenant')::uuid, :run, %s FROM (%s) r
            """
                .formatted(table, columns, columns, rows))
        .bind("run", run)
        .execute();
  }
}
