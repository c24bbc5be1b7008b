package io.trueup.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of one reading. */
final class Workers implements AutoCloseable {
  private final ExecutorService pool;
  private final Halt halt;

  /**
   * @param parallel how many steps may be under way at once
   * @param halt what the first failure stops
   */
  Workers(int parallel, Halt halt) {
    this.pool = Executors.newFixedThreadPool(parallel, Workers::thread);
    this.halt = halt;
  }

  /** Something that can fail. */
  interface Step {
    void run() throws ReadFailure;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "connector-read");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs all steps, and waits until all have ended, whatever becomes of them: nobody is told
   * anything any more once a reading has returned.
   *
   * @throws ReadFailure the first
   */
  void run(List<Step> steps) throws ReadFailure {
    List<Future<?>> futures = new ArrayList<>();
    for (Step step : steps) {
      futures.add(pool.submit(() -> guarded(step)));
    }
    boolean interrupted = false;
    for (Future<?> future : futures) {
      while (!ended(future)) {
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    halt.check();
  }

  private void guarded(Step step) {
    try {
      halt.check();
      step.run();
    } catch (ReadFailure | RuntimeException | Error e) {
      halt.fail(e);
    }
  }

  private boolean ended(Future<?> future) {
    try {
      future.get(Halt.NOTICE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      halt.look();
      return false;
    } catch (InterruptedException e) {
      // Kept for whoever waits; here, waiting goes on until all have noticed.
      halt.fail(halt.cancelled());
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      halt.fail(e);
      return true;
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
