package io.trueup.pages;

import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What became of runs since the one that is shown.
 *
 * @param running one that is under way or waits; null when there is none
 * @param failed the newest run of all, when it failed; null when it did not
 */
public record UnderWay(@Nullable RunRow running, @Nullable RunRow failed) {
  static UnderWay of(Handle handle, @Nullable RunRow shown) {
    RunRow newest =
        RunDao.list(handle, Optional.empty(), List.of(), 1).stream().findFirst().orElse(null);
    return new UnderWay(
        first(handle, "running").or(() -> first(handle, "queued")).orElse(null),
        newest != null
                && newest.status().equals("failed")
                && (shown == null || newest.createdAt().isAfter(shown.createdAt()))
            ? newest
            : null);
  }

  private static Optional<RunRow> first(Handle handle, String status) {
    return RunDao.list(handle, Optional.of(status), List.of(), 1).stream().findFirst();
  }
}
