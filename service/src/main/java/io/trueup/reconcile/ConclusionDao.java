package io.trueup.reconcile;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
                , coalesce((SELECT e.mapping_id FROM discrepancy_evidence e
                    WHERE e.run_id = d.run_id AND e.discrepancy_id = d.discrepancy_id), '') AS mapping
                FROM discrepancy d WHERE run_id = :run
                """)
        .bind("run", run)
        .setFetchSize(FETCHED_AT_ONCE)
        .map((row, context) -> DiscrepancyDao.row(row, row.getString("mapping")))
        .list();
  }

  /**
   * The fate of every record, by integration, account and record.
   *
   * @param made what is made of a fate, once for all records that share it
   */
  public static <T> List<T> fates(Handle handle, UUID run, Function<Fate, T> made) {
    return UsageGroupDao.ofEveryRecord(
        handle,
        run,
        group ->
            made.apply(
                new Fate(
                    group.integrationId(),
                    group.accountId(),
                    group.companyId(),
                    group.fate(),
                    group.additionId(),
                    group.reason(),
                    group.ruleIds())));
  }
}
