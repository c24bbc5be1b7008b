package io.trueup.rulebase;

import io.trueup.rulebase.Sketch.Part;
import io.trueup.rulebase.Sketch.Quantifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds rules that say nothing new: whenever one fires, another fires too and concludes the same.
 * Rules are compared only where they share a condition, so thousands of exceptions cost little.
 */
final class Shadows {
  private static final int MAX_STEPS = 400;
  private static final int MAX_COMPARISONS = 500_000;

  private final List<Sketch> sketches;
  private final CheckClock clock;
  private final Map<String, List<Sketch>> byAnchor = new HashMap<>();
  private final Map<String, Integer> frequency = new HashMap<>();
  private int comparisons;
  private int steps;

  /**
   * @param sketches of the rules of one stage, in reading order
   */
  Shadows(List<Sketch> sketches, CheckClock clock) {
    this.sketches = sketches;
    this.clock = clock;
    for (Sketch sketch : sketches) {
      for (Part part : sketch.parts()) {
        marks(part).forEach(mark -> frequency.merge(mark, 1, Integer::sum));
      }
    }
    for (Sketch sketch : sketches) {
      if (sketch.parts().stream().noneMatch(p -> p.quantifier == Quantifier.OTHER)) {
        byAnchor.computeIfAbsent(anchor(sketch), a -> new ArrayList<>()).add(sketch);
      }
    }
  }

  /** Hands over each shadowed rule with one that shadows it. Rules with {@code or} are left out. */
  void find(BiConsumer<Sketch, Sketch> shadowedBy) {
    Set<String> shadowed = new HashSet<>();
    Map<String, Integer> alternatives = new HashMap<>();
    sketches.forEach(sketch -> alternatives.merge(sketch.rule().id(), 1, Integer::sum));
    // of two rules that say the same the later one is reported
    for (int i = sketches.size() - 1; i >= 0; i--) {
      Sketch narrow = sketches.get(i);
      if (alternatives.getOrDefault(narrow.rule().id(), 1) > 1) {
        continue;
      }
      for (Sketch wide : candidates(narrow)) {
        clock.tick();
        if (++comparisons > MAX_COMPARISONS) {
          return;
        }
        if (!wide.rule().id().equals(narrow.rule().id())
            && !shadowed.contains(wide.rule().id())
            && says(narrow, wide)) {
          shadowed.add(narrow.rule().id());
          shadowedBy.accept(narrow, wide);
          break;
        }
      }
    }
  }

  private List<Sketch> candidates(Sketch narrow) {
    Set<String> marks = new HashSet<>();
    for (Part part : narrow.parts()) {
      if (part.isNeeded()) {
        marks.addAll(marks(part));
      }
    }
    List<Sketch> found = new ArrayList<>();
    marks.forEach(mark -> found.addAll(byAnchor.getOrDefault(mark, List.of())));
    return found;
  }

  /**
   * The rarest thing that a rule asks for: only rules that ask for it too can be shadowed by it.
   */
  private String anchor(Sketch sketch) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (Part part : sketch.parts()) {
      if (!part.isNeeded()) {
        continue;
      }
      for (String mark : marks(part)) {
        int times = frequency.getOrDefault(mark, 0);
        if (times < least) {
          least = times;
          best = mark;
        }
      }
    }
    return best;
  }

  /** The type, and each value that a field must have. */
  private static List<String> marks(Part part) {
    List<String> marks = new ArrayList<>();
    String type = part.type().getName();
    marks.add(type);
    for (Sketch.Test test : part.tests) {
      Value.Compared equality = test.value().equality();
      if (equality != null && (equality.left().constant() || equality.right().constant())) {
        marks.add(type + ' ' + test.key());
      }
    }
    return marks;
  }

  /** Whether {@code wide} fires whenever {@code narrow} does, and concludes all that it does. */
  private boolean says(Sketch narrow, Sketch wide) {
    if (wide.conclusions().size() < narrow.conclusions().size()
        || wide.parts().size() > narrow.parts().size()) {
      return false;
    }
    steps = 0;
    return match(narrow, wide, 0, new HashMap<>());
  }

  /** Finds, for each pattern of {@code wide}, one of {@code narrow} that is at least as narrow. */
  private boolean match(Sketch narrow, Sketch wide, int at, Map<Integer, Integer> names) {
    if (++steps > MAX_STEPS) {
      return false;
    }
    if (at == wide.parts().size()) {
      return concludesAll(narrow, wide, names);
    }
    Part asked = wide.parts().get(at);
    for (Part part : narrow.parts()) {
      if (part.type() != asked.type() || !stands(part, asked, names)) {
        continue;
      }
      if (asked.quantifier != Quantifier.FACT) {
        return match(narrow, wide, at + 1, names);
      }
      Map<Integer, Integer> more = new HashMap<>(names);
      more.put(asked.slot.ordinal(), part.slot.ordinal());
      if (match(narrow, wide, at + 1, more)) {
        return true;
      }
    }
    return false;
  }

  private static boolean stands(Part part, Part asked, Map<Integer, Integer> names) {
    return switch (asked.quantifier) {
      case FACT ->
          part.quantifier == Quantifier.FACT
              && !names.containsValue(part.slot.ordinal())
              && new Implication(part, asked, names).holds();
      case EXISTS -> part.isNeeded() && new Implication(part, asked, names).holds();
      case NOT -> part.quantifier == Quantifier.NOT && leavesOut(asked, part, names);
      case OTHER -> false;
    };
  }

  /** What the wide rule must not find, the narrow rule must not find either. */
  private static boolean leavesOut(Part wide, Part narrow, Map<Integer, Integer> names) {
    Set<String> known = new HashSet<>();
    wide.tests.forEach(test -> known.add(Implication.renamed(test.key(), names)));
    return narrow.tests.stream().allMatch(test -> known.contains(test.key()));
  }

  private static boolean concludesAll(Sketch narrow, Sketch wide, Map<Integer, Integer> names) {
    Set<String> said = new HashSet<>();
    wide.conclusions().forEach(c -> said.add(Implication.renamed(c.key(), names)));
    return narrow.conclusions().stream().allMatch(c -> said.contains(c.key()));
  }
}
