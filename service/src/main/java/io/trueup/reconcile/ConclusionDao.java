package io.trueup.reconcile;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** All that a run concluded, read in one go and without evidence, to be compared with. */
public final class ConclusionDao {
  private static final int FETCHED_AT_ONCE = 5_000;

  private ConclusionDao() {}

  /**
   * What became of a record.
   *
   * @param additionId lines that count it, {@code ;} between them
   */
  public record Fate(
      String integrationId,
      String accountId,
      String companyId,
      String fate,
      String additionId,
      String reason,
      List<String> ruleIds) {}

  /**
   * Every discrepancy; the evidence of each is the id of the mapping that counted, as it is, and
   * empty where none did.
   */
  public static List<DiscrepancyRow> discrepancies(Handle handle, UUID run) {
    return handle
        .createQuery(
            "SELECT "
                + DiscrepancyDao.COLUMNS
                + """
                , coalesce((SELECT e.evidence->>'mapping_id' FROM discrepancy_evidence e
                    WHERE e.run_id = d.run_id AND e.discrepancy_id = d.discrepancy_id), '') AS mapping
                FROM discrepancy d WHERE run_id = :run
                """)
        .bind("run", run)
        .setFetchSize(FETCHED_AT_ONCE)
        .map((row, context) -> DiscrepancyDao.row(row, row.getString("mapping")))
        .list();
  }

  /** The fate of every record, by integration, account and record. */
  public static void eachFate(Handle handle, UUID run, Consumer<Fate> reader) {
    handle
        .createQuery(
            """
            SELECT integration_id, account_id, company_id, fate, addition_id, reason, rule_ids
            FROM usage_fate WHERE run_id = :run ORDER BY ordinal
            """)
        .bind("run", run)
        .setFetchSize(FETCHED_AT_ONCE)
        .map(
            (row, context) ->
                new Fate(
                    row.getString("integration_id"),
                    row.getString("account_id"),
                    row.getString("company_id"),
                    row.getString("fate"),
                    row.getString("addition_id"),
                    row.getString("reason"),
                    DiscrepancyDao.texts(row.getArray("rule_ids"))))
        .forEach(reader);
  }
}
