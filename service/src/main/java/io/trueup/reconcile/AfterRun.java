package io.trueup.reconcile;

import io.trueup.client.Matching;
import io.trueup.client.Refreshes;
import io.trueup.client.Standings;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where accounts stand after a run: as it matched them, when nothing newer is known. It spares the
 * service to match them once more; should it fail, the run is none the worse.
 */
public final class AfterRun {
  private static final Logger LOG = LoggerFactory.getLogger(AfterRun.class);

  private final TenantDb db;

  public AfterRun(TenantDb db) {
    this.db = db;
  }

  /**
   * A result is being stored, in this transaction: whoever sees the run as done sees also that
   * where accounts stand follows.
   *
   * @return empty when there is nothing to follow, or a worker will see to it
   */
  Optional<Refreshes.Claim> storing(Handle handle, TenantId tenant, RunRow run) {
    return newest(handle, run, synced(handle, run))
        ? Refreshes.begin(handle, tenant, "a run")
        : Optional.empty();
  }

  /** A result was stored. */
  void stored(Refreshes.Claim claim, RunRow run, Matching matching) {
    boolean done = false;
    try {
      db.useTenant(
          claim.tenant(),
          handle -> {
            handle.execute("SET LOCAL statement_timeout = '25min'");
            String source = synced(handle, run) ? "syncs" : "dataset";
            long accounts = Standings.store(handle, matching, run.decisionNo());
            Refreshes.finish(handle, claim, source, accounts, "");
          });
      done = true;
    } catch (RuntimeException e) {
      LOG.error("where accounts stand could not be stored after a run", e);
    } finally {
      if (!done) {
        db.useTenant(claim.tenant(), handle -> Refreshes.release(handle, claim));
      }
    }
  }

  /**
   * A result was stored, but nobody here knows how its accounts were matched: a worker sees to it.
   */
  void leave(Refreshes.Claim claim) {
    db.useTenant(claim.tenant(), handle -> Refreshes.release(handle, claim));
  }

  private static boolean synced(Handle handle, RunRow run) {
    return !DatasetSourceDao.list(handle, run.datasetId()).isEmpty();
  }

  /**
   * Whether its dataset is of the newest snapshots or, where nothing was ever synced, of the latest
   * day.
   */
  private static boolean newest(Handle handle, RunRow run, boolean synced) {
    return handle
        .createQuery(
            synced
                ? """
                  SELECT NOT EXISTS (
                    SELECT FROM dataset_source s
                    WHERE s.dataset_id = :dataset AND s.snapshot_no IS DISTINCT FROM (
                      SELECT max(n.snapshot_no) FROM snapshot n
                      WHERE n.integration_id = s.integration_id))
                    AND NOT EXISTS (
                    SELECT FROM snapshot n
                    WHERE NOT EXISTS (
                      SELECT FROM dataset_source s
                      WHERE s.dataset_id = :dataset AND s.integration_id = n.integration_id))
                  """
                : """
                  SELECT NOT EXISTS (SELECT FROM snapshot)
                    AND NOT EXISTS (
                      SELECT FROM client_refresh f WHERE f.dataset_id <> :dataset)
                    AND NOT EXISTS (
                      SELECT FROM run r
                      WHERE r.status = 'done' AND r.run_id <> :run
                        AND (r.as_of, r.created_at) > (
                          SELECT m.as_of, m.created_at FROM run m WHERE m.run_id = :run))
                  """)
        .bind("dataset", run.datasetId())
        .bind("run", run.runId())
        .mapTo(Boolean.class)
        .one();
  }
}
