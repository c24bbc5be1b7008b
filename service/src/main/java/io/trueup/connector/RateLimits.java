package io.trueup.connector;

import io.trueup.connector.Manifest.Rate.Window;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests in sliding windows, by what shares them. Safe for use by several threads: two
 * integrations with the same credentials share a vendor's limit.
 */
final class RateLimits {
  /** Sleeps, and can be woken to stop. */
  interface Waiting {
    void pause(Duration time, String note) throws ReadFailure;
  }

  private final Map<String, Windows> byKey = new ConcurrentHashMap<>();

  /** Returns when one more request is within all windows, and counts it. */
  void acquire(String key, List<Window> windows, Waiting waiting) throws ReadFailure {
    if (windows.isEmpty()) {
      return;
    }
    Windows shared = byKey.computeIfAbsent(key, k -> new Windows(windows));
    for (; ; ) {
      long nanos = shared.take();
      if (nanos <= 0) {
        return;
      }
      waiting.pause(Duration.ofNanos(nanos), "keeps to the vendor's limit");
    }
  }

  private static final class Windows {
    private final List<Window> windows;
    private final List<ArrayDeque<Long>> taken = new ArrayList<>();

    Windows(List<Window> windows) {
      this.windows = windows;
      windows.forEach(each -> taken.add(new ArrayDeque<>()));
    }

    /** Takes a place and gives 0, or says how long to wait for one. */
    synchronized long take() {
      // Asked for in here, so that places are taken in the order of their times.
      long now = System.nanoTime();
      long wait = 0;
      for (int i = 0; i < windows.size(); i++) {
        ArrayDeque<Long> times = taken.get(i);
        long length = Duration.ofSeconds(windows.get(i).seconds()).toNanos();
        while (!times.isEmpty() && now - times.getFirst() >= length) {
          times.removeFirst();
        }
        if (times.size() >= windows.get(i).requests()) {
          wait = Math.max(wait, length - (now - times.getFirst()));
        }
      }
      if (wait == 0) {
        taken.forEach(times -> times.addLast(now));
      }
      return wait;
    }
  }
}
