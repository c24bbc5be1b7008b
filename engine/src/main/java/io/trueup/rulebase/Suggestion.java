package io.trueup.rulebase;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that somebody probably meant. */
final class Suggestion {
  private Suggestion() {}

  /** {@code did you mean 'quantity'?}, or the words there are when none is near. */
  static String among(String written, Collection<String> words) {
    if (written.length() > 64) {
      return "";
    }
    String near = near(written, words);
    if (!near.isEmpty() || words.isEmpty()) {
      return near;
    }
    return "there is " + String.join(", ", words.stream().sorted().limit(40).toList());
  }

  /** {@code did you mean 'quantity'?}, or nothing when no word is near. */
  static String near(String written, Collection<String> words) {
    if (written.length() > 64) {
      return "";
    }
    String best = "";
    int distance = Math.max(2, written.length() / 3) + 1;
    String lower = written.toLowerCase(Locale.ROOT);
    for (String word : words) {
      String other = word.toLowerCase(Locale.ROOT);
      int d = lower.equals(other) ? 0 : distance(lower, other);
      boolean part = lower.length() >= 3 && (other.startsWith(lower) || other.endsWith(lower));
      if (part) {
        d = Math.min(d, 1);
      }
      if (d < distance) {
        distance = d;
        best = word;
      }
    }
    return best.isEmpty() ? "" : "did you mean '" + best + "'?";
  }

  /** Letters to change, add, drop or swap. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
