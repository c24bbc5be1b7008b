package io.trueup.replay;

import org.jspecify.annotations.Nullable;

/**
 * One place where what is stored is not what was computed again.
 *
 * @param where a file with its line, a table with its row, or what else differs
 * @param what the column, or what it is about; empty where that is clear
 * @param stored as it is stored, shortened; null when it is not there
 * @param computed as it was computed, shortened; null when it was not computed
 */
public record Difference(
    String where, String what, @Nullable String stored, @Nullable String computed) {
  private static final int AROUND = 80;
  private static final int LONGEST = 240;

  /** Of two values, shown around the first character that differs. */
  static Difference of(
      String where, String what, @Nullable String stored, @Nullable String computed) {
    if (stored == null || computed == null) {
      return new Difference(where, what, from(stored, 0), from(computed, 0));
    }
    int at = 0;
    int end = Math.min(stored.length(), computed.length());
    while (at < end && stored.charAt(at) == computed.charAt(at)) {
      at++;
    }
    int start =
        Math.max(stored.length(), computed.length()) <= LONGEST ? 0 : Math.max(0, at - AROUND);
    return new Difference(where, what, from(stored, start), from(computed, start));
  }

  private static @Nullable String from(@Nullable String text, int start) {
    if (text == null) {
      return null;
    }
    int from = Math.min(start, text.length());
    int to = Math.min(text.length(), from + LONGEST);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }

  /** One line for people: where, what, and both sides. */
  public String line() {
    String place = what.isEmpty() ? where : where + ", " + what;
    if (stored == null) {
      return place + ": computed, but not stored" + (computed == null ? "" : ": " + computed);
    }
    if (computed == null) {
      return place + ": stored, but not computed" + (stored.isEmpty() ? "" : ": " + stored);
    }
    return place + ": stored is " + shown(stored) + ", computed was " + shown(computed);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }
}
