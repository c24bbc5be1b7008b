package io.trueup.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts attempts to sign in that failed, by name and by address. Whoever has too many waits until
 * the window is over; a right password in between is not looked at, so that guessing on does not
 * pay. Kept by each node for itself.
 */
final class Attempts {
  /** Failures of one name before it has to wait. */
  static final int OF_A_NAME = 10;

  /** Failures from one address, of any names, before it has to wait. */
  static final int OF_AN_ADDRESS = 50;

  /** How long failures count, from the first of them. */
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final Cache<String, AtomicInteger> failures;

  Attempts(Ticker clock) {
    this.failures =
        Caffeine.newBuilder()
            .ticker(clock)
            .expireAfterWrite(WINDOW)
            .maximumSize(100_000)
            .executor(Runnable::run)
            .build();
  }

  boolean allowed(String name, String address) {
    return count("name " + name) < OF_A_NAME && count("address " + address) < OF_AN_ADDRESS;
  }

  void failed(String name, String address) {
    add("name " + name);
    add("address " + address);
  }

  void succeeded(String name) {
    failures.invalidate("name " + name);
  }

  private int count(String key) {
    AtomicInteger count = failures.getIfPresent(key);
    return count == null ? 0 : count.get();
  }

  private void add(String key) {
    failures.get(key, each -> new AtomicInteger()).incrementAndGet();
  }
}
