package io.trueup.platform.db;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that take work from a queue in the database, of any tenant and beside those of other
 * nodes. Work whose node was killed is claimed by another once its lease is over; what a claim and
 * its lease are, the queue knows.
 *
 * @param <C> a claim
 */
public final class QueueWorkers<C> {
  /** How long a silent worker keeps what it works on. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(QueueWorkers.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String what;
  private final int workers;
  private final Function<UUID, Optional<C>> claims;
  private final Consumer<C> execution;
  private final UUID node = UUID.randomUUID();
  private final Semaphore news = new Semaphore(0);
  private final AtomicInteger busy = new AtomicInteger();
  private final ExecutorService threads;
  private volatile boolean stopping;

  /**
   * @param what they work on, one word for threads and the log
   * @param workers how many are worked on at a time
   * @param claims takes the next for this node, if there is one
   * @param execution carries it out; what it throws is logged, and the worker goes on
   */
  public QueueWorkers(
      String what, int workers, Function<UUID, Optional<C>> claims, Consumer<C> execution) {
    this.what = what;
    this.workers = workers;
    this.claims = claims;
    this.execution = execution;
    this.threads =
        Executors.newFixedThreadPool(workers, task -> new Thread(task, what + "-worker"));
  }

  /** Begins to take work. */
  public void start() {
    for (int i = 0; i < workers; i++) {
      threads.execute(this::work);
    }
  }

  /** Wakes a worker: something was queued here. */
  public void wake() {
    news.release();
  }

  /** How many are worked on here. */
  public int busy() {
    return busy.get();
  }

  /** Takes no more and interrupts what is under way, which is to give itself back to the queue. */
  public void stop() throws InterruptedException {
    stopping = true;
    threads.shutdownNow();
    if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("a {} did not stop in time; another node takes it when its lease is over", what);
    }
  }

  private void work() {
    while (!stopping) {
      try {
        Optional<C> claim = claims.apply(node);
        if (claim.isPresent()) {
          execute(claim.get());
        } else if (news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("could not take a {}; trying again", what, e);
        pause();
      }
    }
  }

  private void execute(C claim) {
    busy.incrementAndGet();
    try {
      execution.accept(claim);
    } finally {
      busy.decrementAndGet();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
