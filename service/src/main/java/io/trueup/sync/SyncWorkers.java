package io.trueup.sync;

import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.TenantDb;
import io.trueup.sync.SyncLeases.Claim;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that take queued syncs, of any tenant and from any node. The queue is the sync table
 * itself: a sync whose node was killed is taken up by another once its lease is over.
 */
public final class SyncWorkers implements Managed {
  /** How long a silent worker keeps its sync. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(SyncWorkers.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TenantDb db;
  private final SyncExecution execution;
  private final int workers;
  private final UUID node = UUID.randomUUID();
  private final Semaphore news = new Semaphore(0);
  private final AtomicInteger busy = new AtomicInteger();
  private final ExecutorService threads;
  private volatile boolean stopping;

  /**
   * @param workers how many syncs this node works on at a time
   */
  public SyncWorkers(TenantDb db, SyncExecution execution, int workers) {
    this.db = db;
    this.execution = execution;
    this.workers = workers;
    this.threads = Executors.newFixedThreadPool(workers, task -> new Thread(task, "sync-worker"));
  }

  @Override
  public void start() {
    for (int i = 0; i < workers; i++) {
      threads.execute(this::work);
    }
  }

  /** Wakes a worker: a sync was queued here. */
  public void wake() {
    news.release();
  }

  /** How many syncs this node is working on. */
  public int busy() {
    return busy.get();
  }

  /** Stops taking syncs; those under way go back to the queue for another node. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    execution.stop();
    threads.shutdownNow();
    if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("a sync did not stop in time; another node takes it up when its lease is over");
    }
    execution.close();
  }

  private Optional<Claim> claim() {
    return db.withoutTenant(handle -> SyncLeases.claim(handle, node, LEASE));
  }

  private void execute(Claim claim) {
    busy.incrementAndGet();
    try {
      execution.execute(claim);
    } finally {
      busy.decrementAndGet();
    }
  }

  private void work() {
    while (!stopping) {
      try {
        Optional<Claim> claim = claim();
        if (claim.isPresent()) {
          execute(claim.get());
        } else if (news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("could not take a sync; trying again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
