package io.trueup.rulebase;

import io.trueup.rulebase.ValueType.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accumulate functions. Absent values are left out; min, max and average of nothing are absent,
 * and the accumulate then matches nothing.
 */
enum Aggregates {
  SUM,
  COUNT,
  MIN,
  MAX,
  AVERAGE,
  COLLECT_LIST,
  COLLECT_SET;

  static final Map<String, Aggregates> BY_NAME = byName();

  private static Map<String, Aggregates> byName() {
    Map<String, Aggregates> names = new LinkedHashMap<>();
    names.put("sum", SUM);
    names.put("count", COUNT);
    names.put("min", MIN);
    names.put("max", MAX);
    names.put("average", AVERAGE);
    names.put("collectList", COLLECT_LIST);
    names.put("collectSet", COLLECT_SET);
    return Collections.unmodifiableMap(names);
  }

  /** The type of the result, or null when the argument does not fit. */
  @Nullable ValueType result(ValueType argument) {
    return switch (this) {
      case SUM ->
          argument.isNumber()
              ? argument.kind() == Kind.WHOLE ? ValueType.WHOLE : ValueType.DECIMAL
              : null;
      case COUNT -> ValueType.WHOLE;
      case MIN, MAX -> argument.isOrdered() ? argument : null;
      case AVERAGE -> argument.isNumber() ? ValueType.DECIMAL : null;
      case COLLECT_LIST -> ValueType.listOf(argument);
      case COLLECT_SET -> new ValueType(Kind.LIST, Set.class, argument);
    };
  }

  /** The result over the values in the order of their facts. */
  @Nullable Object over(List<@Nullable Object> values) {
    return switch (this) {
      case COUNT -> (long) values.size();
      case SUM -> sum(values);
      case MIN -> extreme(values, -1);
      case MAX -> extreme(values, 1);
      case AVERAGE -> average(values);
      case COLLECT_LIST -> Collections.unmodifiableList(new ArrayList<>(values));
      case COLLECT_SET -> Collections.unmodifiableSet(new LinkedHashSet<>(values));
    };
  }

  private static Object sum(List<@Nullable Object> values) {
    Object sum = 0L;
    for (Object value : values) {
      Object next = value == null ? sum : Values.calculate('+', sum, value);
      sum = next == null ? sum : next;
    }
    return sum;
  }

  private static @Nullable Object extreme(List<@Nullable Object> values, int sign) {
    Object best = null;
    for (Object value : values) {
      if (value != null && (best == null || Values.compare(value, best) * sign > 0)) {
        best = value;
      }
    }
    return best;
  }

  private static @Nullable Object average(List<@Nullable Object> values) {
    BigDecimal sum = BigDecimal.ZERO;
    long count = 0;
    for (Object value : values) {
      if (value != null) {
        sum = Values.bounded(sum.add(Values.decimal(value)));
        count++;
      }
    }
    return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64);
  }
}
