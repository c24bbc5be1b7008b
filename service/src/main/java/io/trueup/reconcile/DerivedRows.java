package io.trueup.reconcile;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Rows that follow from a run's stored result, kept because questions come by rule, by decision, by
 * product, by cause and by client.
 */
public enum DerivedRows {
  /** Which discrepancies a rule had a part in. */
  FINDINGS(
      "rule_finding",
      "rule_id, discrepancy_id",
      "rule_id, discrepancy_id",
      """
      SELECT r.rule_id, d.discrepancy_id
      FROM discrepancy d CROSS JOIN LATERAL (SELECT DISTINCT unnest(d.rule_ids)) AS r (rule_id)
      WHERE d.run_id = :run
      ORDER BY r.rule_id COLLATE "C", d.discrepancy_id COLLATE "C"
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
        sum(d.count)::bigint AS count, sum(d.monthly_impact) AS monthly_impact,
        sum(d.held_amount) AS held_amount, sum(d.one_off_amount) AS one_off_amount,
        sum(d.reclaimable_amount) AS reclaimable_amount
      FROM (
        SELECT rule_ids, class, reason, currency, count(*) AS count,
          coalesce(sum(monthly_impact), 0) AS monthly_impact,
          coalesce(sum(held_amount), 0) AS held_amount,
          coalesce(sum(one_off_amount), 0) AS one_off_amount,
          coalesce(sum(reclaimable_amount), 0) AS reclaimable_amount
        FROM discrepancy WHERE run_id = :run GROUP BY 1, 2, 3, 4) d
      CROSS JOIN LATERAL (SELECT DISTINCT unnest(d.rule_ids)) AS r (rule_id)
      GROUP BY 1, 2, 3, 4, 5
      UNION ALL
      SELECT r.rule_id, 'usage', u.fate, u.reason, '', sum(u.records)::bigint, 0, 0, 0, 0
      FROM (
        SELECT rule_ids, fate, reason, sum(records) AS records
        FROM usage_group WHERE run_id = :run GROUP BY 1, 2, 3) u
      CROSS JOIN LATERAL (SELECT DISTINCT unnest(u.rule_ids)) AS r (rule_id)
      GROUP BY 1, 2, 3, 4, 5
      UNION ALL
      SELECT r.rule_id, 'account', m.decision, '', '', count(*), 0, 0, 0, 0
      FROM account_match m CROSS JOIN LATERAL (SELECT DISTINCT unnest(m.rule_ids)) AS r (rule_id)
      WHERE m.run_id = :run GROUP BY 1, 2, 3, 4, 5
      """),
  /** The money by product. */
  PRODUCTS(
      "run_product",
      "product_code, currency",
      """
      product_code, currency, discrepancies, clients, underbilled, overbilled, held, reclaimable,
      example_id
      """,
      """
      SELECT d.product_code, d.currency, count(*) AS discrepancies,
        count(DISTINCT d.company_id) FILTER (WHERE d.company_id <> '') AS clients,
        coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'UNDERBILLING'), 0) AS underbilled,
        coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'OVERBILLING'), 0) AS overbilled,
        coalesce(sum(d.held_amount) FILTER (WHERE d.held), 0) AS held,
        coalesce(sum(d.reclaimable_amount), 0) AS reclaimable,
        coalesce(min(d.discrepancy_id) FILTER (WHERE d.addition_id <> ''), min(d.discrepancy_id))
          AS example_id
      FROM discrepancy d
      WHERE d.run_id = :run AND d.class <> 'MATCHED' AND d.currency <> ''
      GROUP BY 1, 2
      """),
  /** What one piece of work would settle: discrepancies of a class and reason about one thing. */
  CAUSES(
      "run_cause",
      "class, reason, thing",
      """
      class, reason, thing, discrepancies, accounts, clients, held, acts, about, setup, weight,
      amounts
      """,
      """
      WITH d AS (
        SELECT class, reason, currency, company_id, company_name, account_id, held, acts,
          CASE
            WHEN reason IN ('failed_sync', 'partial_sync', 'stale_integration', 'count_collapse')
              THEN integration_id
            WHEN reason IN ('unmapped_product', 'unaccounted_usage', 'no_billing_line', 'no_price',
              'component_gap') THEN product_code
            WHEN reason = 'unmapped_account' OR (reason = 'unconfirmed_match' AND company_id = '')
              THEN integration_id || '/' || account_id
            WHEN reason = 'unconfirmed_match' THEN company_id
            ELSE '' END AS thing,
          CASE
            WHEN held THEN coalesce(held_amount, 0)
            WHEN coalesce(monthly_impact, 0) <> 0 THEN monthly_impact
            WHEN coalesce(reclaimable_amount, 0) <> 0 THEN reclaimable_amount
            ELSE coalesce(one_off_amount, 0) END AS amount
        FROM discrepancy WHERE run_id = :run AND class <> 'MATCHED'),
      m AS (
        SELECT class, reason, thing, jsonb_object_agg(currency, amount) AS amounts
        FROM (
          SELECT class, reason, thing, currency, sum(amount) AS amount
          FROM d WHERE currency <> '' AND amount <> 0
          GROUP BY class, reason, thing, currency) c
        GROUP BY class, reason, thing)
      SELECT d.class, d.reason, d.thing, count(*) AS discrepancies,
        count(*) FILTER (WHERE d.account_id <> '') AS accounts,
        count(DISTINCT d.company_id) FILTER (WHERE d.company_id <> '') AS clients,
        bool_or(d.held) AS held,
        coalesce(string_agg(DISTINCT d.acts, ', ') FILTER (WHERE d.acts <> ''), '') AS acts,
        CASE WHEN d.thing = '' THEN ''
          WHEN d.reason = 'unconfirmed_match' THEN coalesce(nullif(min(d.company_name), ''), d.thing)
          ELSE d.thing END AS about,
        d.class IN ('SETUP_ISSUE', 'MISSING_PRICE') AS setup,
        sum(abs(d.amount)) AS weight, coalesce(m.amounts, '{}') AS amounts
      FROM d LEFT JOIN m USING (class, reason, thing)
      GROUP BY d.class, d.reason, d.thing, m.amounts
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
