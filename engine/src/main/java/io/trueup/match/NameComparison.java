package io.trueup.match;

import io.trueup.text.Likeness;
import java.util.Arrays;
import java.util.Locale;

/**
 * How an account's name reads beside a company's: which words are the same, which are short forms
 * or slips of each other, which are left on either side, and which of those something else
 * explains.
 */
final class NameComparison {
  /** From nothing in common to letter for letter. */
  enum Kind {
    NONE,
    OVERLAP,
    EXTENDED,
    SHORTENED,
    INITIALS,
    SPELLING,
    REORDERED,
    EXPLAINED,
    SAME,
    IDENTICAL;

    /** Whether all words of both names are accounted for. */
    boolean whole() {
      return compareTo(SPELLING) >= 0;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether something other than the company's name explains a word of the account's. */
  interface Explanation {
    /**
     * @param word the word
     * @param apart whether no word of its stretch is in the company's name
     * @param first whether it is the first of several words
     */
    boolean explains(String word, boolean apart, boolean first);
  }

  private final Name here;
  private final Name there;
  private final int[] to;
  private final boolean[] taken;
  private int slips;
  private int shortForms;
  private boolean cut;
  private int equal;
  private int extra;
  private int missing;
  private double shared;
  private double equalWeight;
  private double extraWeight;
  private double missingWeight;
  private boolean explained;
  private boolean extraApart = true;
  private final StringBuilder left = new StringBuilder();
  private Kind kind = Kind.NONE;

  private NameComparison(Name here, Name there) {
    this.here = here;
    this.there = there;
    this.to = new int[here.words().length];
    Arrays.fill(to, -1);
    this.taken = new boolean[there.words().length];
  }

  static NameComparison of(Name here, Name there, WordWeights weights, Explanation explanation) {
    NameComparison made = new NameComparison(here, there);
    made.compare(weights, explanation);
    return made;
  }

  private void compare(WordWeights weights, Explanation explanation) {
    boolean sameText = here.full().equals(there.full());
    if (!here.cutOff()
        && (sameText || here.key().equals(there.key()))
        && here.codes().isEmpty() == there.codes().isEmpty()
        && !here.isEmpty()) {
      kind = sameText ? Kind.IDENTICAL : Kind.SAME;
      shared = weights.sum(there.words());
      equal = there.words().length;
      equalWeight = shared;
      Arrays.fill(taken, true);
      return;
    }
    matchEqualWords();
    matchJoinedWords();
    matchShortForms();
    matchSlips();
    count(weights, explanation);
    kind = kind(weights);
  }

  private void matchEqualWords() {
    String[] a = here.words();
    String[] b = there.words();
    int from = 0;
    for (int i = 0; i < a.length; i++) {
      int found = find(a[i], b, from, b.length);
      found = found < 0 ? find(a[i], b, 0, Math.min(from, b.length)) : found;
      if (found >= 0) {
        pair(i, found);
        from = found + 1;
      }
    }
  }

  private int find(String word, String[] words, int from, int end) {
    for (int j = from; j < end; j++) {
      if (!taken[j] && word.equals(words[j])) {
        return j;
      }
    }
    return -1;
  }

  private void pair(int i, int j) {
    to[i] = j;
    taken[j] = true;
  }

  /** "Club House" and "Clubhouse". */
  private void matchJoinedWords() {
    String[] a = here.words();
    String[] b = there.words();
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
    String[] a = here.words();
    String[] b = there.words();
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; to[i] < 0 && j < b.length; j++) {
        if (!taken[j] && !Name.joins(a[i]) && !Name.joins(b[j])) {
          boolean atEnd = i == a.length - 1;
          if (isShort(a[i], b[j], atEnd)
              || (isShort(b[j], a[i], false) && !a[i].startsWith(b[j]))) {
            pair(i, j);
            shortForms++;
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
    String[] a = here.words();
    String[] b = there.words();
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; to[i] < 0 && j < b.length; j++) {
        if (!taken[j] && isSlip(a[i], b[j])) {
          pair(i, j);
          slips++;
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

  private void count(WordWeights weights, Explanation explanation) {
    String[] a = here.words();
    String[] b = there.words();
    for (int j = 0; j < b.length; j++) {
      if (taken[j]) {
        shared += weights.of(b[j]);
      } else if (!Name.joins(b[j])) {
        missing++;
        missingWeight += weights.of(b[j]);
      }
    }
    for (int i = 0; i < a.length; i++) {
      if (to[i] >= 0) {
        if (a[i].equals(b[to[i]]) && !Name.joins(a[i])) {
          equal++;
          equalWeight += weights.of(a[i]);
        }
      } else if (!Name.joins(a[i]) && !isSlipOfForm(a[i])) {
        boolean apart = isApart(i);
        if ((i == 0 && isRepeated(0))
            || explanation.explains(a[i], apart, i == 0 && a.length > 1)) {
          explained = true;
        } else {
          extra(a[i], weights.of(a[i]), apart);
        }
      }
    }
    for (String code : here.codes()) {
      if (there.codes().contains(code) || explanation.explains(code, true, true)) {
        explained = true;
      } else {
        extra(code, weights.of(code), true);
      }
    }
  }

  private void extra(String word, double weight, boolean apart) {
    extra++;
    extraWeight += weight;
    extraApart &= apart;
    left.append(left.isEmpty() ? "" : " ").append(word);
  }

  /** No word of the same stretch of the name was found in the company's. */
  private boolean isApart(int word) {
    int[] parts = here.parts();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == parts[word] && to[i] >= 0) {
        return false;
      }
    }
    return parts[word] > 0 || parts[parts.length - 1] > 0;
  }

  /** "ATCO_ATCO": the word stands twice, and once is enough. */
  private boolean isRepeated(int word) {
    String[] a = here.words();
    for (int i = 0; i < a.length; i++) {
      if (i != word && to[i] >= 0 && a[i].equals(a[word])) {
        return true;
      }
    }
    return false;
  }

  /** "Limietd" where the company's name ends in "Limited". */
  private boolean isSlipOfForm(String word) {
    for (String token : there.formWords()) {
      if (token.length() >= 3 && word.length() >= 2 && Likeness.distance(word, token, 1) <= 1) {
        slips++;
        return true;
      }
    }
    return false;
  }

  private Kind kind(WordWeights weights) {
    if (shared == 0) {
      return isInitials() ? Kind.INITIALS : begins(weights) ? Kind.SHORTENED : Kind.NONE;
    }
    if (extra > 0 && begins(weights)) {
      return Kind.SHORTENED;
    }
    if (extra > 0) {
      return missing > 0 ? Kind.OVERLAP : Kind.EXTENDED;
    }
    if (missing > 0 || here.cutOff()) {
      return !explained && isBeginning() ? Kind.SHORTENED : Kind.OVERLAP;
    }
    if (slips + shortForms > 0) {
      return Kind.SPELLING;
    }
    return isInOrder()
        ? (explained ? Kind.EXPLAINED : Kind.SAME)
        : explained ? Kind.OVERLAP : Kind.REORDERED;
  }

  private boolean isInitials() {
    return (here.words().length == 1 && there.words().length > 1 && isInitials(here.key(), there))
        || (there.words().length == 1 && here.words().length > 1 && isInitials(there.key(), here));
  }

  /** Whether a word is made of a name's first letters. */
  static boolean isInitials(String word, Name name) {
    return word.length() >= 2 && (word.equals(name.initials()) || word.equals(name.allInitials()));
  }

  /**
   * Written as one word, or cut off within one: the company's name goes on where this one stops.
   */
  private boolean begins(WordWeights weights) {
    String brief = here.key();
    String whole = there.key();
    if (brief.length() < 5 || whole.length() <= brief.length() || !whole.startsWith(brief)) {
      return false;
    }
    double part = (double) brief.length() / whole.length();
    shared = Math.max(shared, weights.sum(there.words()) * part);
    missingWeight = Math.max(0.3, weights.sum(there.words()) * (1 - part));
    missing = Math.max(1, missing);
    cut |= brief.length() >= 10;
    extra = 0;
    extraWeight = 0;
    left.setLength(0);
    return true;
  }

  /** The account's words are the first of the company's, in their order. */
  private boolean isBeginning() {
    boolean open = false;
    for (int j = 0; j < taken.length; j++) {
      open |= !taken[j] && !Name.joins(there.words()[j]);
      if (open && taken[j]) {
        return false;
      }
    }
    return isInOrder();
  }

  private boolean isInOrder() {
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

  Kind kind() {
    return kind;
  }

  /** Whether this says more of the two names than the other comparison does. */
  boolean isBetterThan(NameComparison other) {
    if (kind != other.kind && (kind.whole() || other.kind.whole())) {
      return kind.compareTo(other.kind) > 0;
    }
    return ratio() > other.ratio();
  }

  /** 0 to 1: how much of what both names say they have in common. */
  double ratio() {
    double all = shared + extraWeight + missingWeight;
    return all == 0 ? 0 : shared / all;
  }

  int equal() {
    return equal;
  }

  int extra() {
    return extra;
  }

  int missing() {
    return missing;
  }

  int differences() {
    return slips + shortForms;
  }

  /** What the words tell that are letter for letter the same. */
  double equalWeight() {
    return equalWeight;
  }

  /** Whether the account's name stops in the middle of a word of the company's. */
  boolean cut() {
    return cut;
  }

  /** Whether all words that are left stand apart from the name. */
  boolean extraApart() {
    return extra > 0 && extraApart;
  }

  /** Words of the account's name that nothing explains. */
  String left() {
    return left.toString();
  }
}
