package io.trueup.pages;

import io.trueup.client.Amount;
import io.trueup.client.ClientMatchDao;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What people decided that no run has followed yet.
 *
 * @param newest the last finished run of the newest month; null when there is none
 * @param under way a run that was started since and is not done; null when there is none
 * @param decisions about accounts that it was not given
 * @param mappings changes of mappings that it was not given
 * @param brings money of accounts that were confirmed since, which the next run will count
 */
public record SinceRun(
    @Nullable RunRow newest,
    @Nullable RunRow underWay,
    long decisions,
    long mappings,
    List<Amount> brings,
    boolean mayRun) {
  private static final int LOOKED_AT = 50;

  public SinceRun {
    brings = List.copyOf(brings);
  }

  /** Whether the next run would be told something new. */
  public boolean any() {
    return decisions > 0 || mappings > 0;
  }

  static SinceRun of(Handle handle, boolean mayRun) {
    Optional<RunRow> newest = RunDao.findNewestMonth(handle);
    if (newest.isEmpty()) {
      return new SinceRun(null, null, 0, 0, List.of(), mayRun);
    }
    RunRow run = newest.get();
    Optional<RunRow> underWay =
        underWay(handle, "running", run).or(() -> underWay(handle, "queued", run));
    return new SinceRun(
        run,
        underWay.orElse(null),
        LinkDecisionDao.last(handle) - run.decisionNo(),
        MappingChangeDao.last(handle) - run.mappingNo(),
        ClientMatchDao.confirmedSince(handle, run.decisionNo()),
        mayRun);
  }

  /** A run of the same data: others are of other months. */
  private static Optional<RunRow> underWay(Handle handle, String status, RunRow newest) {
    return RunDao.list(handle, Optional.of(status), List.of(), LOOKED_AT).stream()
        .filter(run -> run.datasetId().equals(newest.datasetId()))
        .findFirst();
  }
}
