package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.accessor.Accumulator;
import org.drools.core.common.InternalFactHandle;
import org.drools.core.reteoo.SubnetworkTuple;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * All functions of one accumulate. Keeps what it went over rather than running totals: a fact that
 * goes away is taken out again, and the result does not depend on the order in which facts came.
 */
final class Accumulation implements Accumulator {
  /**
   * @param argument over the source's slots first, then the outer ones; null to count
   */
  record Function(Aggregates aggregate, @Nullable Term argument) {}

  private record Row(long[] order, Object[] facts, @Nullable Object[] values) {}

  private final List<String> sourceNames;
  private final int outerSlots;
  private final List<Function> functions;
  private final Running running;
  private final int place;

  /**
   * @param sourceNames variables of the source's patterns, in rule order
   * @param outerSlots how many slots outside the source the arguments read
   * @param place where its time is counted
   */
  Accumulation(
      List<String> sourceNames,
      int outerSlots,
      List<Function> functions,
      Running running,
      int place) {
    this.place = place;
    this.sourceNames = sourceNames;
    this.outerSlots = outerSlots;
    this.functions = functions;
    this.running = running;
  }

  @Override
  public Object createWorkingMemoryContext() {
    return this;
  }

  @Override
  public Object createContext() {
    return new ArrayList<Row>();
  }

  @Override
  public Object init(
      Object workingMemory,
      Object context,
      BaseTuple left,
      Declaration[] declarations,
      ValueResolver resolver) {
    rows(context).clear();
    return context;
  }

  @Override
  public Object accumulate(
      Object workingMemory,
      Object context,
      BaseTuple left,
      FactHandle handle,
      Declaration[] declarations,
      Declaration[] innerDeclarations,
      ValueResolver resolver) {
    Evaluation evaluation = running.evaluation();
    evaluation.fuel().joined();
    Meter meter = evaluation.meter();
    if (meter == null || !meter.begins(place)) {
      return row(context, left, handle, declarations, innerDeclarations, resolver);
    }
    long start = System.nanoTime();
    Object row = row(context, left, handle, declarations, innerDeclarations, resolver);
    meter.ends(place, start);
    return row;
  }

  private Row row(
      Object context,
      BaseTuple left,
      FactHandle handle,
      Declaration[] declarations,
      Declaration[] innerDeclarations,
      ValueResolver resolver) {
    long[] order = new long[sourceNames.size()];
    Object[] slots = new Object[sourceNames.size() + outerSlots];
    source(handle, innerDeclarations, slots, order);
    for (int i = 0; i < outerSlots; i++) {
      slots[sourceNames.size() + i] = declarations[i].getValue(resolver, left.get(declarations[i]));
    }
    Object[] more = slots.length > 1 ? Arrays.copyOfRange(slots, 1, slots.length) : Term.NO_MORE;
    Object[] values = new Object[functions.size()];
    for (int i = 0; i < values.length; i++) {
      Term argument = functions.get(i).argument();
      values[i] = argument == null ? null : argument.value(null, slots[0], more);
    }
    Row row = new Row(order, Arrays.copyOf(slots, sourceNames.size()), values);
    rows(context).add(row);
    return row;
  }

  private void source(
      FactHandle handle, Declaration[] innerDeclarations, Object[] slots, long[] order) {
    Object object = handle.getObject();
    if (!(object instanceof SubnetworkTuple tuple)) {
      slots[0] = object;
      order[0] = ((InternalFactHandle) handle).getId();
      return;
    }
    for (Declaration declaration : innerDeclarations) {
      int index = sourceNames.indexOf(declaration.getIdentifier());
      if (index >= 0) {
        FactHandle found = tuple.get(declaration);
        slots[index] = found.getObject();
        order[index] = ((InternalFactHandle) found).getId();
      }
    }
  }

  @Override
  public boolean supportsReverse() {
    return true;
  }

  @Override
  public boolean tryReverse(
      Object workingMemory,
      Object context,
      BaseTuple left,
      FactHandle handle,
      Object value,
      Declaration[] declarations,
      Declaration[] innerDeclarations,
      ValueResolver resolver) {
    List<Row> rows = rows(context);
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i) == value) {
        running.fuel().tick(rows.size() - i);
        rows.remove(i);
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Object getResult(
      Object workingMemory,
      Object context,
      BaseTuple left,
      Declaration[] declarations,
      ValueResolver resolver) {
    Meter meter = running.evaluation().meter();
    if (meter == null || !meter.begins(place)) {
      return result(context);
    }
    long start = System.nanoTime();
    Object result = result(context);
    meter.ends(place, start);
    return result;
  }

  private @Nullable Object result(Object context) {
    List<Row> rows = new ArrayList<>(rows(context));
    rows.sort(Comparator.comparing(Row::order, Arrays::compare));
    running.fuel().tick(rows.size() * (1 + functions.size()));
    Object[] results = new Object[functions.size()];
    for (int i = 0; i < results.length; i++) {
      int index = i;
      Object result =
          functions
              .get(i)
              .aggregate()
              .over(rows.stream().<@Nullable Object>map(r -> r.values()[index]).toList());
      if (result == null) {
        return null;
      }
      results[i] = result;
    }
    List<Object> counted = new ArrayList<>();
    for (Row row : rows) {
      counted.addAll(Arrays.asList(row.facts()));
    }
    return new Totals(results, counted);
  }

  @SuppressWarnings("unchecked")
  private static List<Row> rows(Object context) {
    return (List<Row>) context;
  }
}
