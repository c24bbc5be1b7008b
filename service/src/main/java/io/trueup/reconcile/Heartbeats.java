package io.trueup.reconcile;

import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.RunDao.Claim;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the leases of the runs under way, and writes down how far they are, once a second. */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final TenantDb db;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          1,
          task -> {
            Thread thread = new Thread(task, "run-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  Heartbeats(TenantDb db) {
    this.db = db;
  }

  /** Another worker has the run: whatever this one still does must not be stored. */
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostException() {
      super("the run's lease was lost", null, false, false);
    }
  }

  /** The service stops: the run is to be given back. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the service stops", null, false, false);
    }
  }

  Beat start(Claim claim) {
    Beat beat = new Beat(claim);
    beat.future = timer.scheduleWithFixedDelay(beat::write, 0, 1, TimeUnit.SECONDS);
    return beat;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One run's. Told by the thread that works, written by the timer's. */
  final class Beat implements Progress, AutoCloseable {
    private final Claim claim;
    private volatile State state = new State("", 0, 0);
    private volatile boolean lost;
    private volatile boolean interrupted;
    private volatile @org.jspecify.annotations.Nullable ScheduledFuture<?> future;

    private record State(String step, long done, long total) {}

    private Beat(Claim claim) {
      this.claim = claim;
    }

    @Override
    public void at(String step, long done, long total) {
      state = new State(step, done, total);
      if (lost) {
        throw new LostException();
      }
      if (Thread.currentThread().isInterrupted()) {
        interrupted = true;
        throw new StoppedException();
      }
    }

    boolean interrupted() {
      return interrupted;
    }

    private void write() {
      State now = state;
      try {
        lost =
            !db.inTenant(
                claim.tenant(),
                handle ->
                    RunDao.heartbeat(
                        handle, claim, RunWorkers.LEASE, now.step(), now.done(), now.total()));
      } catch (RuntimeException e) {
        // The lease outlives many missed beats; the next one tries again.
        LOG.warn("heartbeat failed: {}", TenantDb.sqlState(e));
      }
    }

    @Override
    public void close() {
      ScheduledFuture<?> running = future;
      if (running != null) {
        running.cancel(false);
      }
    }
  }
}
