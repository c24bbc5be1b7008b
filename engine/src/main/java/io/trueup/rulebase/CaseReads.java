package io.trueup.rulebase;

import io.trueup.rulebase.Sketch.Part;
import io.trueup.rulebase.Sketch.Quantifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a rule base look at in a case: all that two cases must agree on to be decided
 * alike. Conditions on one fact alone count by whether they hold, so that values which no condition
 * tells apart are the same; a field that is used in any other way counts as it is.
 *
 * <p>Says why when rules cannot be decided case by case.
 */
final class CaseReads {
  private static final String WHOLE = "";

  private final CaseModel model;
  private final Beside beside;
  private final Set<Class<?>> concluded = new HashSet<>();
  private final Set<Class<?>> matchedConclusions = new HashSet<>();
  private final CaseTests tests = new CaseTests();
  private final Map<Class<?>, Map<String, Set<String>>> open = new HashMap<>();
  private final Map<Class<?>, Set<String>> joined = new HashMap<>();
  private final Map<String, Set<Object>> named = new HashMap<>();
  private final Set<String> whyNot = new TreeSet<>();

  CaseReads(List<Sketch> sketches, CaseModel model) {
    this(sketches, model, new Beside(List.of()));
  }

  /**
   * @param beside facts by which conditions are told apart that compare with them
   */
  CaseReads(List<Sketch> sketches, CaseModel model, Beside beside) {
    this.model = model;
    this.beside = beside;
    List<Sketch> awake = sketches.stream().filter(sketch -> !sleeps(sketch)).toList();
    awake.forEach(sketch -> sketch.conclusions().forEach(c -> concluded.add(c.type())));
    for (Sketch sketch : awake) {
      for (Part part : sketch.parts()) {
        if (concluded.contains(part.type())) {
          matchedConclusions.add(part.type());
        }
      }
    }
    model.told().forEach((type, fields) -> fields.forEach(f -> opened(type, f, "")));
    awake.forEach(this::read);
  }

  /** The rule needs a fact of which there is none. */
  private boolean sleeps(Sketch sketch) {
    return sketch.parts().stream().anyMatch(p -> p.isNeeded() && model.absent().contains(p.type()));
  }

  /** Why the rules cannot be decided case by case, by rule id; empty when they can. */
  Set<String> whyNot() {
    return whyNot;
  }

  /**
   * Conditions on one fact of a type, each once; those of {@link #choices} and {@link #patterns}
   * apart.
   */
  List<Term> tests(Class<?> type) {
    return beside.isKnown() ? List.of() : tests.unchosen(type);
  }

  /** Fields that conditions compare with written-out values, with these values. */
  Map<String, Set<Object>> choices(Class<?> type) {
    return tests.choices(type);
  }

  /** Conditions that count together; none where each counts by itself. */
  Patterns patterns(Class<?> type) {
    return tests.patterns(type);
  }

  /** Fields that count as they are, with the rules that use them so. */
  Map<String, Set<String>> open(Class<?> type) {
    return new TreeMap<>(open.getOrDefault(type, Map.of()));
  }

  /** Names that are compared with names of other facts. */
  Set<String> joined(Class<?> type) {
    return new TreeSet<>(joined.getOrDefault(type, Set.of()));
  }

  /** Names of a domain that conditions on conclusions write out. */
  Set<Object> named(String domain) {
    return named.getOrDefault(domain, Set.of());
  }

  /** Conditions on nothing but one field; null when the field is also used in another way. */
  @Nullable List<Term> testsOf(Class<?> type, String field) {
    String domain = model.domain(type, field);
    boolean named =
        joined.getOrDefault(type, Set.of()).contains(field) && !model.separating().contains(domain);
    if (named || !named(domain).isEmpty() || open.getOrDefault(type, Map.of()).containsKey(field)) {
      return null;
    }
    return tests.only(type, Set.of(field));
  }

  /**
   * Conditions on nothing but some names of one fact, for cases whose names are equal or empty in
   * the same places; null when a name is also used in another way, or may be one that conditions on
   * conclusions write out.
   */
  @Nullable List<Term> testsOfNames(Class<?> type, Set<String> fields) {
    for (String field : fields) {
      if (open.getOrDefault(type, Map.of()).containsKey(field)
          || !Set.of("").containsAll(named(model.domain(type, field)))) {
        return null;
      }
    }
    return tests.only(type, fields);
  }

  private void read(Sketch sketch) {
    String rule = sketch.rule().id();
    List<Part> parts = new ArrayList<>();
    for (Part part : sketch.parts()) {
      if (part.quantifier == Quantifier.NOT && model.absent().contains(part.type())) {
        continue;
      }
      if (part.quantifier == Quantifier.OTHER) {
        whyNot.add(rule + " goes over several facts at once");
        return;
      }
      if (model.context().contains(part.type())) {
        whyNot.add(rule + " asks for " + part.type().getSimpleName());
        return;
      }
      if (model.facts().stream()
          .anyMatch(f -> f != part.type() && part.type().isAssignableFrom(f))) {
        whyNot.add(rule + " asks for any " + part.type().getSimpleName());
        return;
      }
      parts.add(part);
    }
    Map<Slot, Part> bySlot = new HashMap<>();
    parts.forEach(part -> bySlot.put(part.slot, part));
    if (!together(parts, bySlot)) {
      whyNot.add(rule + " brings facts together that are apart");
    }
    for (Part part : parts) {
      for (Sketch.Test test : part.tests) {
        if (!test(part, test, bySlot, rule)) {
          whyNot.add(rule + " asks for what cannot be told beforehand: " + test.text());
        }
      }
    }
    if (beside.isKnown()) {
      parts.stream().filter(this::isCase).forEach(this::aboutPattern);
    }
    for (Sketch.Concluded conclusion : sketch.conclusions()) {
      if (matchedConclusions.contains(conclusion.type())) {
        conclusion.arguments().forEach(argument -> opened(argument, bySlot, rule));
      }
    }
  }

  private boolean isCase(Part part) {
    return model.facts().contains(part.type());
  }

  private boolean isConcluded(Part part) {
    return concluded.contains(part.type());
  }

  /** Whether all facts and conclusions of cases that the rule asks for belong to one. */
  private boolean together(List<Part> parts, Map<Slot, Part> bySlot) {
    List<Part> keyed = parts.stream().filter(p -> isCase(p) || isConcluded(p)).toList();
    if (keyed.isEmpty()) {
      return false;
    }
    Set<Part> reached = new HashSet<>(Set.of(keyed.get(0)));
    boolean more = true;
    while (more) {
      more = false;
      for (Part part : keyed) {
        for (Sketch.Test test : part.tests) {
          Part other = joins(part, test, bySlot);
          if (other != null && reached.contains(part) != reached.contains(other)) {
            reached.add(part);
            reached.add(other);
            more = true;
          }
        }
      }
    }
    return reached.containsAll(keyed);
  }

  /** The part whose separating name a test asks to be this part's; null when it asks for less. */
  private @Nullable Part joins(Part part, Sketch.Test test, Map<Slot, Part> bySlot) {
    Value.Compared equality = test.value().equality();
    if (equality == null) {
      return null;
    }
    String left = domain(equality.left());
    if (left.isEmpty()
        || !left.equals(domain(equality.right()))
        || !model.separating().contains(left)) {
      return null;
    }
    for (Slot slot : test.value().slots()) {
      Part other = bySlot.get(slot);
      if (other != null && other != part) {
        return other;
      }
    }
    return null;
  }

  /** What a value stands for, when it is a field and nothing else. */
  private String domain(Value value) {
    if (value.field() == null || value.uses().size() != 1) {
      return "";
    }
    Value.FieldUse use = value.uses().get(0);
    return model.domain(use.type(), use.field());
  }

  private boolean test(Part part, Sketch.Test test, Map<Slot, Part> bySlot, String rule) {
    Value value = test.value();
    boolean alone = value.slots().size() == 1 && value.slots().contains(part.slot);
    if (alone) {
      return isConcluded(part)
          ? aboutConclusion(value)
          : beside.isKnown() || aboutFact(part, value);
    }
    if (value.slots().stream().anyMatch(slot -> !bySlot.containsKey(slot))) {
      return false;
    }
    if (value.relation() instanceof Value.Compared compared
        && (compared.operator() == Expression.Operator.EQ
            || compared.operator() == Expression.Operator.NE)) {
      String left = domain(compared.left());
      if (!left.isEmpty() && left.equals(domain(compared.right()))) {
        for (Value.FieldUse use : value.uses()) {
          joined.computeIfAbsent(use.type(), t -> new TreeSet<>()).add(use.field());
        }
        return true;
      }
    }
    return besides(value, bySlot) || opened(value, bySlot, rule);
  }

  /** Whether the condition is one on a case's fact, given the facts that are always there. */
  private boolean besides(Value value, Map<Slot, Part> bySlot) {
    List<Part> own =
        value.slots().stream().map(bySlot::get).filter(p -> p != null && isCase(p)).toList();
    if (own.size() != 1 || value.uses().stream().noneMatch(u -> u.type() == own.get(0).type())) {
      return false;
    }
    Class<?> type = own.get(0).type();
    Map<String, Term> found =
        beside.tests(
            value,
            own.get(0),
            bySlot,
            other -> model.facts().contains(other) || concluded.contains(other));
    if (found == null) {
      return false;
    }
    Set<String> fields = new TreeSet<>();
    value.uses().stream().filter(u -> u.type() == type).forEach(u -> fields.add(u.field()));
    List<String> alone = alone(own.get(0));
    found.forEach(
        (key, term) -> {
          tests.note(type, key, term, fields);
          List<String> pattern = new ArrayList<>(alone);
          pattern.add(key);
          tests.pattern(type, pattern);
        });
    return true;
  }

  /** Where it is known what stands beside cases, a pattern counts by whether a fact fits it. */
  private void aboutPattern(Part part) {
    List<String> alone = alone(part);
    if (!alone.isEmpty()) {
      tests.pattern(part.type(), alone);
    }
  }

  /** Notes what a pattern asks of a fact alone. */
  private List<String> alone(Part part) {
    List<String> keys = new ArrayList<>();
    Slot.Layout layout = new Slot.Layout(part.slot, List.of());
    for (Sketch.Test test : part.tests) {
      Value value = test.value();
      if (value.slots().equals(Set.of(part.slot))) {
        String key = value.code().key(layout);
        tests.note(part.type(), key, value.code().place(layout), fields(part, value));
        keys.add(key);
      }
    }
    return keys;
  }

  private static Set<String> fields(Part part, Value value) {
    Set<String> fields = new TreeSet<>();
    value.uses().forEach(use -> fields.add(use.type() == part.type() ? use.field() : WHOLE));
    return fields;
  }

  private boolean aboutFact(Part part, Value value) {
    if (!isCase(part)) {
      return true;
    }
    Slot.Layout layout = Slot.Layout.of(part.slot, value.slots());
    String key = value.code().key(layout);
    tests.note(part.type(), key, value.code().place(layout), fields(part, value));
    tests.choice(part.type(), key, value);
    return true;
  }

  /**
   * A word that a conclusion carries is one that rules wrote out or that {@link CaseModel#told}
   * fields went into; a name is one of the case's, which the condition may write out.
   */
  private boolean aboutConclusion(Value value) {
    for (Value.FieldUse use : value.uses()) {
      String domain = model.domain(use.type(), use.field());
      if (!domain.isEmpty()) {
        Set<Object> names = named.computeIfAbsent(domain, d -> new HashSet<>());
        if (value.relation() instanceof Value.Compared compared) {
          names.add(literal(compared.left()));
          names.add(literal(compared.right()));
        } else if (value.relation() instanceof Value.Among among) {
          among.options().forEach(option -> names.add(literal(option)));
        } else {
          return false;
        }
      }
    }
    return true;
  }

  private static Object literal(Value value) {
    Object literal = value.literal();
    return literal == null ? WHOLE : literal;
  }

  /** Notes that fields of case facts count as they are; false for fields of conclusions. */
  private boolean opened(Value value, Map<Slot, Part> bySlot, String rule) {
    boolean can = true;
    for (Value.FieldUse use : value.uses()) {
      if (model.facts().contains(use.type())) {
        opened(use.type(), use.field(), rule);
      } else {
        can &= !concluded.contains(use.type());
      }
    }
    // Facts that are compared as a whole would have to be the same.
    for (Slot slot : value.slots()) {
      Part part = bySlot.get(slot);
      boolean whole = part != null && value.uses().stream().noneMatch(u -> u.type() == part.type());
      can &= !(whole && value.relation() != null);
    }
    return can;
  }

  private void opened(Class<?> type, String field, String rule) {
    Set<String> rules =
        open.computeIfAbsent(type, t -> new TreeMap<>())
            .computeIfAbsent(field, f -> new TreeSet<>());
    if (!rule.isEmpty()) {
      rules.add(rule);
    }
  }
}
