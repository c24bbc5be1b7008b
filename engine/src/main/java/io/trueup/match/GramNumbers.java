package io.trueup.match;

import java.util.Arrays;

/** Numbers for runs of three characters, in the order in which they were first met. */
final class GramNumbers {
  private static final int CHARACTER = 16;

  private long[] grams = new long[1024];
  private int[] numbers = new int[1024];
  private int size;

  GramNumbers() {
    Arrays.fill(numbers, -1);
  }

  /** How many have a number. */
  int size() {
    return size;
  }

  /**
   * The number of the run that begins at an index; -1 for one that has none and is not to have one.
   */
  int of(String text, int from, boolean number) {
    long gram =
        ((long) text.charAt(from) << (2 * CHARACTER))
            | ((long) text.charAt(from + 1) << CHARACTER)
            | text.charAt(from + 2);
    int at = place(gram);
    if (numbers[at] < 0 && number) {
      grams[at] = gram;
      numbers[at] = size++;
      if (size * 2 > grams.length) {
        grow();
        return size - 1;
      }
    }
    return numbers[at];
  }

  /** Where a run stands or is to stand. */
  private int place(long gram) {
    int mask = grams.length - 1;
    int at = (int) ((gram * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (numbers[at] >= 0 && grams[at] != gram) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] before = grams;
    int[] then = numbers;
    grams = new long[before.length * 2];
    numbers = new int[before.length * 2];
    Arrays.fill(numbers, -1);
    for (int i = 0; i < before.length; i++) {
      if (then[i] >= 0) {
        int at = place(before[i]);
        grams[at] = before[i];
        numbers[at] = then[i];
      }
    }
  }
}
