package io.trueup.report;

import io.trueup.result.Figures;
import io.trueup.result.JsonText;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts that rules matched, as JSON: {@code {"fact": "Position", "fields": {...}}}. Fields have the
 * names that rules call them by; those that say nothing are left out.
 */
final class MatchedFacts {
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return List.of(type.getRecordComponents());
        }
      };

  private MatchedFacts() {}

  /** A fact, as an element of an array. */
  static void fact(Object fact, JsonText json) throws IOException {
    json.open().field("fact", fact.getClass().getSimpleName());
    if (fact instanceof Record) {
      json.object("fields");
      for (RecordComponent component : COMPONENTS.get(fact.getClass())) {
        Object value = plain(value(component, fact));
        if (value != null) {
          json.field(component.getName(), value);
        }
      }
      json.end();
    } else {
      json.field("value", plain(fact));
    }
    json.end();
  }

  private static @Nullable Object value(RecordComponent component, Object fact) {
    try {
      return component.getAccessor().invoke(fact);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a fact is a public record", e);
    }
  }

  /** As JSON knows it, equal values alike; null where there is nothing to say. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return Figures.units(number);
    }
    if (value instanceof Collection<?> list) {
      return list.isEmpty() ? null : list.stream().map(String::valueOf).sorted().toList();
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? null
          : map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList();
    }
    if (value == null
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Temporal) {
      return value;
    }
    String text = value.toString();
    return text.isEmpty() ? null : text;
  }
}
