package io.trueup.facts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies that keep every fact immutable and every optional text an empty text, never null. */
final class Texts {
  private Texts() {}

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  static String orDefault(@Nullable String value, String fallback) {
    return value == null || value.isEmpty() ? fallback : value;
  }

  static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  /** A sorted copy, so that printing a fact does not depend on the order of columns. */
  static Map<String, String> sorted(@Nullable Map<String, String> values) {
    if (values == null || values.size() < 2) {
      return values == null ? Map.of() : Map.copyOf(values);
    }
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }

  static String required(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    return value;
  }
}
