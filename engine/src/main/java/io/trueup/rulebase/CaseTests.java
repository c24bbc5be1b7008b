package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conditions that rules ask of one fact of a case alone, by the type of the fact. */
final class CaseTests {
  /**
   * A condition.
   *
   * @param fields that it reads
   */
  private record Asked(Term term, Set<String> fields) {}

  private final Map<Class<?>, Map<String, Asked>> all = new HashMap<>();
  private final Map<Class<?>, Set<List<String>>> patterns = new HashMap<>();
  private final Map<Class<?>, Map<String, Set<Object>>> choices = new HashMap<>();
  private final Map<Class<?>, Set<String>> chosen = new HashMap<>();

  /**
   * Notes a condition.
   *
   * @param key the same for conditions that ask the same
   * @param fields that it reads
   */
  void note(Class<?> type, String key, Term term, Set<String> fields) {
    all.computeIfAbsent(type, t -> new LinkedHashMap<>()).putIfAbsent(key, new Asked(term, fields));
  }

  /** Notes that conditions count together. */
  void pattern(Class<?> type, List<String> keys) {
    patterns.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(keys);
  }

  /** Notes a condition that holds or not by which of some values a field has. */
  void choice(Class<?> type, String key, Value value) {
    Value field = null;
    List<Value> options = List.of();
    if (value.relation() instanceof Value.Compared compared
        && (compared.operator() == Expression.Operator.EQ
            || compared.operator() == Expression.Operator.NE)) {
      field = compared.right().constant() ? compared.left() : compared.right();
      options = List.of(compared.right().constant() ? compared.right() : compared.left());
    } else if (value.relation() instanceof Value.Among among) {
      field = among.left();
      options = among.options();
    }
    if (field == null
        || field.field() == null
        || field.uses().size() != 1
        || field.uses().get(0).type() != type
        || !options.stream().allMatch(o -> o.constant() && o.literal() != null)) {
      return;
    }
    Set<Object> values =
        choices
            .computeIfAbsent(type, t -> new TreeMap<>())
            .computeIfAbsent(field.uses().get(0).field(), f -> new HashSet<>());
    options.forEach(
        option -> values.add(Objects.requireNonNull(Values.canonical(option.literal()))));
    chosen.computeIfAbsent(type, t -> new HashSet<>()).add(key);
  }

  /** Conditions but for those of {@link #choices}, each once. */
  List<Term> unchosen(Class<?> type) {
    Set<String> apart = chosen.getOrDefault(type, Set.of());
    List<Term> found = new ArrayList<>();
    all.getOrDefault(type, Map.of())
        .forEach(
            (key, asked) -> {
              if (!apart.contains(key)) {
                found.add(asked.term());
              }
            });
    return found;
  }

  /** Fields that conditions compare with written-out values, with these values. */
  Map<String, Set<Object>> choices(Class<?> type) {
    return new TreeMap<>(choices.getOrDefault(type, Map.of()));
  }

  /** Conditions that count together; none where each counts by itself. */
  Patterns patterns(Class<?> type) {
    Map<String, Term> terms = new LinkedHashMap<>();
    all.getOrDefault(type, Map.of()).forEach((key, asked) -> terms.put(key, asked.term()));
    return new Patterns(terms, patterns.getOrDefault(type, Set.of()));
  }

  /**
   * Conditions on nothing but some fields; null when one of these is asked about together with
   * others.
   */
  @Nullable List<Term> only(Class<?> type, Set<String> fields) {
    List<Term> found = new ArrayList<>();
    for (Asked asked : all.getOrDefault(type, Map.of()).values()) {
      if (asked.fields().stream().anyMatch(fields::contains)) {
        if (!fields.containsAll(asked.fields())) {
          return null;
        }
        found.add(asked.term());
      }
    }
    return found;
  }
}
