package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import org.drools.model.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The place of one pattern in a rule: whatever a fact, a list element or an accumulate puts there.
 *
 * @param ordinal its number in the rule, from 0
 */
record Slot(int ordinal, Variable<?> variable, ValueType type) {
  /** Around the number of a slot in keys; no rule text can hold these characters. */
  static final char OPEN = '\u0001';

  static final char CLOSE = '\u0002';

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Slot slot && slot.variable == variable;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(variable);
  }

  /**
   * Where a term finds the values of the slots it reads.
   *
   * @param self the pattern being matched; null in a conclusion
   */
  record Layout(@Nullable Slot self, List<Slot> others) {
    static Layout of(@Nullable Slot self, Iterable<Slot> used) {
      List<Slot> others = new ArrayList<>();
      for (Slot slot : used) {
        if (!slot.equals(self)) {
          others.add(slot);
        }
      }
      others.sort((a, b) -> Integer.compare(a.ordinal(), b.ordinal()));
      return new Layout(self, others);
    }

    /** Reads the slot's value. */
    Term read(Slot slot) {
      if (slot.equals(self)) {
        return (own, other, more) -> own;
      }
      int index = others.indexOf(slot);
      if (index == 0) {
        return (own, other, more) -> other;
      }
      if (index < 0) {
        throw new IllegalStateException("no place for slot " + slot.ordinal());
      }
      return (own, other, more) -> more[index - 1];
    }

    String name(Slot slot) {
      return slot.equals(self) ? "this" : "" + OPEN + slot.ordinal() + CLOSE;
    }
  }
}
