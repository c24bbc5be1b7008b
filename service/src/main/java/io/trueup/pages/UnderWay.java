package io.trueup.pages;

import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of runs that are newer than the one that is shown.
 *
 * @param running one that is under way or waits, and is about no earlier month; null when there is
 *     none
 * @param failed the newest run of all, when it failed; null when it did not
 */
public record UnderWay(@Nullable RunRow running, @Nullable RunRow failed) {
  private static final int LOOKED_AT = 20;

  static UnderWay of(Handle handle, @Nullable RunRow shown) {
    RunRow newest =
        RunDao.list(handle, Optional.empty(), List.of(), 1).stream().findFirst().orElse(null);
    return new UnderWay(
        first(handle, "running", shown).or(() -> first(handle, "queued", shown)).orElse(null),
        newest != null
                && newest.status().equals("failed")
                && later(newest, shown)
                && (shown == null || newest.createdAt().isAfter(shown.createdAt()))
            ? newest
            : null);
  }

  private static Optional<RunRow> first(Handle handle, String status, @Nullable RunRow shown) {
    return RunDao.list(handle, Optional.of(status), List.of(), LOOKED_AT).stream()
        .filter(run -> later(run, shown))
        .findFirst();
  }

  /** Whether a run may be about the month of the one that is shown, or a later one. */
  private static boolean later(RunRow run, @Nullable RunRow shown) {
    LocalDate day = run.requestedAsOf();
    LocalDate now = shown == null ? null : shown.asOf();
    return day == null || now == null || !YearMonth.from(day).isBefore(YearMonth.from(now));
  }
}
