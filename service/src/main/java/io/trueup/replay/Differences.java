package io.trueup.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Differences as they are found: all are counted, the first are kept. */
final class Differences {
  /** How many are kept. */
  static final int KEPT = 20;

  private final List<Difference> kept = new ArrayList<>();
  private long count;

  /** The same so far. */
  Differences copy() {
    Differences copy = new Differences();
    copy.kept.addAll(kept);
    copy.count = count;
    return copy;
  }

  void add(Difference difference) {
    keep(difference);
    count(1);
  }

  /** Keeps a difference that is counted apart. */
  void keep(Difference difference) {
    if (kept.size() < KEPT) {
      kept.add(difference);
    }
  }

  void count(long places) {
    count += places;
  }

  /** Notes a difference where two values are not the same. */
  void compare(String where, String what, @Nullable String stored, @Nullable String computed) {
    if (!Objects.equals(stored, computed)) {
      add(Difference.of(where, what, stored, computed));
    }
  }

  long count() {
    return count;
  }

  List<Difference> kept() {
    return List.copyOf(kept);
  }
}
