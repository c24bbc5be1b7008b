package io.trueup.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How alike two folded words or names are. All methods are pure; none allocates more than it must.
 */
public final class Likeness {
  private static final Set<String> STOP_WORDS =
      Set.of(
          "and", "of", "the", "for", "in", "at", "by", "on", "to", "a", "an", "de", "la", "le",
          "les", "el", "los", "las", "du", "des", "del", "der", "die", "das", "von", "van", "di",
          "da", "do", "dos", "with", "from");

  private static final int LONGEST_STOP_WORD = 4;

  private Likeness() {}

  /** Words that join others and say nothing by themselves: and, of, the, de, von ... */
  public static boolean isStopWord(String word) {
    return word.length() <= LONGEST_STOP_WORD && STOP_WORDS.contains(word);
  }

  /**
   * Letters to insert, delete, replace or swap with their neighbour to turn one text into the other
   * (optimal string alignment), as far as {@code most}; {@code most + 1} when it takes more.
   */
  public static int distance(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) > most) {
      return most + 1;
    }
    int start = 0;
    int endA = a.length();
    int endB = b.length();
    while (start < endA && start < endB && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
      endA--;
      endB--;
    }
    if (start == endA || start == endB) {
      return Math.min(most + 1, Math.max(endA, endB) - start);
    }
    return most == 0 ? 1 : aligned(a.substring(start, endA), b.substring(start, endB), most);
  }

  private static int aligned(String a, String b, int most) {
    int width = b.length() + 1;
    int[] before = new int[width];
    int[] last = new int[width];
    int[] row = new int[width];
    for (int j = 0; j < width; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      char c = a.charAt(i - 1);
      for (int j = 1; j < width; j++) {
        char d = b.charAt(j - 1);
        int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (c == d ? 0 : 1));
        if (i > 1 && j > 1 && c == b.charAt(j - 2) && d == a.charAt(i - 2)) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row[j] = cost;
        least = Math.min(least, cost);
      }
      if (least > most) {
        return most + 1;
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return Math.min(most + 1, last[b.length()]);
  }

  /**
   * Whether one word may be a shortened form of the other, whichever way round: the first letter is
   * kept, the others come in the same order ("mgmt" of "management", "techn" of "technologies"), at
   * least two are left, and at least two are left out. Equal words are not.
   */
  public static boolean isAbbreviation(String a, String b) {
    String shorter = a.length() <= b.length() ? a : b;
    String longer = a.length() <= b.length() ? b : a;
    if (shorter.length() < 2
        || longer.length() - shorter.length() < 2
        || shorter.charAt(0) != longer.charAt(0)
        || !isLetter(longer.charAt(0))) {
      return false;
    }
    if (longer.startsWith(shorter)) {
      return true;
    }
    int at = 1;
    for (int i = 1; i < longer.length() && at < shorter.length(); i++) {
      if (longer.charAt(i) == shorter.charAt(at)) {
        at++;
      }
    }
    return at == shorter.length();
  }

  /**
   * Whether a short code is made of the beginnings of a name's first words, in order: "she|ins" of
   * Shepherd Insurance, "tcal" of Terrence Cain Attorney at Law, "hfhlr" of Hardy Funeral Home of
   * Little Rock. Stop words may be left out; so may the words after the last one used. One word
   * alone gives a code of four letters or more that is shorter than the word.
   *
   * @param code folded, no spaces
   * @param words folded, in the order of the name
   */
  public static boolean isCodeOf(String code, List<String> words) {
    int length = code.length();
    if (length < 2 || length > 12 || words.isEmpty()) {
      return false;
    }
    String first = words.get(0);
    if (length >= 4 && first.length() > length && first.startsWith(code)) {
      return true;
    }
    // Bit n: the first n letters are explained, by one word and by more.
    int byOne = 0;
    int byMore = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean skip = isStopWord(word);
      int more = extended(byOne | byMore, code, word);
      int one = i == 0 ? extended(1, code, word) : 0;
      byOne = (skip ? byOne : 0) | one;
      byMore = (skip ? byMore : 0) | more;
      if ((byMore & (1 << length)) != 0) {
        return true;
      }
      if ((byOne | byMore) == 0) {
        return false;
      }
    }
    return false;
  }

  /** Which lengths of the code are explained once the word gives one letter or more. */
  private static int extended(int explained, String code, String word) {
    int result = 0;
    for (int at = 0; at < code.length(); at++) {
      if ((explained & (1 << at)) != 0) {
        int most = Math.min(word.length(), code.length() - at);
        for (int taken = 0;
            taken < most && word.charAt(taken) == code.charAt(at + taken);
            taken++) {
          result |= 1 << (at + taken + 1);
        }
      }
    }
    return result;
  }

  /**
   * Runs of three characters, with one space before and after the text; shared by similar texts.
   */
  public static Set<String> trigrams(String text) {
    String padded = " " + text + " ";
    Set<String> grams = new HashSet<>(padded.length() * 2);
    for (int i = 0; i + 3 <= padded.length(); i++) {
      grams.add(padded.substring(i, i + 3));
    }
    return grams;
  }

  /** Twice what two sets share over what they hold: 0 for nothing, 1 for equal sets. */
  public static double dice(Set<String> a, Set<String> b) {
    if (a.isEmpty() && b.isEmpty()) {
      return 1;
    }
    Set<String> small = a.size() <= b.size() ? a : b;
    Set<String> large = a.size() <= b.size() ? b : a;
    int shared = 0;
    for (String each : small) {
      if (large.contains(each)) {
        shared++;
      }
    }
    return 2.0 * shared / (a.size() + b.size());
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
