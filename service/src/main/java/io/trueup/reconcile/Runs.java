package io.trueup.reconcile;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Puts runs in the queue. */
public final class Runs {
  private final int longestQueue;

  /**
   * @param longestQueue how many runs of one tenant may wait
   */
  public Runs(int longestQueue) {
    this.longestQueue = longestQueue;
  }

  /**
   * Queues a run, within the caller's transaction.
   *
   * @throws ProblemException if there is no such dataset, or too many runs wait already
   */
  public UUID queue(
      Handle handle, UUID datasetId, Optional<LocalDate> asOf, String by, String requestId) {
    if (DatasetDao.find(handle, datasetId).isEmpty()) {
      throw ProblemException.invalid("dataset_id", "names no dataset", List.of());
    }
    if (RunDao.waiting(handle) >= longestQueue) {
      throw new ProblemException(
          ProblemType.BUSY, longestQueue + " runs wait already; try again when some are done.");
    }
    UUID id = UUID.randomUUID();
    RunDao.insert(handle, id, datasetId, asOf, by, requestId);
    AuditLog.append(
        handle,
        by,
        "run.queued",
        id.toString(),
        Map.of(
            "dataset_id", datasetId.toString(), "as_of", asOf.map(LocalDate::toString).orElse("")));
    return id;
  }
}
