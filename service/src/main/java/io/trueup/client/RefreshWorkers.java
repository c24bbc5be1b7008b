package io.trueup.client;

import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.QueueWorkers;
import io.trueup.platform.db.TenantDb;

/** Works on requested refreshes, one at a time. */
public final class RefreshWorkers implements Managed {
  private final QueueWorkers<Refreshes.Claim> workers;

  public RefreshWorkers(TenantDb db, Refresh refresh) {
    this.workers =
        new QueueWorkers<>(
            "match",
            1,
            node -> db.withoutTenant(handle -> Refreshes.claim(handle, node, Refresh.LEASE)),
            refresh::execute);
  }

  @Override
  public void start() {
    workers.start();
  }

  /** Wakes the worker: a refresh was requested here. */
  public void wake() {
    workers.wake();
  }

  /** Stops; what is under way goes back to the queue. */
  @Override
  public void stop() throws InterruptedException {
    workers.stop();
  }
}
