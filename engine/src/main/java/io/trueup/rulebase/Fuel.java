package io.trueup.rulebase;

import java.time.Duration;

/**
 * Counts the work of one evaluation where it is done: in every constraint, join and accumulate.
 * Only this stops rules that explode before any of them fires. Used by one thread.
 */
final class Fuel {
  private static final int BETWEEN_CLOCKS = 4096;

  /** Ends an evaluation; the message says why in plain words. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent(String why) {
      super(why, null, false, false);
    }

    String why() {
      String message = getMessage();
      return message == null ? "" : message;
    }
  }

  private final Limits limits;
  private final long deadline;
  private long ticks;
  private long nextClock = BETWEEN_CLOCKS;
  private long partialMatches;
  private long firings;

  Fuel(Limits limits) {
    this.limits = limits;
    Duration time = limits.deadline();
    this.deadline = System.nanoTime() + time.toNanos();
  }

  void tick() {
    if (++ticks >= nextClock) {
      check();
    }
  }

  /** One for each element of a list that rules go through. */
  void tick(int elements) {
    ticks += elements;
    if (ticks >= nextClock) {
      check();
    }
  }

  /** A join made a combination of facts. */
  void joined() {
    if (++partialMatches > limits.partialMatches()) {
      throw new Spent("joins made more than " + limits.partialMatches() + " combinations of facts");
    }
    tick();
  }

  void fired() {
    if (++firings > limits.firings()) {
      firings--;
      throw new Spent("rules fired more than " + limits.firings() + " times");
    }
    tick();
  }

  long firings() {
    return firings;
  }

  private void check() {
    nextClock = ticks + BETWEEN_CLOCKS;
    if (ticks > limits.fuel()) {
      throw new Spent("more than " + limits.fuel() + " checks were made");
    }
    if (System.nanoTime() - deadline > 0) {
      throw new Spent("it took longer than " + limits.deadline().toMillis() + " ms");
    }
  }
}
