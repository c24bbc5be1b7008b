package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.connector.Manifest.Rate.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private final List<Long> taken = Collections.synchronizedList(new ArrayList<>());
  private final RateLimits limits = new RateLimits();

  private static void sleep(Duration time, String note) {
    ScriptedVendor.sleep(time.toMillis() + 1);
  }

  private void take(String key, int times, Window... windows) {
    try {
      for (int i = 0; i < times; i++) {
        limits.acquire(key, List.of(windows), RateLimitsTest::sleep);
        taken.add(System.nanoTime());
      }
    } catch (ReadFailure e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void no_window_ever_holds_more_than_it_may_however_many_threads_ask() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    for (int i = 0; i < 6; i++) {
      threads.execute(() -> take("a", 3, new Window(5, 1), new Window(100, 60)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    List<Long> times = new ArrayList<>(taken);
    Collections.sort(times);
    assertThat(times).hasSize(18);
    for (int i = 5; i < times.size(); i++) {
      // Taken before it was noted: a little less may lie between the notes.
      assertThat(times.get(i) - times.get(i - 5)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(700));
    }
  }

  @Test
  void what_shares_nothing_does_not_wait() {
    long before = System.nanoTime();
    for (String key : List.of("a", "b", "c")) {
      take(key, 1, new Window(1, 60));
    }
    take("a", 5);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    assertThat(taken).hasSize(8);
  }

  @Test
  void the_wait_is_as_long_as_the_fullest_window_says() throws ReadFailure {
    List<Duration> waits = new ArrayList<>();
    List<Window> windows = List.of(new Window(1, 1), new Window(1, 30));
    limits.acquire("a", windows, (time, note) -> {});
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                limits.acquire(
                    "a",
                    windows,
                    (time, note) -> {
                      waits.add(time);
                      throw new IllegalStateException(note);
                    }))
        .hasMessage("keeps to the vendor's limit");
    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }
}
