package io.trueup.reconcile;

import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.RunDao.Claim;
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
 * Threads that take queued runs, of any tenant and from any node. The queue is the run table
 * itself: a run whose node was killed is taken up by another once its lease is over.
 */
public final class RunWorkers implements Managed {
  /** How long a silent worker keeps its run. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RunWorkers.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TenantDb db;
  private final RunExecution execution;
  private final int workers;
  private final UUID node = UUID.randomUUID();
  private final Semaphore news = new Semaphore(0);
  private final AtomicInteger busy = new AtomicInteger();
  private final ExecutorService threads;
  private volatile boolean stopping;

  /**
   * @param workers how many runs this node works on at a time
   */
  public RunWorkers(TenantDb db, RunExecution execution, int workers) {
    this.db = db;
    this.execution = execution;
    this.workers = workers;
    this.threads = Executors.newFixedThreadPool(workers, task -> new Thread(task, "run-worker"));
  }

  @Override
  public void start() {
    for (int i = 0; i < workers; i++) {
      threads.execute(this::work);
    }
  }

  /** Wakes a worker: a run was queued here. */
  public void wake() {
    news.release();
  }

  /** How many runs this node is working on. */
  public int busy() {
    return busy.get();
  }

  /** Stops taking runs; those under way go back to the queue for another node. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    threads.shutdownNow();
    if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("a run did not stop in time; another node takes it up when its lease is over");
    }
    execution.close();
  }

  private void work() {
    while (!stopping) {
      try {
        Optional<Claim> claim = db.withoutTenant(handle -> RunDao.claim(handle, node, LEASE));
        if (claim.isPresent()) {
          busy.incrementAndGet();
          try {
            execution.execute(claim.get());
          } finally {
            busy.decrementAndGet();
          }
        } else if (news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("could not take a run; trying again", e);
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
