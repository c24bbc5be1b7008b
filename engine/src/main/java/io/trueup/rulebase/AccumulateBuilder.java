package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.drools.model.DSL;
import org.drools.model.PatternDSL;
import org.drools.model.Variable;
import org.drools.model.functions.accumulate.AccumulateFunction;
import org.drools.model.view.ViewItem;
import org.jspecify.annotations.Nullable;

/** Turns accumulate and collect into the canonical model: one accumulator for all functions. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class AccumulateBuilder {
  private static final Set<String> COLLECTION_NAMES = Set.of("List", "Collection", "ArrayList");

  private final ConditionBuilder builder;
  private final Assembly assembly;
  private final Problems problems;
  private final List<ViewItem> made = new ArrayList<>();

  AccumulateBuilder(ConditionBuilder builder, Assembly assembly, Problems problems) {
    this.builder = builder;
    this.assembly = assembly;
    this.problems = problems;
  }

  /** A function whose argument is resolved. */
  private record Resolved(Aggregates aggregate, @Nullable Value argument, ValueType result) {}

  /**
   * @param result the pattern in front of {@code from}; null for the plain form
   */
  List<ViewItem> build(
      Condition.Accumulate accumulate, Scope scope, Condition.@Nullable Pattern result) {
    List<List<Condition>> branches =
        new Alternatives(assembly.limits().alternativesPerRule(), problems)
            .of(List.of(accumulate.source()));
    if (branches.size() != 1) {
      throw problems.stop(
          accumulate.at(),
          Fault.TOO_MANY,
          "an accumulate cannot hold alternatives",
          "use || inside the pattern, or two accumulates");
    }
    Scope inner = new Scope(scope);
    List<Slot> slots = new ArrayList<>();
    List<ViewItem> items = builder.source(branches.get(0), inner, slots);
    if (slots.isEmpty()) {
      throw problems.stop(
          accumulate.at(), Fault.SYNTAX, "an accumulate needs a pattern to go over", "");
    }
    List<Resolved> functions = new ArrayList<>();
    Typing typing = new Typing(assembly, problems, inner, null);
    for (Condition.Function function : accumulate.functions()) {
      functions.add(resolve(function, typing));
    }
    Slot slot = totals(items, slots, functions, accumulate.at());
    List<Value> results = results(slot, functions);
    for (int i = 0; i < results.size(); i++) {
      builder.bind(accumulate.functions().get(i).variable(), results.get(i), scope);
    }
    PatternDSL.PatternDef def = PatternDSL.pattern((Variable) slot.variable());
    builder.constrain(accumulate.constraints(), def, slot, null, scope);
    if (result != null) {
      resultPattern(result, accumulate.at(), results, def, slot, scope);
    }
    return finish(
        def,
        slot,
        accumulate.constraints().size() + (result == null ? 0 : result.constraints().size()));
  }

  /** {@code List( ... ) from collect( ... )}. */
  List<ViewItem> collect(Condition.Collected collected, Scope scope, Condition.Pattern result) {
    if (!COLLECTION_NAMES.contains(result.type().text())) {
      throw problems.stop(
          result.type(),
          Fault.FROM,
          "collect gives a List, not " + result.type().text(),
          "write List( ... )");
    }
    List<Slot> slots = new ArrayList<>();
    List<ViewItem> items = builder.source(List.of(collected.pattern()), new Scope(scope), slots);
    Value element = Value.of(slots.get(0));
    List<Resolved> functions =
        List.of(new Resolved(Aggregates.COLLECT_LIST, element, ValueType.listOf(element.type())));
    Slot slot = totals(items, slots, functions, result.at());
    PatternDSL.PatternDef def = PatternDSL.pattern((Variable) slot.variable());
    resultPattern(result, result.at(), results(slot, functions), def, slot, scope);
    return finish(def, slot, result.constraints().size());
  }

  private List<ViewItem> finish(PatternDSL.PatternDef def, Slot slot, int constraints) {
    if (constraints > 0) {
      made.add(def);
    }
    builder.addMatched(slot);
    return made;
  }

  private void resultPattern(
      Condition.Pattern result,
      Token at,
      List<Value> results,
      PatternDSL.PatternDef def,
      Slot slot,
      Scope scope) {
    Value value = results.get(0);
    if (results.size() != 1) {
      throw problems.stop(
          at,
          Fault.FUNCTION,
          "from accumulate gives one result, but there are " + results.size() + " functions",
          "write accumulate( ...; $a : sum( ... ), $b : count() ) without from");
    }
    if (!ConditionBuilder.isResultName(result.type().text(), value.type())) {
      throw problems.stop(
          result.type(),
          Fault.FROM,
          "the result is " + value.type().shown() + ", not " + result.type().text(),
          "write Number( ... ) for numbers, List( ... ) for lists");
    }
    builder.bind(result.variable(), value, scope);
    builder.constrain(result.constraints(), def, slot, value, scope);
  }

  private Resolved resolve(Condition.Function function, Typing typing) {
    Token name = function.name();
    Aggregates aggregate = Aggregates.BY_NAME.get(name.text());
    if (aggregate == null) {
      throw problems.stop(
          name,
          Fault.FUNCTION,
          "'" + name.text() + "' is not an accumulate function",
          Suggestion.among(name.text(), Aggregates.BY_NAME.keySet()));
    }
    Expression argument = function.argument() == null ? null : function.argument().expression();
    if (aggregate == Aggregates.COUNT) {
      if (argument != null && !(argument instanceof Expression.Literal)) {
        typing.value(argument);
      }
      return new Resolved(aggregate, null, ValueType.WHOLE);
    }
    if (argument == null) {
      throw problems.stop(
          name,
          Fault.FUNCTION,
          "'" + name.text() + "' needs a value",
          "write " + name.text() + "( $quantity )");
    }
    Value value = typing.value(argument);
    ValueType result = aggregate.result(value.type());
    if (result == null || value.constant()) {
      throw problems.stop(
          argument.at(),
          Fault.FUNCTION,
          "'" + name.text() + "' cannot go over " + value.type().shown(),
          "give it a bound field that is a number"
              + (name.text().startsWith("m") ? " or date" : ""));
    }
    assembly.reads(value);
    return new Resolved(aggregate, value, result);
  }

  private Slot totals(List<ViewItem> items, List<Slot> slots, List<Resolved> functions, Token at) {
    Set<Slot> outer = new LinkedHashSet<>();
    functions.stream()
        .map(Resolved::argument)
        .forEach(a -> outer.addAll(a == null ? Set.of() : a.slots()));
    outer.removeAll(slots);
    List<Slot> order = new ArrayList<>(slots);
    order.addAll(outer);
    Slot.Layout layout = new Slot.Layout(null, order);
    List<Accumulation.Function> compiled = new ArrayList<>();
    for (Resolved function : functions) {
      Value argument = function.argument();
      compiled.add(
          new Accumulation.Function(
              function.aggregate(), argument == null ? null : argument.code().place(layout)));
    }
    List<String> names = slots.stream().map(s -> s.variable().getName()).toList();
    Running running = assembly.running();
    int place = assembly.places().together(Totals.class, "accumulate");
    Variable<Totals> variable =
        DSL.declarationOf(Totals.class, ConditionBuilder.name(builder.nextOrdinal()));
    Slot slot = builder.slot(new ValueType(ValueType.Kind.OTHER, Totals.class, null), variable, at);
    AccumulateFunction function =
        new AccumulateFunction(
                null, () -> new Accumulation(names, outer.size(), compiled, running, place))
            .with(outer.stream().map(Slot::variable).toArray(Variable[]::new))
            .as(variable);
    ViewItem source =
        items.size() == 1
            ? items.get(0)
            : DSL.and(items.get(0), items.subList(1, items.size()).toArray(ViewItem[]::new));
    made.add(DSL.accumulate(source, function));
    return slot;
  }

  private static List<Value> results(Slot slot, List<Resolved> functions) {
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      int index = i;
      results.add(
          Value.of(slot)
              .map(functions.get(i).result(), "result" + i, t -> ((Totals) t).value(index)));
    }
    return results;
  }
}
