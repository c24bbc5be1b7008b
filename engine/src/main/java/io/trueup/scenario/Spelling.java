package io.trueup.scenario;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a misspelt one was probably meant to be. */
final class Spelling {
  private static final int FAR = 3;
  private static final int SHORT = 6;

  private Spelling() {}

  /** The nearest of {@code words}, at most two letters away, or one where the word is short. */
  static Optional<String> nearest(String word, Collection<String> words) {
    String best = "";
    int least = word.length() < SHORT ? 2 : FAR;
    for (String candidate : words) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** {@code did you mean X?} where there is one, else all words. */
  static String hint(String word, Collection<String> words) {
    return nearest(word, words)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "there is " + String.join(", ", words));
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) >= FAR) {
      return FAR;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
