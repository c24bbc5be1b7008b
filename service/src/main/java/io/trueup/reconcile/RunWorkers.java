package io.trueup.reconcile;

import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.QueueWorkers;
import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.RunDao.Claim;
import java.time.Duration;

/** Works on queued runs; the queue is the run table itself. */
public final class RunWorkers implements Managed {
  static final Duration LEASE = QueueWorkers.LEASE;

  private final RunExecution execution;
  private final QueueWorkers<Claim> workers;

  /**
   * @param workers how many runs this node works on at a time
   */
  public RunWorkers(TenantDb db, RunExecution execution, int workers) {
    this.execution = execution;
    this.workers =
        new QueueWorkers<>(
            "run",
            workers,
            node -> db.withoutTenant(handle -> RunDao.claim(handle, node, LEASE)),
            execution::execute);
  }

  @Override
  public void start() {
    workers.start();
  }

  /** Wakes a worker: a run was queued here. */
  public void wake() {
    workers.wake();
  }

  /** How many runs this node is working on. */
  public int busy() {
    return workers.busy();
  }

  /** Stops taking runs; those under way go back to the queue for another node. */
  @Override
  public void stop() throws InterruptedException {
    workers.stop();
    execution.close();
  }
}
