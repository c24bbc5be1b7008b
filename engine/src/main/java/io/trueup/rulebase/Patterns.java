package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Patterns by which facts of a type are told apart: a fact fits one or not, and which of its
 * conditions fails does not matter. Each condition is asked at most once, however many patterns
 * have it.
 */
final class Patterns {
  private static final byte HOLDS = 1;
  private static final byte FAILS = 2;

  private final Term[] tests;
  private final int[][] patterns;

  /**
   * @param tests conditions by their keys
   * @param patterns the keys of the conditions of each
   */
  Patterns(Map<String, Term> tests, Collection<List<String>> patterns) {
    List<String> keys = new ArrayList<>(tests.keySet());
    this.tests = tests.values().toArray(Term[]::new);
    this.patterns =
        patterns.stream()
            .map(pattern -> pattern.stream().mapToInt(keys::indexOf).toArray())
            .toArray(int[][]::new);
  }

  /** Which patterns a fact fits; equal for facts that fit the same. */
  Object of(Object fact) {
    if (patterns.length == 0) {
      return 0L;
    }
    byte[] known = new byte[tests.length];
    long[] bits = new long[(patterns.length - 1) / Long.SIZE + 1];
    for (int i = 0; i < patterns.length; i++) {
      if (fits(patterns[i], fact, known)) {
        bits[i / Long.SIZE] |= 1L << i;
      }
    }
    return bits.length == 1 ? (Object) bits[0] : Arrays.toString(bits);
  }

  private boolean fits(int[] pattern, Object fact, byte[] known) {
    for (int test : pattern) {
      if (known[test] == 0) {
        known[test] = tests[test].holds(fact, null, Term.NO_MORE) ? HOLDS : FAILS;
      }
      if (known[test] == FAILS) {
        return false;
      }
    }
    return true;
  }
}
