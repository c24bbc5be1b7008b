package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What two cases have in common when rules cannot tell them apart. */
final class CaseKeys {
  private final CaseModel model;
  private final CaseReads reads;
  private final Map<Class<?>, Look> looks = new HashMap<>();
  private final Object[][] named;

  /** What of a fact goes into the key. */
  private record Look(
      Term[] tests,
      Patterns patterns,
      Choice[] choices,
      Function<Object, @Nullable Object>[] open,
      Name[] names) {}

  /** A field of which only some values are told apart. */
  private record Choice(Function<Object, @Nullable Object> reader, Map<Object, Integer> values) {
    Integer of(Object fact) {
      Object value = Values.canonical(reader.apply(fact));
      return value == null ? -1 : values.getOrDefault(value, 0);
    }
  }

  private record Name(int domain, Function<Object, @Nullable Object> reader) {}

  /** Equal for cases that rules cannot tell apart. */
  static final class Key {
    private final Object[] parts;
    private final int hash;

    private Key(Object[] parts) {
      this.parts = parts;
      this.hash = Arrays.hashCode(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.hash == hash && Arrays.equals(key.parts, parts);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  CaseKeys(CaseModel model, CaseReads reads) {
    this.model = model;
    this.reads = reads;
    Map<String, Integer> domains = new HashMap<>();
    for (Class<?> type : model.facts()) {
      looks.put(type, look(type, domains));
    }
    this.named = new Object[domains.size()][];
    domains.forEach(
        (domain, number) -> {
          Set<Object> names = new HashSet<>(reads.named(domain));
          names.add("");
          named[number] = names.toArray();
        });
  }

  /** Where one thread numbers names. */
  Names names() {
    return new Names();
  }

  /** Names in the order in which they are met in a case. */
  final class Names {
    private final Object[][] seen = new Object[named.length][8];
    private final int[] counts = new int[named.length];

    private void forget() {
      Arrays.fill(counts, 0);
    }

    /** A name by the order in which it was met, or itself where rules write it out. */
    Object number(int domain, @Nullable Object name) {
      Object value = name == null ? "" : name;
      for (Object one : named[domain]) {
        if (one.equals(value)) {
          return one;
        }
      }
      Object[] names = seen[domain];
      int count = counts[domain];
      for (int i = 0; i < count; i++) {
        if (names[i].equals(value)) {
          return i;
        }
      }
      if (count == names.length) {
        names = Arrays.copyOf(names, count * 2);
        seen[domain] = names;
      }
      names[count] = value;
      counts[domain] = count + 1;
      return count;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Look look(Class<?> type, Map<String, Integer> domains) {
    Set<String> open = new HashSet<>(reads.open(type).keySet());
    List<Name> names = new ArrayList<>();
    model
        .identities()
        .getOrDefault(type, Map.of())
        .forEach(
            (field, domain) -> {
              // Names that conditions on conclusions write out count wherever they come from.
              boolean apart = model.separating().contains(domain);
              boolean counts =
                  (reads.joined(type).contains(field) && !apart) || !reads.named(domain).isEmpty();
              if (counts && !open.contains(field)) {
                int number = domains.computeIfAbsent(domain, d -> domains.size());
                names.add(new Name(number, reader(type, field)));
              }
            });
    List<Choice> choices = new ArrayList<>();
    reads
        .choices(type)
        .forEach(
            (field, values) -> {
              if (!open.contains(field)) {
                Map<Object, Integer> numbers = new HashMap<>();
                values.forEach(value -> numbers.put(value, numbers.size() + 1));
                choices.add(new Choice(reader(type, field), numbers));
              }
            });
    return new Look(
        reads.tests(type).toArray(Term[]::new),
        reads.patterns(type),
        choices.toArray(Choice[]::new),
        open.stream().sorted().map(field -> reader(type, field)).toArray(Function[]::new),
        names.toArray(Name[]::new));
  }

  private Function<Object, @Nullable Object> reader(Class<?> type, String field) {
    int bracket = field.indexOf('[');
    String plain = bracket < 0 ? field : field.substring(0, bracket);
    FactType.Field found =
        Objects.requireNonNull(model.model().find(type).orElseThrow().fields().get(plain), plain);
    if (bracket < 0) {
      return found.reader();
    }
    String key = field.substring(bracket + 1, field.length() - 1);
    return fact -> found.reader().apply(fact) instanceof Map<?, ?> map ? map.get(key) : null;
  }

  static Object bits(Term[] tests, Object fact) {
    long bits = 0;
    long[] more = null;
    for (int i = 0; i < tests.length; i++) {
      if (tests[i].holds(fact, null, Term.NO_MORE)) {
        if (i < Long.SIZE) {
          bits |= 1L << i;
        } else {
          more = more == null ? new long[tests.length / Long.SIZE + 1] : more;
          more[i / Long.SIZE] |= 1L << i;
        }
      }
    }
    if (more == null) {
      return bits;
    }
    more[0] = bits;
    return Arrays.toString(more);
  }

  /** The key of a case. */
  Key key(List<Object> facts, Names met) {
    int size = 0;
    for (Object fact : facts) {
      Look look = look(fact);
      size += 3 + look.choices().length + look.open().length + look.names().length;
    }
    Object[] parts = new Object[size];
    met.forget();
    int at = 0;
    for (Object fact : facts) {
      Look look = look(fact);
      parts[at++] = fact.getClass();
      parts[at++] = bits(look.tests(), fact);
      parts[at++] = look.patterns().of(fact);
      for (Choice choice : look.choices()) {
        parts[at++] = choice.of(fact);
      }
      for (Function<Object, @Nullable Object> open : look.open()) {
        parts[at++] = open.apply(fact);
      }
      for (Name name : look.names()) {
        parts[at++] = met.number(name.domain(), name.reader().apply(fact));
      }
    }
    return new Key(parts);
  }

  private Look look(Object fact) {
    Look look = looks.get(fact.getClass());
    if (look == null) {
      throw new IllegalArgumentException(fact.getClass() + " is no fact of a case");
    }
    return look;
  }
}
