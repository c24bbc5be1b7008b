package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import org.drools.model.PatternDSL;
import org.jspecify.annotations.Nullable;

/**
 * What one alternative of a rule looks at and concludes: enough to say of it, before it ever runs,
 * that it can never hold or that another rule says the same. Filled while the rule is compiled.
 */
final class Sketch {
  /** How a pattern asks for facts. */
  enum Quantifier {
    FACT,
    EXISTS,
    NOT,
    /** Within a group, a forall, an accumulate, or from a list: only looked at by itself. */
    OTHER
  }

  /**
   * One condition on a pattern.
   *
   * @param key the same for conditions that always agree; names slots by {@link Slot.Layout#name}
   * @param text as written
   */
  record Test(Value value, String key, Token at, String text) {}

  /** A verb with its arguments; {@code key} names slots by {@link Slot.Layout#name}. */
  record Concluded(Class<?> type, String key, List<Value> arguments) {}

  /** A pattern with its conditions. */
  static final class Part {
    final Quantifier quantifier;
    final Slot slot;
    final Token at;
    final boolean fromList;
    final List<Test> tests = new ArrayList<>();

    /** What it becomes in the canonical model; null where no facts are matched. */
    PatternDSL.@Nullable PatternDef<?> pattern;

    Part(Quantifier quantifier, Slot slot, Token at, boolean fromList) {
      this.quantifier = quantifier;
      this.slot = slot;
      this.at = at;
      this.fromList = fromList;
    }

    Class<?> type() {
      return slot.type().raw();
    }

    /** The rule cannot fire without a fact that fits. */
    boolean isNeeded() {
      return quantifier == Quantifier.FACT || quantifier == Quantifier.EXISTS;
    }
  }

  private final RuleInfo rule;
  private final Token at;
  private final String source;
  private final List<Part> parts = new ArrayList<>();
  private final List<Concluded> conclusions = new ArrayList<>();
  private Quantifier quantifier = Quantifier.FACT;

  /**
   * @param at the rule's name
   * @param source the file's text
   */
  Sketch(RuleInfo rule, Token at, String source) {
    this.rule = rule;
    this.at = at;
    this.source = source;
  }

  RuleInfo rule() {
    return rule;
  }

  Token at() {
    return at;
  }

  List<Part> parts() {
    return parts;
  }

  List<Concluded> conclusions() {
    return conclusions;
  }

  /** The patterns that follow are asked for so; gives what they were asked for before. */
  Quantifier within(Quantifier now) {
    Quantifier before = quantifier;
    quantifier = before == Quantifier.FACT ? now : Quantifier.OTHER;
    return before;
  }

  void leave(Quantifier before) {
    quantifier = before;
  }

  void pattern(
      Slot slot, Token where, boolean fromList, PatternDSL.@Nullable PatternDef<?> pattern) {
    Part part = new Part(fromList ? Quantifier.OTHER : quantifier, slot, where, fromList);
    part.pattern = fromList ? null : pattern;
    parts.add(part);
  }

  void test(Slot slot, Value value, Token where, Condition.Constraint constraint) {
    Part part = find(slot);
    if (part != null) {
      Slot.Layout layout = Slot.Layout.of(slot, value.slots());
      String text = source.substring(constraint.start(), constraint.end()).strip();
      part.tests.add(new Test(value, value.code().key(layout), where, text));
    }
  }

  private @Nullable Part find(Slot slot) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i).slot.equals(slot)) {
        return parts.get(i);
      }
    }
    return null;
  }

  void concludes(Class<?> type, String verb, List<Value> arguments, Slot.Layout layout) {
    StringBuilder key = new StringBuilder(type.getName()).append('.').append(verb).append('(');
    arguments.forEach(argument -> key.append(argument.code().key(layout)).append(','));
    conclusions.add(new Concluded(type, key.append(')').toString(), arguments));
  }
}
