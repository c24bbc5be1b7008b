package io.trueup.sync;

import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.QueueWorkers;
import io.trueup.platform.db.TenantDb;
import io.trueup.sync.SyncLeases.Claim;
import java.time.Duration;

/** Works on queued syncs; the queue is the sync table itself. */
public final class SyncWorkers implements Managed {
  static final Duration LEASE = QueueWorkers.LEASE;

  private final SyncExecution execution;
  private final QueueWorkers<Claim> workers;

  /**
   * @param workers how many syncs this node works on at a time
   */
  public SyncWorkers(TenantDb db, SyncExecution execution, int workers) {
    this.execution = execution;
    this.workers =
        new QueueWorkers<>(
            "sync",
            workers,
            node -> db.withoutTenant(handle -> SyncLeases.claim(handle, node, LEASE)),
            execution::execute);
  }

  @Override
  public void start() {
    workers.start();
  }

  /** Wakes a worker: a sync was queued here. */
  public void wake() {
    workers.wake();
  }

  /** How many syncs this node is working on. */
  public int busy() {
    return workers.busy();
  }

  /** Stops taking syncs; those under way go back to the queue for another node. */
  @Override
  public void stop() throws InterruptedException {
    execution.stop();
    workers.stop();
    execution.close();
  }
}
