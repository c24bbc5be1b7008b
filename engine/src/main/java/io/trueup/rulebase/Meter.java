package io.trueup.rulebase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules cost in evaluations: counted at every condition, timed at one in eight of them, since
 * reading the clock takes longer than most conditions. Used by one thread at a time.
 */
final class Meter {
  private static final int TIMED = 8;
  private static final long CLOCK = clock();

  private final long[] calls;
  private final long[] timed;
  private final long[] nanos;
  private final long[] fired;
  private final long[] held;
  private final long[] concluding;
  private long evaluating;

  /**
   * @param places how many places are told apart
   * @param rules how many rules there are
   */
  Meter(int places, int rules) {
    this.calls = new long[places];
    this.timed = new long[places];
    this.nanos = new long[places];
    this.fired = new long[rules];
    this.held = new long[rules];
    this.concluding = new long[rules];
  }

  /** What it takes to read the clock, in nanoseconds. */
  private static long clock() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1_000; i++) {
      long start = System.nanoTime();
      least = Math.min(least, System.nanoTime() - start);
    }
    return Math.max(0, least);
  }

  boolean holds(int place, Term term, Object own, @Nullable Object first, Object[] more) {
    if (!begins(place)) {
      return term.holds(own, first, more);
    }
    long start = System.nanoTime();
    try {
      return term.holds(own, first, more);
    } finally {
      ends(place, start);
    }
  }

  /** Counts something at a place; whether it is to be timed. */
  boolean begins(int place) {
    return calls[place]++ % TIMED == 0;
  }

  void ends(int place, long start) {
    nanos[place] += Math.max(0, System.nanoTime() - start - CLOCK);
    timed[place]++;
  }

  void fires(int order) {
    fired[order]++;
  }

  void concluded(int order, long start) {
    concluding[order] += Math.max(0, System.nanoTime() - start - CLOCK);
  }

  /** Counts the conclusions that held for the rules that they rest on. */
  void held(List<Ordering.Ordered> conclusions) {
    for (Ordering.Ordered one : conclusions) {
      one.because().forEach(fired -> held[fired.order()]++);
    }
  }

  void evaluated(long start) {
    evaluating += System.nanoTime() - start;
  }

  void add(Meter other) {
    add(calls, other.calls);
    add(timed, other.timed);
    add(nanos, other.nanos);
    add(fired, other.fired);
    add(held, other.held);
    add(concluding, other.concluding);
    evaluating += other.evaluating;
  }

  private static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  long calls(int place) {
    return calls[place];
  }

  /** Time spent at a place, as the calls that were timed suggest. */
  double nanos(int place) {
    return timed[place] == 0 ? 0 : (double) nanos[place] * calls[place] / timed[place];
  }

  long fired(int order) {
    return fired[order];
  }

  long held(int order) {
    return held[order];
  }

  long concluding(int order) {
    return concluding[order];
  }

  /** Time of all evaluations, with what the engine itself takes. */
  long evaluating() {
    return evaluating;
  }
}
