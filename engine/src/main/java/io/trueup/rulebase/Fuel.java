package io.trueup.rulebase;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Counts the work of one evaluation where it is done: in every constraint, join and accumulate.
 * Only this stops rules that explode before any of them fires. Used by one thread.
 */
final class Fuel {
  private static final int BETWEEN_CLOCKS = 4096;

  /** Steps of one match of a regular expression: about a second. */
  private static final long MOST_STEPS = 100_000_000;

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

  /** Looking for {@code part} in something: a text costs by both lengths, a list by its size. */
  void over(@Nullable Object whole, @Nullable Object part) {
    if (whole instanceof String text && part instanceof String other) {
      over(text, other);
    } else if (whole instanceof Collection<?> list) {
      tick(list.size());
    } else if (part instanceof Collection<?> list) {
      tick(list.size());
    }
  }

  /** The text itself, when there is fuel to look for {@code part} in it or to copy it. */
  String over(String text, String part) {
    tick((int) Math.min(Integer.MAX_VALUE, (text.length() * (8L + part.length())) >> 10));
    return text;
  }

  /**
   * The text itself, when there is fuel to match it. A match takes the length of the text times the
   * size of the expression, in one piece.
   *
   * @throws Spent when it would take longer than anything that a person waits for
   */
  String matching(String text, int size) {
    long steps = (long) text.length() * size;
    if (steps > MOST_STEPS) {
      throw new Spent(
          "a text of " + text.length() + " characters is too long for a regular expression");
    }
    tick((int) (steps >> 3));
    return text;
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
