package io.trueup.report;

import io.trueup.result.Figures;
import io.trueup.result.JsonText;
import io.trueup.rulebase.Firing;
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
 * The facts that rules matched, as JSON: {@code {"rule_id": "DSC-001", "facts": [{"fact":
 * "Position", "fields": {...}}]}} for each firing. Fields have the names that rules call them by;
 * those that say nothing are left out.
 */
final class MatchedFacts {
  private MatchedFacts() {}

  static void write(List<Firing> firings, JsonText json) throws IOException {
    json.array("matched");
    for (Firing firing : firings) {
      json.open().field("rule_id", firing.rule().id()).array("facts");
      for (Object fact : firing.matched()) {
        fact(fact, json);
      }
      json.endArray().end();
    }
    json.endArray();
  }

  private static void fact(Object fact, JsonText json) throws IOException {
    json.open().field("fact", fact.getClass().getSimpleName());
    if (fact instanceof Record) {
      json.object("fields");
      for (RecordComponent component : fact.getClass().getRecordComponents()) {
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
