package io.trueup.rulebase;

import io.trueup.rulebase.Sketch.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.model.PatternDSL;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;

/**
 * Keeps facts away from rules that cannot fire in an evaluation, so that a bundle of thousands of
 * exceptions costs what the few that concern a client cost.
 *
 * <p>A rule that asks for {@code Usage( companyId == "C17", ... )} has nothing to do in an
 * evaluation without a usage of C17. Drools would still hand every fact to the rule's other
 * patterns. Those get one more condition, the gate, which holds when some fact has the value; the
 * facts given are looked through once before they are inserted. A rule's outcome is the same with
 * and without its gate, since the gate only says no where the rule has no match.
 */
final class Gates {
  /** Fewer different values than this are not worth a gate. */
  private static final int LEAST_VALUES = 8;

  /** A field that rules compare with written-out values. */
  private static final class Field {
    final Class<?> type;
    final Term reader;
    final Set<Object> values = new HashSet<>();
    final Map<Object, Integer> gates = new HashMap<>();
    int rules;

    Field(Class<?> type, Term reader) {
      this.type = type;
      this.reader = reader;
    }

    /** The more values there are, the fewer rules are left for each. */
    long rank() {
      return values.size() * 1_000_000L + rules;
    }
  }

  /** A value that some pattern of a rule must have. */
  private record Needed(Part part, Field field, Object value) {}

  private final Set<Class<?>> concluded;
  private final Running running;
  private final Places places;
  private final Map<String, Field> fields = new HashMap<>();
  private final List<Field> used = new ArrayList<>();
  private int gates;

  /**
   * @param sketches of all rules
   * @param concluded types that rules conclude, which may come while rules are evaluated
   * @param places where the time of gates is counted
   */
  Gates(List<Sketch> sketches, Set<Class<?>> concluded, Running running, Places places) {
    this.concluded = concluded;
    this.running = running;
    this.places = places;
    Map<Sketch, List<Needed>> needed = new IdentityHashMap<>();
    for (Sketch sketch : sketches) {
      List<Needed> values = needed(sketch);
      for (Needed one : values) {
        one.field().rules++;
        one.field().values.add(one.value());
      }
      needed.put(sketch, values);
    }
    for (Sketch sketch : sketches) {
      needed.getOrDefault(sketch, List.of()).stream()
          .filter(one -> one.field().values.size() >= LEAST_VALUES)
          .max(Comparator.comparingLong(one -> one.field().rank()))
          .ifPresent(one -> close(sketch, one));
    }
    fields.values().stream().filter(field -> !field.gates.isEmpty()).forEach(used::add);
    fields.clear();
  }

  private List<Needed> needed(Sketch sketch) {
    List<Needed> found = new ArrayList<>();
    if (sketch.parts().size() < 2) {
      return found;
    }
    for (Part part : sketch.parts()) {
      if (!part.isNeeded() || mayCome(part.type())) {
        continue;
      }
      for (Sketch.Test test : part.tests) {
        Value.Compared equality = test.value().equality();
        if (equality == null) {
          continue;
        }
        boolean right = equality.right().constant();
        Value own = right ? equality.left() : equality.right();
        Object value = Values.canonical((right ? equality.right() : equality.left()).literal());
        if (value != null && own.slots().size() == 1 && own.slots().contains(part.slot)) {
          found.add(new Needed(part, field(part, own), value));
        }
      }
    }
    return found;
  }

  private Field field(Part part, Value own) {
    Slot.Layout layout = new Slot.Layout(part.slot, List.of());
    return fields.computeIfAbsent(
        part.type().getName() + ' ' + own.code().key(layout),
        key -> new Field(part.type(), own.code().place(layout)));
  }

  private boolean mayCome(Class<?> type) {
    return concluded.stream().anyMatch(type::isAssignableFrom);
  }

  private void close(Sketch sketch, Needed needed) {
    int gate = needed.field().gates.computeIfAbsent(needed.value(), v -> gates++);
    for (Part part : sketch.parts()) {
      if (part != needed.part()) {
        int place = places.gate(sketch.rule(), gate, part.type());
        close(part.pattern, gate, place);
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void close(PatternDSL.@Nullable PatternDef pattern, int number, int place) {
    if (pattern != null) {
      pattern.expr(
          "gate " + number,
          (Predicate1)
              own -> {
                Evaluation evaluation = running.evaluation();
                evaluation.fuel().tick();
                Meter meter = evaluation.meter();
                if (meter != null) {
                  meter.begins(place);
                }
                return evaluation.isOpen(number);
              });
    }
  }

  /** The gates that these facts open. */
  BitSet open(Collection<?> facts) {
    BitSet open = new BitSet(gates);
    if (used.isEmpty()) {
      return open;
    }
    Map<Class<?>, List<Field>> byType = new HashMap<>();
    for (Object fact : facts) {
      for (Field field : byType.computeIfAbsent(fact.getClass(), this::of)) {
        Object value = Values.canonical(field.reader.value(fact, null, Term.NO_MORE));
        Integer number = value == null ? null : field.gates.get(value);
        if (number != null) {
          open.set(number);
        }
      }
    }
    return open;
  }

  private List<Field> of(Class<?> type) {
    return used.stream().filter(f -> f.type.isAssignableFrom(type)).toList();
  }
}
