package io.trueup.match;

/**
 * A name ready to be compared with many others: what each of its words tells, and what its words
 * look like from afar. Two names whose marks have nothing in common have no words in common either.
 */
final class Weighed {
  private final Name name;
  private final String[] words;
  private final double[] weights;
  private final boolean[] joins;
  private final double sum;
  private final long firsts;
  private final long seconds;
  private final long lengths;
  private final long joined;

  Weighed(Name name, WordWeights weights) {
    this.name = name;
    this.words = name.words();
    this.weights = new double[words.length];
    this.joins = new boolean[words.length];
    double sum = 0;
    long firsts = 0;
    long seconds = 0;
    long lengths = 0;
    long joined = 0;
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      this.weights[i] = weights.of(word);
      sum += this.weights[i];
      joins[i] = Name.joins(word);
      firsts |= word.isEmpty() ? -1 : mark(word.charAt(0));
      seconds |= word.length() < 2 ? 0 : mark(word.charAt(1));
      lengths |= mark(word.length());
      joined |= i == 0 ? 0 : mark(words[i - 1].length() + word.length());
    }
    this.sum = sum;
    this.firsts = firsts;
    this.seconds = seconds;
    this.lengths = lengths;
    this.joined = joined;
  }

  private static long mark(int value) {
    return 1L << value;
  }

  Name name() {
    return name;
  }

  String[] words() {
    return words;
  }

  double weight(int word) {
    return weights[word];
  }

  /** What all its words tell. */
  double sum() {
    return sum;
  }

  /** Whether the word joins others: of, the, de. */
  boolean joins(int word) {
    return joins[word];
  }

  /** Whether some word of the one may begin with the letter that one of the other's does. */
  boolean mayBeginAlike(Weighed other) {
    return (firsts & other.firsts) != 0;
  }

  /** Whether two words may begin with the same two letters the other way round. */
  boolean mayBeSwapped(Weighed other) {
    return (firsts & other.seconds) != 0 && (seconds & other.firsts) != 0;
  }

  /** Whether a word of the one may be as long as two of the other's together. */
  boolean mayBeJoined(Weighed other) {
    return (lengths & other.joined) != 0 || (joined & other.lengths) != 0;
  }
}
