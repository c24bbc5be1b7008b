package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.drools.model.DSL;
import org.drools.model.PatternDSL;
import org.drools.model.Variable;
import org.drools.model.view.ViewItem;
import org.jspecify.annotations.Nullable;

/** Turns the conditions of one rule, without alternatives, into the canonical model. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class ConditionBuilder {
  private static final Set<String> NUMBERS =
      Set.of("Number", "BigDecimal", "Long", "Integer", "Object");
  private static final Set<String> LISTS =
      Set.of("List", "Set", "Collection", "ArrayList", "Object");

  private final Assembly assembly;
  private final Problems problems;
  private final Sketch sketch;
  private final PatternCompiler compiler;
  private final List<Slot> matched = new ArrayList<>();
  private int ordinal;
  private @Nullable Slot before;

  ConditionBuilder(Assembly assembly, Problems problems, Sketch sketch) {
    this.assembly = assembly;
    this.problems = problems;
    this.sketch = sketch;
    this.compiler = new PatternCompiler(assembly, problems);
  }

  /** The slots that a conclusion can read. */
  List<Slot> matched() {
    return matched;
  }

  List<ViewItem> build(List<Condition> together, Scope scope) {
    List<ViewItem> items = new ArrayList<>();
    for (Condition condition : together) {
      try {
        items.addAll(item(condition, scope, false));
      } catch (Problems.Stop reported) {
        poison(condition, scope);
        if (ordinal >= assembly.limits().patternsPerRule()) {
          break;
        }
      }
    }
    return items;
  }

  /** Variables of a condition that failed are not complained about again. */
  private static void poison(Condition condition, Scope scope) {
    if (condition instanceof Condition.Pattern pattern) {
      poison(pattern.variable(), scope);
      pattern.constraints().forEach(c -> poison(c.variable(), scope));
      if (pattern.from() instanceof Condition.Accumulated accumulated) {
        poison(accumulated.accumulate(), scope);
      }
    } else if (condition instanceof Condition.Accumulate accumulate) {
      accumulate.functions().forEach(f -> poison(f.variable(), scope));
    }
  }

  private static void poison(@Nullable Token variable, Scope scope) {
    if (variable != null) {
      scope.poison(variable.text());
    }
  }

  /**
   * @param absence whether facts matched here can make the rule stop holding
   */
  private List<ViewItem> item(Condition condition, Scope scope, boolean absence) {
    if (condition instanceof Condition.Pattern pattern) {
      return pattern(pattern, scope, absence);
    } else if (condition instanceof Condition.Accumulate accumulate) {
      return new AccumulateBuilder(this, assembly, problems).build(accumulate, scope, null);
    } else if (condition instanceof Condition.Not not) {
      Sketch.Quantifier outer = sketch.within(alone(not.of(), Sketch.Quantifier.NOT));
      List<ViewItem> inner = inner(not.of(), new Scope(scope), true);
      sketch.leave(outer);
      return List.of(DSL.not(inner.get(0), rest(inner)));
    } else if (condition instanceof Condition.Exists exists) {
      Sketch.Quantifier outer = sketch.within(alone(exists.of(), Sketch.Quantifier.EXISTS));
      List<ViewItem> inner = inner(exists.of(), new Scope(scope), absence);
      sketch.leave(outer);
      return List.of(DSL.exists(inner.get(0), rest(inner)));
    } else if (condition instanceof Condition.Forall forall) {
      Sketch.Quantifier outer = sketch.within(Sketch.Quantifier.OTHER);
      List<ViewItem> all = new ForallBuilder(this, assembly, problems).build(forall, scope);
      sketch.leave(outer);
      return all;
    }
    List<ViewItem> all = new ArrayList<>();
    for (Condition part : flat(condition)) {
      all.addAll(item(part, scope, absence));
    }
    return all;
  }

  private static Sketch.Quantifier alone(Condition condition, Sketch.Quantifier quantifier) {
    return condition instanceof Condition.Pattern ? quantifier : Sketch.Quantifier.OTHER;
  }

  private static List<Condition> flat(Condition condition) {
    if (condition instanceof Condition.And and) {
      return and.of();
    }
    throw new IllegalStateException("alternatives are written out before");
  }

  static ViewItem[] rest(List<ViewItem> items) {
    return items.subList(1, items.size()).toArray(ViewItem[]::new);
  }

  /** Conditions whose matches do not become part of the rule's match. */
  private List<ViewItem> inner(Condition condition, Scope scope, boolean absence) {
    Slot outerBefore = before;
    int matchedBefore = matched.size();
    if (condition instanceof Condition.Pattern) {
      before = null;
    }
    List<ViewItem> items = item(condition, scope, absence);
    forget(matchedBefore, outerBefore);
    return items;
  }

  private void forget(int matchedBefore, @Nullable Slot outerBefore) {
    matched.subList(matchedBefore, matched.size()).clear();
    before = outerBefore;
  }

  /** The source of an accumulate; its slots are added to {@code slots}. */
  List<ViewItem> source(List<Condition> together, Scope scope, List<Slot> slots) {
    Slot outerBefore = before;
    int matchedBefore = matched.size();
    before = null;
    Sketch.Quantifier outer = sketch.within(Sketch.Quantifier.OTHER);
    List<ViewItem> items = new ArrayList<>();
    for (Condition condition : together) {
      items.addAll(item(condition, scope, true));
    }
    sketch.leave(outer);
    slots.addAll(matched.subList(matchedBefore, matched.size()));
    forget(matchedBefore, outerBefore);
    return items;
  }

  /** Builds something whose matches do not become part of the rule's match. */
  List<ViewItem> apart(Supplier<List<ViewItem>> build) {
    Slot outerBefore = before;
    int matchedBefore = matched.size();
    List<ViewItem> items = build.get();
    forget(matchedBefore, outerBefore);
    return items;
  }

  List<ViewItem> pattern(Condition.Pattern pattern, Scope scope, boolean absence) {
    if (pattern.from() instanceof Condition.Accumulated accumulated) {
      return new AccumulateBuilder(this, assembly, problems)
          .build(accumulated.accumulate(), scope, pattern);
    } else if (pattern.from() instanceof Condition.Collected collected) {
      return new AccumulateBuilder(this, assembly, problems).collect(collected, scope, pattern);
    }
    Slot slot;
    Slot join = before;
    if (pattern.from() instanceof Condition.Elements elements) {
      slot = new ElementSource(this, assembly, problems).slot(pattern, elements, scope);
    } else {
      slot = slot(factType(pattern.type()), null, pattern.at());
      assembly.feedback().matches(slot.type().raw(), absence);
    }
    PatternDSL.PatternDef def = PatternDSL.pattern((Variable) slot.variable());
    sketch.pattern(slot, pattern.at(), pattern.from() != null, def);
    bind(pattern.variable(), Value.of(slot), scope);
    constrain(pattern.constraints(), def, slot, Value.of(slot), scope);
    if (join != null) {
      compiler.countJoin(def, join);
    }
    before = slot;
    matched.add(slot);
    return List.of(def);
  }

  /** Adds constraints; goes on after one that fails, so that all are reported. */
  void constrain(
      List<Condition.Constraint> constraints,
      PatternDSL.PatternDef def,
      Slot slot,
      @Nullable Value self,
      Scope scope) {
    Typing typing = new Typing(assembly, problems, scope, self);
    for (Condition.Constraint constraint : constraints) {
      try {
        Expression expression = constraint.expression();
        bindLeft(constraint, typing, scope);
        if (constraint.variable() != null && !isComparison(expression)) {
          continue;
        }
        List<Expression> parts =
            expression instanceof Expression.All all ? all.of() : List.of(expression);
        for (Expression part : parts) {
          Value condition = typing.condition(part);
          compiler.add(def, slot, condition, part.at());
          sketch.test(slot, condition, part.at(), constraint);
        }
      } catch (Problems.Stop reported) {
        poison(constraint.variable(), scope);
      }
    }
  }

  static boolean isComparison(Expression expression) {
    return !(expression instanceof Expression.Path)
        && !(expression instanceof Expression.Calculation)
        && !(expression instanceof Expression.Negative)
        && !(expression instanceof Expression.Literal);
  }

  /** {@code $a : field == 1} binds what stands on the left. */
  void bindLeft(Condition.Constraint constraint, Typing typing, Scope scope) {
    Token variable = constraint.variable();
    if (variable == null) {
      return;
    }
    Expression left = constraint.expression();
    while (isComparison(left)) {
      if (left instanceof Expression.Comparison comparison) {
        left = comparison.left();
      } else if (left instanceof Expression.OneOf oneOf) {
        left = oneOf.left();
      } else if (left instanceof Expression.All all) {
        left = all.of().get(0);
      } else if (left instanceof Expression.Any any) {
        left = any.of().get(0);
      } else {
        throw problems.stop(
            left.at(), Fault.SYNTAX, "a negation cannot be bound", "bind the field: $name : field");
      }
    }
    bind(variable, typing.value(left), scope);
  }

  void bind(@Nullable Token variable, Value value, Scope scope) {
    if (variable != null) {
      scope.bind(variable, value, problems);
    }
  }

  ValueType factType(Token type) {
    FactType found =
        assembly
            .model()
            .find(type.text())
            .orElseThrow(
                () ->
                    problems.stop(
                        type,
                        Fault.TYPE,
                        "'" + type.text() + "' is not a fact type",
                        NUMBERS.contains(type.text()) || LISTS.contains(type.text())
                            ? "write from accumulate( ... ) or from $fact.list behind it"
                            : Suggestion.among(type.text(), assembly.model().typeNames())));
    return new ValueType(ValueType.Kind.FACT, found.javaClass(), null);
  }

  Slot slot(ValueType type, @Nullable Variable<?> variable, Token at) {
    problems.clock().condition();
    if (ordinal >= assembly.limits().patternsPerRule()) {
      throw problems.stop(
          at,
          Fault.TOO_MANY,
          "the rule has more than " + assembly.limits().patternsPerRule() + " patterns",
          "write several rules");
    }
    int number = ordinal++;
    Variable<?> made =
        variable == null ? DSL.declarationOf((Class<Object>) type.raw(), name(number)) : variable;
    return new Slot(number, made, type);
  }

  static String name(int ordinal) {
    return "$p" + ordinal;
  }

  int nextOrdinal() {
    return ordinal;
  }

  void addMatched(Slot slot) {
    matched.add(slot);
    before = slot;
  }

  /** Whether a result of this type may be called so in front of {@code from}. */
  static boolean isResultName(String name, ValueType type) {
    Collection<String> names = type.kind() == ValueType.Kind.LIST ? LISTS : NUMBERS;
    return names.contains(name) || name.equals(type.raw().getSimpleName());
  }
}
