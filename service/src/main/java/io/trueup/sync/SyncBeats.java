package io.trueup.sync;

import io.trueup.platform.db.TenantDb;
import io.trueup.sync.SyncLeases.Claim;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of the syncs under way, writes down how far they are, and learns whether one is
 * to stop: once a second.
 */
final class SyncBeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SyncBeats.class);

  private final TenantDb db;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          1,
          task -> {
            Thread thread = new Thread(task, "sync-heartbeat");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean stopping;

  SyncBeats(TenantDb db) {
    this.db = db;
  }

  /** How far a sync is. */
  interface Progress {
    /** As JSON, a list of streams. */
    String json();

    /** In numbers. */
    SyncLeases.Counted counted();
  }

  Beat start(Claim claim, Progress progress) {
    Beat beat = new Beat(claim, progress);
    beat.future = timer.scheduleWithFixedDelay(beat::write, 1, 1, TimeUnit.SECONDS);
    return beat;
  }

  /** Asks all syncs under way to stop, so that they can be given back. */
  void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One sync's. Asked by the threads that read, written by the timer's. */
  final class Beat implements AutoCloseable {
    private final Claim claim;
    private final Progress progress;
    private volatile boolean lost;
    private volatile boolean cancelled;
    private volatile @Nullable ScheduledFuture<?> future;

    private Beat(Claim claim, Progress progress) {
      this.claim = claim;
      this.progress = progress;
    }

    /** Another worker has the sync. */
    boolean lost() {
      return lost;
    }

    /** A person asked it to stop. */
    boolean cancelled() {
      return cancelled;
    }

    /** Whether reading on is of no use. */
    boolean over() {
      return lost || cancelled || stopping;
    }

    private void write() {
      try {
        Optional<Boolean> cancel =
            db.inTenant(
                claim.tenant(),
                handle ->
                    SyncLeases.heartbeat(
                        handle, claim, SyncWorkers.LEASE, progress.json(), progress.counted()));
        lost = cancel.isEmpty();
        cancelled = cancelled || cancel.orElse(false);
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
