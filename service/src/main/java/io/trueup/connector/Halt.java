package io.trueup.connector;

import io.trueup.connector.ReadFailure.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Whether one reading goes on: until something of it fails, or nobody wants it any more. Then what
 * waits stops waiting, and requests that are under way are broken off. Safe for use by several
 * threads.
 */
final class Halt implements RateLimits.Waiting, Fetcher.UnderWay {
  /** How soon a reading notices that it is not wanted. */
  static final Duration NOTICE = Duration.ofMillis(200);

  private final String integration;
  private final SyncListener listener;
  private final Redactor redactor;
  private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
  private final Set<Cancellable> underWay = ConcurrentHashMap.newKeySet();

  Halt(String integration, SyncListener listener, Redactor redactor) {
    this.integration = integration;
    this.listener = listener;
    this.redactor = redactor;
  }

  /**
   * Returns when there is reason to go on.
   *
   * @throws ReadFailure the first failure of the reading, or that it was cancelled
   */
  void check() throws ReadFailure {
    Throwable first = cause.get();
    if (first instanceof ReadFailure failure) {
      throw failure;
    }
    if (first instanceof RuntimeException fault) {
      throw fault;
    }
    if (first != null) {
      throw new IllegalStateException("a stream could not be read", first);
    }
    if (listener.cancelled() || Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  /** Ends the reading; what fails because something failed is no news. */
  void fail(Throwable failure) {
    if (cause.compareAndSet(null, failure)) {
      underWay.forEach(Cancellable::cancel);
    }
  }

  /** Asks whether it is still wanted, on behalf of threads that wait for a vendor. */
  void look() {
    try {
      if (listener.cancelled()) {
        fail(cancelled());
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  ReadFailure cancelled() {
    return new ReadFailure(
        Kind.CANCELLED,
        "",
        "",
        "the sync was stopped",
        "integration " + integration,
        Messages.advice(Kind.CANCELLED));
  }

  @Override
  public void pause(Duration time, String note) throws ReadFailure {
    boolean told = time.toMillis() > 1_000;
    if (told) {
      listener.progress("", -1, 0, redactor.clean(note) + " (" + time.toSeconds() + " s)");
    }
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      check();
      try {
        Thread.sleep(Math.min(NOTICE.toMillis(), left / 1_000_000 + 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (told) {
      listener.progress("", -1, 0, "");
    }
  }

  @Override
  public void began(Cancellable request) {
    underWay.add(request);
    if (cause.get() != null) {
      request.cancel();
    }
  }

  @Override
  public void ended(Cancellable request) {
    underWay.remove(request);
  }
}
