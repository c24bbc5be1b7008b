package io.trueup.rulebase;

import io.trueup.rulebase.ValueType.Kind;
import java.util.List;
import org.drools.model.AlphaIndex;
import org.drools.model.BetaIndex;
import org.drools.model.Index;
import org.drools.model.PatternDSL;
import org.drools.model.Variable;
import org.drools.model.functions.Function1;
import org.jspecify.annotations.Nullable;

/**
 * Adds constraints to a pattern of the canonical model: with an identity by which equal constraints
 * share a node, and with an index where it is an equality. Every predicate burns fuel.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class PatternCompiler {
  private static final int MAX_OTHERS = 4;

  private final Assembly assembly;
  private final Problems problems;

  PatternCompiler(Assembly assembly, Problems problems) {
    this.assembly = assembly;
    this.problems = problems;
  }

  /** Counts every combination that this pattern makes with what was matched before it. */
  void countJoin(PatternDSL.PatternDef pattern, Slot before) {
    Running running = assembly.running();
    pattern.expr(
        "joined",
        (Variable) before.variable(),
        (own, other) -> {
          running.fuel().joined();
          return true;
        });
  }

  void add(PatternDSL.PatternDef pattern, Slot self, Value condition, Token at) {
    problems.clock().condition();
    if (condition.slots().isEmpty()) {
      problems.add(
          at,
          Fault.NAMES_NO_FACT,
          "the condition names no field",
          "name a field of " + self.type().shown());
      return;
    }
    if (self.type().raw() == Totals.class && !condition.slots().contains(self)) {
      problems.add(
          at,
          Fault.RESULT,
          "the condition names no result of the accumulate",
          "move it into the pattern it belongs to");
      return;
    }
    assembly.reads(condition);
    Slot.Layout layout = Slot.Layout.of(self, condition.slots());
    Term term = condition.code().place(layout);
    String key = condition.code().key(layout);
    List<Slot> others = layout.others();
    Class<?> type = self.type().raw();
    int place =
        others.isEmpty()
            ? assembly.places().alone(pattern, type, key)
            : assembly.places().together(type, key);
    Variable[] variables = others.stream().map(Slot::variable).toArray(Variable[]::new);
    Running running = assembly.running();
    switch (others.size()) {
      case 0 -> alpha(pattern, self, condition, key, place, term);
      case 1 -> beta(pattern, self, others.get(0), condition, key, place, term);
      case 2 ->
          pattern.expr(
              key,
              variables[0],
              variables[1],
              (own, a, b) -> holds(running, place, term, own, a, b));
      case 3 ->
          pattern.expr(
              key,
              variables[0],
              variables[1],
              variables[2],
              (own, a, b, c) -> holds(running, place, term, own, a, b, c));
      case MAX_OTHERS ->
          pattern.expr(
              key,
              variables[0],
              variables[1],
              variables[2],
              variables[3],
              (own, a, b, c, d) -> holds(running, place, term, own, a, b, c, d));
      default ->
          problems.add(
              at,
              Fault.TOO_MANY,
              "one constraint compares more than " + (MAX_OTHERS + 1) + " patterns",
              "write several constraints");
    }
  }

  private static boolean holds(
      Running running, int place, Term term, Object own, @Nullable Object first, Object... more) {
    Evaluation evaluation = running.evaluation();
    evaluation.fuel().tick();
    Meter meter = evaluation.meter();
    return meter == null
        ? term.holds(own, first, more)
        : meter.holds(place, term, own, first, more);
  }

  private void alpha(
      PatternDSL.PatternDef pattern, Slot self, Value condition, String key, int place, Term term) {
    Running running = assembly.running();
    AlphaIndex index = alphaIndex(self, condition);
    org.drools.model.functions.Predicate1 predicate =
        own -> holds(running, place, term, own, null, Term.NO_MORE);
    if (index == null) {
      pattern.expr(key, predicate);
    } else {
      pattern.expr(key, predicate, index);
    }
  }

  private void beta(
      PatternDSL.PatternDef pattern,
      Slot self,
      Slot other,
      Value condition,
      String key,
      int place,
      Term term) {
    Running running = assembly.running();
    BetaIndex index = betaIndex(self, other, condition);
    org.drools.model.functions.Predicate2 predicate =
        (own, before) -> holds(running, place, term, own, before, Term.NO_MORE);
    if (index == null) {
      pattern.expr(key, (Variable) other.variable(), predicate);
    } else {
      pattern.expr(key, (Variable) other.variable(), predicate, index);
    }
  }

  private @Nullable AlphaIndex alphaIndex(Slot self, Value condition) {
    Value.Compared equality = condition.equality();
    if (equality == null) {
      return null;
    }
    boolean leftOwn = equality.right().constant();
    Value own = leftOwn ? equality.left() : equality.right();
    Value constant = leftOwn ? equality.right() : equality.left();
    Class<?> type = indexClass(own.type(), constant.type());
    if (!constant.constant()
        || constant.literal() == null
        || (type != String.class && type != Long.class)) {
      return null;
    }
    return PatternDSL.alphaIndexedBy(
        (Class<Object>) type,
        Index.ConstraintType.EQUAL,
        number(self, own, type),
        (Function1) extractor(self, own, type),
        indexed(constant.literal(), type));
  }

  private @Nullable BetaIndex betaIndex(Slot self, Slot other, Value condition) {
    Value.Compared equality = condition.equality();
    if (equality == null) {
      return null;
    }
    boolean leftOwn = only(equality.left(), self) && only(equality.right(), other);
    boolean rightOwn = only(equality.right(), self) && only(equality.left(), other);
    if (!leftOwn && !rightOwn) {
      return null;
    }
    Value own = leftOwn ? equality.left() : equality.right();
    Value before = leftOwn ? equality.right() : equality.left();
    Class<?> type = indexClass(own.type(), before.type());
    return PatternDSL.betaIndexedBy(
        (Class<Object>) type,
        Index.ConstraintType.EQUAL,
        number(self, own, type),
        (Function1) extractor(self, own, type),
        (Function1) extractor(other, before, type),
        type);
  }

  private static boolean only(Value value, Slot slot) {
    return value.slots().size() == 1 && value.slots().contains(slot);
  }

  private int number(Slot self, Value own, Class<?> type) {
    Slot.Layout layout = new Slot.Layout(self, List.of());
    return assembly.index(
        self.type().raw().getName() + ' ' + own.code().key(layout) + ' ' + type.getName());
  }

  private static Class<?> indexClass(ValueType left, ValueType right) {
    if (left.kind() == Kind.TEXT || left.kind() == Kind.CHOICE) {
      return String.class;
    }
    if (left.kind() == Kind.WHOLE && right.kind() == Kind.WHOLE) {
      return Long.class;
    }
    return Object.class;
  }

  private static Function1<Object, Object> extractor(Slot slot, Value value, Class<?> type) {
    Term term = value.code().place(new Slot.Layout(slot, List.of()));
    return fact -> indexed(term.value(fact, null, Term.NO_MORE), type);
  }

  private static @Nullable Object indexed(@Nullable Object value, Class<?> type) {
    if (type == Long.class) {
      return value == null ? null : (Object) ((Number) value).longValue();
    }
    return Values.canonical(value);
  }
}
