package io.trueup.app;

import java.util.Locale;

/** Counts as people read them. */
final class Counts {
  private Counts() {}

  /** {@code 1,234}. */
  static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String many(long count, String noun) {
    return of(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
