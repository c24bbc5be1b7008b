package io.trueup.client;

import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.TenantDb;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that takes requested refreshes, of any tenant and from any node, one at a time. */
public final class RefreshWorkers implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshWorkers.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TenantDb db;
  private final Refresh refresh;
  private final UUID node = UUID.randomUUID();
  private final Semaphore news = new Semaphore(0);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "match-worker"));
  private volatile boolean stopping;

  public RefreshWorkers(TenantDb db, Refresh refresh) {
    this.db = db;
    this.refresh = refresh;
  }

  @Override
  public void start() {
    thread.execute(this::work);
  }

  /** Wakes the worker: a refresh was requested here. */
  public void wake() {
    news.release();
  }

  /** Stops; what is under way goes back to the queue. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    thread.shutdownNow();
    if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("matching did not stop in time; another node takes it up when its lease is over");
    }
  }

  private void work() {
    while (!stopping) {
      try {
        Optional<Refreshes.Claim> claim =
            db.withoutTenant(handle -> Refreshes.claim(handle, node, Refresh.LEASE));
        if (claim.isPresent()) {
          refresh.execute(claim.get());
        } else if (news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("could not take a refresh; trying again", e);
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
