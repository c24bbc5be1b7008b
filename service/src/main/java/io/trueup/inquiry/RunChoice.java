package io.trueup.inquiry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.reconcile.RunRow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a question is about: those that are done, by the day they looked at.
 *
 * @param from first day
 * @param to last day
 * @param all whether all of them; else the last of each calendar month, which is the one that
 *     counts
 */
public record RunChoice(LocalDate from, LocalDate to, boolean all) {
  /** Most runs in one answer. */
  public static final int MOST = 400;

  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /** The last run of each month of a year. */
  public static RunChoice ofYear(int year) {
    return new RunChoice(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), false);
  }

  /**
   * What somebody says of a period: a year, or days; one day alone is the beginning or the end of
   * all there is. Without any it is this year.
   *
   * @param year null when it is not given
   * @param from null when it is not given
   * @param to null when it is not given
   */
  public static RunChoice of(
      @Nullable Integer year,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      boolean all,
      Clock clock) {
    if (from != null || to != null) {
      return new RunChoice(from == null ? FIRST : from, to == null ? LAST : to, all);
    }
    RunChoice whole = ofYear(year == null ? Year.now(clock).getValue() : year);
    return new RunChoice(whole.from(), whole.to(), all);
  }

  /** Whether a run can have looked at this day. */
  public static boolean possible(LocalDate day) {
    return !day.isBefore(FIRST) && !day.isAfter(LAST);
  }

  /** A run that an answer is made of. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Chosen(UUID runId, LocalDate asOf, @Nullable Long bundleVersion) {}

  /** The runs, newest day first, {@link #MOST} at most. */
  public List<Chosen> runs(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT run_id, as_of, bundle_version FROM (
              SELECT run_id, as_of, bundle_version, created_at,
                row_number() OVER (PARTITION BY date_trunc('month', as_of)
                                   ORDER BY as_of DESC, created_at DESC, run_id DESC) AS place
              FROM run WHERE status = 'done' AND as_of BETWEEN :from AND :to) r
            WHERE :all OR place = 1
            ORDER BY as_of DESC, created_at DESC, run_id DESC LIMIT :most
            """)
        .bind("from", from)
        .bind("to", to)
        .bind("all", all)
        .bind("most", MOST)
        .map(
            (row, context) ->
                new Chosen(
                    row.getObject("run_id", UUID.class),
                    row.getObject("as_of", LocalDate.class),
                    row.getObject("bundle_version", Long.class)))
        .list();
  }

  /** One run alone, whatever its day. */
  public static Chosen one(RunRow run) {
    LocalDate day = run.asOf();
    return new Chosen(run.runId(), day == null ? LocalDate.EPOCH : day, run.bundleVersion());
  }

  static UUID[] ids(List<Chosen> runs) {
    return runs.stream().map(Chosen::runId).toArray(UUID[]::new);
  }
}
