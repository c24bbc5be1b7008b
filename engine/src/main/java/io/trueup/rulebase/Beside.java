package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Facts that are there in every evaluation, as conditions on a case's facts see them: a condition
 * that compares a candidate's score with a threshold is one on the score alone once the threshold
 * is known.
 */
final class Beside {
  /** More facts than this, taken together, are not worth telling apart. */
  private static final int MOST = 64;

  private final List<Object> always;

  /**
   * @param always nothing for conditions to be left as they are
   */
  Beside(Collection<?> always) {
    this.always = List.copyOf(always);
  }

  /** Whether it is known which facts are always there. */
  boolean isKnown() {
    return !always.isEmpty();
  }

  /**
   * What a condition asks of a case's fact beside each of the facts that it may stand with.
   *
   * @param self the case's fact in the rule
   * @param others the other facts that the condition reads, by their places in the rule
   * @return by a text that is the same for conditions that always agree; null where facts of a case
   *     or conclusions are compared with each other, and where there are too many
   */
  @Nullable Map<String, Term> tests(
      Value value, Sketch.Part self, Map<Slot, Sketch.Part> others, Predicate<Class<?>> changing) {
    Slot.Layout layout = Slot.Layout.of(self.slot, value.slots());
    List<List<Integer>> rows = List.of(List.of());
    for (Slot slot : layout.others()) {
      Sketch.Part part = others.get(slot);
      if (part == null || always.isEmpty() || always.stream().noneMatch(part.type()::isInstance)) {
        return null;
      }
      if (changing.test(part.type())) {
        return null;
      }
      rows = joined(rows, fitting(part));
      if (rows.size() > MOST) {
        return null;
      }
    }
    Term term = value.code().place(layout);
    Map<String, Term> tests = new LinkedHashMap<>();
    for (List<Integer> row : rows) {
      Object first = always.get(row.get(0));
      Object[] more = row.stream().skip(1).map(always::get).toArray();
      tests.put(
          layout.others().stream().map(Slot::ordinal).toList() + value.code().key(layout) + row,
          (own, other, none) -> term.value(own, first, more));
    }
    return tests;
  }

  private static List<List<Integer>> joined(List<List<Integer>> rows, List<Integer> more) {
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> row : rows) {
      for (Integer one : more) {
        List<Integer> longer = new ArrayList<>(row);
        longer.add(one);
        all.add(longer);
      }
    }
    return all;
  }

  /** Places of the facts that a pattern by itself may match. */
  private List<Integer> fitting(Sketch.Part part) {
    List<Term> alone = new ArrayList<>();
    for (Sketch.Test test : part.tests) {
      if (test.value().slots().equals(Set.of(part.slot))) {
        alone.add(test.value().code().place(new Slot.Layout(part.slot, List.of())));
      }
    }
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < always.size(); i++) {
      Object fact = always.get(i);
      if (part.type().isInstance(fact)
          && alone.stream().allMatch(term -> term.holds(fact, null, Term.NO_MORE))) {
        fitting.add(i);
      }
    }
    return fitting;
  }
}
