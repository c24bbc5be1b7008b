package io.trueup.folder;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one probably means. */
final class Nearest {
  private Nearest() {}

  /**
   * The closest of {@code known} when it is close enough to be meant: at most a third of its
   * letters differ.
   */
  static Optional<String> find(String word, Collection<String> known) {
    if (word.length() > 64) {
      return Optional.empty();
    }
    String meant = plain(word);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(meant, plain(candidate));
      if (distance < least && distance <= Math.max(1, candidate.length() / 3)) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
