package io.trueup.match;

import io.trueup.text.Likeness;
import java.util.Arrays;

/**
 * Which word of one name stands for which of the other: first those that are equal, then two that
 * are written as one, then short forms, then slips of the pen. A word is paired once.
 */
final class WordPairs {
  private final Weighed here;
  private final Weighed there;
  private final String[] a;
  private final String[] b;
  private final int[] to;
  private final boolean[] taken;
  private int differences;
  private boolean cut;
  private boolean any;

  /**
   * @param here the account's name
   * @param there the company's
   */
  WordPairs(Weighed here, Weighed there) {
    this.here = here;
    this.there = there;
    this.a = here.words();
    this.b = there.words();
    this.to = new int[a.length];
    Arrays.fill(to, -1);
    this.taken = new boolean[b.length];
  }

  void find() {
    boolean alike = here.mayBeginAlike(there);
    if (alike) {
      matchEqualWords();
      if (here.mayBeJoined(there)) {
        matchJoinedWords();
      }
      matchShortForms();
    }
    if (alike || here.mayBeSwapped(there)) {
      matchSlips();
    }
  }

  private void matchEqualWords() {
    int from = 0;
    for (int i = 0; i < a.length; i++) {
      int found = equal(a[i], from, b.length);
      found = found < 0 ? equal(a[i], 0, Math.min(from, b.length)) : found;
      if (found >= 0) {
        pair(i, found);
        from = found + 1;
      }
    }
  }

  private int equal(String word, int from, int end) {
    for (int j = from; j < end; j++) {
      if (!taken[j] && word.equals(b[j])) {
        return j;
      }
    }
    return -1;
  }

  private void pair(int i, int j) {
    to[i] = j;
    taken[j] = true;
    any = true;
  }

  /** "Club House" and "Clubhouse". */
  private void matchJoinedWords() {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; to[i] < 0 && j + 1 < b.length; j++) {
        if (!taken[j] && !taken[j + 1] && isJoined(a[i], b[j], b[j + 1])) {
          pair(i, j);
          taken[j + 1] = true;
        }
      }
    }
    for (int j = 0; j < b.length; j++) {
      for (int i = 0; !taken[j] && i + 1 < a.length; i++) {
        if (to[i] < 0 && to[i + 1] < 0 && isJoined(b[j], a[i], a[i + 1])) {
          pair(i, j);
          to[i + 1] = j;
        }
      }
    }
  }

  private static boolean isJoined(String whole, String first, String second) {
    return whole.length() == first.length() + second.length()
        && whole.startsWith(first)
        && whole.endsWith(second);
  }

  private void matchShortForms() {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; to[i] < 0 && !here.joins(i) && j < b.length; j++) {
        if (!taken[j] && !there.joins(j)) {
          boolean atEnd = i == a.length - 1;
          if (isShort(a[i], b[j], atEnd)
              || (isShort(b[j], a[i], false) && !a[i].startsWith(b[j]))) {
            pair(i, j);
            differences++;
            cut |= atEnd && b[j].startsWith(a[i]);
          }
        }
      }
    }
  }

  /** "Techn" of "Technologies" at the end of a name, "Mgmt" of "Management" anywhere. */
  private static boolean isShort(String brief, String word, boolean atEnd) {
    if (brief.length() >= word.length() || brief.charAt(0) != word.charAt(0)) {
      return false;
    }
    if (word.startsWith(brief)) {
      return brief.length() >= (atEnd ? 2 : 4);
    }
    if (brief.length() < 3 || word.length() < 4 || !Likeness.isAbbreviation(brief, word)) {
      return false;
    }
    int vowels = 0;
    for (int i = 1; i < brief.length(); i++) {
      vowels += "aeiou".indexOf(brief.charAt(i)) >= 0 ? 1 : 0;
    }
    return (vowels == 0 || (vowels == 1 && brief.length() >= 5))
        && (brief.length() >= 4
            || brief.charAt(brief.length() - 1) == word.charAt(word.length() - 1));
  }

  private void matchSlips() {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; to[i] < 0 && j < b.length; j++) {
        if (!taken[j] && isSlip(a[i], b[j])) {
          pair(i, j);
          differences++;
        }
      }
    }
  }

  private static boolean isSlip(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    return shorter >= 4
        && !Character.isDigit(a.charAt(0))
        && !Character.isDigit(b.charAt(0))
        && (a.charAt(0) == b.charAt(0) || isSwap(a, b))
        && Likeness.distance(a, b, 1) <= 1;
  }

  /** "Nokia" and "onkia": people swap the first two letters, but seldom miss the first. */
  private static boolean isSwap(String a, String b) {
    return a.length() == b.length() && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0);
  }

  /** The company's word that an account's stands for; -1 for none. */
  int to(int word) {
    return to[word];
  }

  /** Whether a word of the company's is accounted for. */
  boolean isTaken(int word) {
    return taken[word];
  }

  /** Whether any two words were paired. */
  boolean isAny() {
    return any;
  }

  /** Short forms and slips. */
  int differences() {
    return differences;
  }

  /** Whether the account's last word is the beginning of one of the company's. */
  boolean isCut() {
    return cut;
  }

  /** The account's words are the first of the company's, in their order. */
  boolean isBeginning() {
    boolean open = false;
    for (int j = 0; j < taken.length; j++) {
      open |= !taken[j] && !there.joins(j);
      if (open && taken[j]) {
        return false;
      }
    }
    return isInOrder();
  }

  boolean isInOrder() {
    int last = -1;
    for (int at : to) {
      if (at >= 0) {
        if (at < last) {
          return false;
        }
        last = at;
      }
    }
    return true;
  }
}
