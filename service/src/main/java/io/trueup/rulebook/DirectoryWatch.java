package io.trueup.rulebook;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a watched directory again and again. */
public final class DirectoryWatch implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

  private final RuleDirectory directory;
  private final Duration every;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "rule-directory"));

  public DirectoryWatch(RuleDirectory directory, Duration every) {
    this.directory = directory;
    this.every = every;
  }

  @Override
  public void start() {
    thread.execute(this::watch);
  }

  @Override
  public void stop() throws InterruptedException {
    thread.shutdownNow();
    if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
      LOG.warn("the look at the rule directory did not end in time");
    }
  }

  private void watch() {
    while (!thread.isShutdown()) {
      try {
        directory.look();
      } catch (RuntimeException e) {
        // Once more after the pause: the database may be away for a moment.
        if (!thread.isShutdown()) {
          LOG.error("could not look at the rule directory", e);
        }
      }
      try {
        Thread.sleep(every.toMillis());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
