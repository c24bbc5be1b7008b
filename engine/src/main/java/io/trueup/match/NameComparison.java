package io.trueup.match;

import io.trueup.text.Likeness;
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

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Whether all words of both names are accounted for. */
    boolean whole() {
      return compareTo(SPELLING) >= 0;
    }

    String word() {
      return word;
    }
  }

  /** Whether something other than the company's name explains a word of the account's. */
  interface Explanation {
    /**
     * @param word the word
     * @param apart whether no word of its stretch is in the company's name
     * @param first whether it is the first of several words
     * @param theirs the company's name
     */
    boolean explains(String word, boolean apart, boolean first, Name theirs);
  }

  /** Letters of a name that is hardly whole when another goes on just there. */
  private static final int LONG = 10;

  private final Weighed ours;
  private final Weighed theirs;
  private final Name here;
  private final Name there;
  private final WordWeights weights;
  private final Explanation explanation;
  private final WordPairs pairs;
  private boolean counted;
  private int slipsOfForm;
  private boolean cutOff;
  private int equal;
  private int extra;
  private int missing;
  private double shared;
  private double equalWeight;
  private double extraWeight;
  private double missingWeight;
  private boolean explained;
  private boolean extraApart = true;
  private String left = "";
  private Kind kind = Kind.NONE;

  private NameComparison(
      Weighed ours, Weighed theirs, WordWeights weights, Explanation explanation) {
    this.ours = ours;
    this.theirs = theirs;
    this.here = ours.name();
    this.there = theirs.name();
    this.weights = weights;
    this.explanation = explanation;
    this.pairs = new WordPairs(ours, theirs);
  }

  static NameComparison of(
      Weighed here, Weighed there, WordWeights weights, Explanation explanation) {
    NameComparison made = new NameComparison(here, there, weights, explanation);
    made.compare();
    return made;
  }

  private void compare() {
    boolean sameText = here.full().equals(there.full());
    if (!here.cutOff()
        && (sameText || here.key().equals(there.key()))
        && here.codes().isEmpty() == there.codes().isEmpty()
        && !here.isEmpty()) {
      kind = sameText ? Kind.IDENTICAL : Kind.SAME;
      counted = true;
      shared = theirs.sum();
      equal = there.words().length;
      equalWeight = shared;
      return;
    }
    pairs.find();
    if (pairs.isAny() || goesOn()) {
      count();
      kind = judged();
    } else {
      // Words that are left on either side are counted when somebody asks.
      kind = isInitials() ? Kind.INITIALS : Kind.NONE;
    }
  }

  private void count() {
    if (counted) {
      return;
    }
    counted = true;
    String[] a = ours.words();
    String[] b = theirs.words();
    for (int j = 0; j < b.length; j++) {
      if (pairs.isTaken(j)) {
        shared += theirs.weight(j);
      } else if (!theirs.joins(j)) {
        missing++;
        missingWeight += theirs.weight(j);
      }
    }
    for (int i = 0; i < a.length; i++) {
      if (pairs.to(i) >= 0) {
        if (!ours.joins(i) && a[i].equals(b[pairs.to(i)])) {
          equal++;
          equalWeight += ours.weight(i);
        }
      } else if (!ours.joins(i) && !isSlipOfForm(a[i])) {
        boolean apart = isApart(i);
        if ((i == 0 && isRepeated(0))
            || explanation.explains(a[i], apart, i == 0 && a.length > 1, there)) {
          explained = true;
        } else {
          extra(a[i], ours.weight(i), apart);
        }
      }
    }
    for (String code : here.codes()) {
      if (there.codes().contains(code) || explanation.explains(code, true, true, there)) {
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
    left = left.isEmpty() ? word : left + " " + word;
  }

  /** No word of the same stretch of the name was found in the company's. */
  private boolean isApart(int word) {
    int[] parts = here.parts();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == parts[word] && pairs.to(i) >= 0) {
        return false;
      }
    }
    return parts[word] > 0 || parts[parts.length - 1] > 0;
  }

  /** "ATCO_ATCO": the word stands twice, and once is enough. */
  private boolean isRepeated(int word) {
    String[] a = here.words();
    for (int i = 0; i < a.length; i++) {
      if (i != word && pairs.to(i) >= 0 && a[i].equals(a[word])) {
        return true;
      }
    }
    return false;
  }

  /** "Limietd" where the company's name ends in "Limited". */
  private boolean isSlipOfForm(String word) {
    for (String token : there.formWords()) {
      if (token.length() >= 3 && word.length() >= 2 && Likeness.distance(word, token, 1) <= 1) {
        slipsOfForm++;
        return true;
      }
    }
    return false;
  }

  private Kind judged() {
    if (shared == 0 && isInitials()) {
      return Kind.INITIALS;
    }
    if ((shared == 0 || extra > 0) && goesOn()) {
      begin();
      return Kind.SHORTENED;
    }
    if (shared == 0) {
      return Kind.NONE;
    }
    if (extra > 0) {
      return missing > 0 ? Kind.OVERLAP : Kind.EXTENDED;
    }
    if (missing > 0 || here.cutOff()) {
      return !explained && pairs.isBeginning() ? Kind.SHORTENED : Kind.OVERLAP;
    }
    if (differences() > 0) {
      return Kind.SPELLING;
    }
    return pairs.isInOrder()
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
  private boolean goesOn() {
    String brief = here.key();
    String whole = there.key();
    return brief.length() >= 5 && whole.length() > brief.length() && whole.startsWith(brief);
  }

  private void begin() {
    String brief = here.key();
    double part = (double) brief.length() / there.key().length();
    shared = Math.max(shared, theirs.sum() * part);
    missingWeight = Math.max(0.3, theirs.sum() * (1 - part));
    missing = Math.max(1, missing);
    cutOff |= brief.length() >= LONG;
    extra = 0;
    extraWeight = 0;
    left = "";
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
    return shared == 0 ? 0 : shared / (shared + extraWeight + missingWeight);
  }

  int equal() {
    return equal;
  }

  int extra() {
    count();
    return extra;
  }

  int missing() {
    count();
    return missing;
  }

  int differences() {
    count();
    return pairs.differences() + slipsOfForm;
  }

  /** What the words tell that are letter for letter the same. */
  double equalWeight() {
    return equalWeight;
  }

  /** Whether the account's name stops in the middle of a word of the company's. */
  boolean cut() {
    return cutOff || pairs.isCut();
  }

  /** Whether all words that are left stand apart from the name. */
  boolean extraApart() {
    count();
    return extra > 0 && extraApart;
  }

  /** Words of the account's name that nothing explains. */
  String left() {
    count();
    return left;
  }
}
