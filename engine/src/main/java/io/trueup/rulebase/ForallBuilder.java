package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.drools.model.DSL;
import org.drools.model.PatternDSL;
import org.drools.model.Variable;
import org.drools.model.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * Turns forall into not and exists, exactly as Drools does. Of its three forms only the second asks
 * for a first fact to be there:
 *
 * <ul>
 *   <li>{@code forall( A( x ) )}: no A without x
 *   <li>{@code forall( $a : A( x ) A( this == $a, y ) )}: some A with x, and none of these without
 *       y
 *   <li>{@code forall( $a : A( x ) B( y == $a.y ) )}: no A with x that has no such B
 * </ul>
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class ForallBuilder {
  private final ConditionBuilder builder;
  private final Assembly assembly;
  private final Problems problems;

  ForallBuilder(ConditionBuilder builder, Assembly assembly, Problems problems) {
    this.builder = builder;
    this.assembly = assembly;
    this.problems = problems;
  }

  List<ViewItem> build(Condition.Forall forall, Scope outer) {
    List<Condition.Pattern> patterns = forall.of();
    Condition.Pattern first = patterns.get(0);
    if (patterns.size() == 1) {
      return builder.apart(
          () ->
              List.of(
                  DSL.not(without(first, List.of(), null, first.constraints(), new Scope(outer)))));
    }
    List<Condition.Constraint> ofTheSame = ofTheSame(patterns);
    if (ofTheSame != null) {
      List<ViewItem> some = builder.apart(() -> builder.pattern(first, new Scope(outer), true));
      List<ViewItem> none =
          builder.apart(
              () ->
                  List.of(
                      without(
                          first,
                          first.constraints(),
                          patterns.get(1).variable(),
                          ofTheSame,
                          new Scope(outer))));
      return List.of(DSL.exists(some.get(0)), DSL.not(none.get(0)));
    }
    Scope scope = new Scope(outer);
    return builder.apart(
        () -> {
          ViewItem base = builder.pattern(first, scope, true).get(0);
          List<ViewItem> remaining = new ArrayList<>();
          for (Condition.Pattern pattern : patterns.subList(1, patterns.size())) {
            remaining.addAll(builder.pattern(pattern, scope, true));
          }
          return List.of(
              DSL.not(base, DSL.not(remaining.get(0), ConditionBuilder.rest(remaining))));
        });
  }

  /** The second pattern's constraints where it is {@code A( this == $first, ... )}; else null. */
  private static @Nullable List<Condition.Constraint> ofTheSame(List<Condition.Pattern> patterns) {
    Token variable = patterns.get(0).variable();
    Condition.Pattern second = patterns.get(1);
    if (patterns.size() != 2
        || variable == null
        || !patterns.get(0).type().text().equals(second.type().text())) {
      return null;
    }
    List<Condition.Constraint> others = new ArrayList<>(second.constraints());
    return others.removeIf(c -> isThis(c, variable.text())) ? others : null;
  }

  private static boolean isThis(Condition.Constraint constraint, String variable) {
    return constraint.expression() instanceof Expression.Comparison comparison
        && comparison.operator() == Expression.Operator.EQ
        && isRoot(comparison.left(), "this")
        && isRoot(comparison.right(), variable);
  }

  private static boolean isRoot(Expression expression, String root) {
    return expression instanceof Expression.Path path
        && path.steps().isEmpty()
        && path.root() != null
        && path.root().text().equals(root);
  }

  /** A fact for which the held constraints hold and some of the others does not. */
  private ViewItem without(
      Condition.Pattern pattern,
      List<Condition.Constraint> held,
      @Nullable Token secondVariable,
      List<Condition.Constraint> others,
      Scope scope) {
    Slot slot = builder.slot(builder.factType(pattern.type()), null, pattern.at());
    assembly.feedback().matches(slot.type().raw(), true);
    Value self = Value.of(slot);
    PatternDSL.PatternDef def = PatternDSL.pattern((Variable) slot.variable());
    builder.bind(pattern.variable(), self, scope);
    builder.bind(secondVariable, self, scope);
    builder.constrain(held, def, slot, self, scope);
    Typing typing = new Typing(assembly, problems, scope, self);
    List<Value> conditions = new ArrayList<>();
    for (Condition.Constraint constraint : others) {
      builder.bindLeft(constraint, typing, scope);
      if (constraint.variable() == null || ConditionBuilder.isComparison(constraint.expression())) {
        conditions.add(typing.condition(constraint.expression()));
      }
    }
    if (conditions.isEmpty()) {
      throw problems.stop(
          pattern.at(),
          Fault.NOT_A_CONDITION,
          "this forall says nothing",
          "write forall( " + pattern.type().text() + "( field == value ) )");
    }
    Value fails =
        Value.join(
            ValueType.TRUTH,
            "not all",
            conditions,
            parts ->
                (own, other, more) ->
                    !Arrays.stream(parts).allMatch(p -> p.holds(own, other, more)));
    new PatternCompiler(assembly, problems).add(def, slot, fails, pattern.at());
    return def;
  }
}
