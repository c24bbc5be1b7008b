package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.PatternDSL;

/**
 * Numbers what rules evaluate: conditions and accumulates. Where rules begin alike they share what
 * Drools keeps once for all of them, and so they share the number; a condition after another
 * beginning has a number of its own.
 */
final class Places {
  private static final long START = -1;

  /** Something evaluated after something else. */
  private record Step(long before, Class<?> type, String key) {}

  /** The numbers of a rule. */
  private static final class Own {
    private int[] numbers = new int[8];
    private int size;

    void add(int number) {
      for (int i = 0; i < size; i++) {
        if (numbers[i] == number) {
          return;
        }
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = number;
    }
  }

  private final Map<Step, Integer> numbers = new HashMap<>();
  private final List<Own> ofRules = new ArrayList<>();
  private final Map<RuleInfo, Own> ofRule = new IdentityHashMap<>();
  private final Map<PatternDSL.PatternDef<?>, Integer> patterns = new IdentityHashMap<>();
  private Own own = new Own();
  private long joined = START;
  private int size;

  /** What follows is of this rule, which has this place in the rule base. */
  void begin(RuleInfo rule, int order) {
    while (ofRules.size() <= order) {
      ofRules.add(new Own());
    }
    own = ofRules.get(order);
    ofRule.put(rule, own);
  }

  /** What follows is another way in which the same rule can match. */
  void alternative() {
    patterns.clear();
    joined = START;
  }

  /** A condition on one fact alone: shared by rules whose pattern begins with the same ones. */
  int alone(PatternDSL.PatternDef<?> pattern, Class<?> type, String key) {
    Integer before = patterns.get(pattern);
    int number = number(before == null ? START : before, type, key);
    patterns.put(pattern, number);
    join(number);
    return number;
  }

  /** Something over several facts: shared by rules that are the same up to here. */
  int together(Class<?> type, String key) {
    int number = number(joined, type, key);
    join(number);
    return number;
  }

  /** A gate before a pattern of a rule. */
  int gate(RuleInfo rule, int gate, Class<?> type) {
    int number = number(START, type, "gate " + gate);
    Own of = ofRule.get(rule);
    if (of != null) {
      of.add(number);
    }
    return number;
  }

  private void join(int number) {
    own.add(number);
    // odd, and large enough that ways of beginning do not meet
    joined = joined * 0x9E3779B97F4A7C15L + number + 1;
  }

  private int number(long before, Class<?> type, String key) {
    int number = numbers.computeIfAbsent(new Step(before, type, key), step -> numbers.size());
    size = Math.max(size, number + 1);
    return number;
  }

  /** Nothing is added any more: what was only needed for that is forgotten. */
  void close() {
    numbers.clear();
    patterns.clear();
    ofRule.clear();
  }

  int size() {
    return size;
  }

  /** The numbers of a rule by its place in the rule base. */
  int[] of(int order) {
    if (order >= ofRules.size()) {
      return new int[0];
    }
    Own of = ofRules.get(order);
    return Arrays.copyOf(of.numbers, of.size);
  }
}
