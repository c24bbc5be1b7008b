package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolved expression: its type, what it reads, and how to compile it once it is known which
 * pattern it stands in.
 *
 * @param slots the patterns it reads
 * @param uses the fields it reads
 * @param constant whether it is written out as a value
 * @param literal that value; null also for the word null
 * @param relation what it compares, where that is known; null else
 * @param field the field that it is, when it is one as it stands; null else
 */
record Value(
    ValueType type,
    Code code,
    Set<Slot> slots,
    List<FieldUse> uses,
    boolean constant,
    @Nullable Object literal,
    @Nullable Relation relation,
    FactType.@Nullable Field field) {

  /** What a condition compares, for indexes and for what can be said of it before it runs. */
  sealed interface Relation {}

  /** Two values and an operator. */
  record Compared(Expression.Operator operator, boolean negated, Value left, Value right)
      implements Relation {
    boolean isEquality() {
      return operator == Expression.Operator.EQ && !negated;
    }
  }

  /** {@code in} and {@code not in}. */
  record Among(boolean negated, Value left, List<Value> options) implements Relation {}

  /** {@code !}. */
  record Reversed(Value of) implements Relation {}

  Value(
      ValueType type,
      Code code,
      Set<Slot> slots,
      List<FieldUse> uses,
      boolean constant,
      @Nullable Object literal) {
    this(type, code, slots, uses, constant, literal, null, null);
  }

  /** A field of a type that a rule reads; of a map, {@code attributes[name]}. */
  record FieldUse(Class<?> type, String field) {}

  /** Makes the term; {@link #key} is equal exactly for terms that always agree. */
  interface Code {
    Term place(Slot.Layout layout);

    String key(Slot.Layout layout);
  }

  static Value constant(ValueType type, @Nullable Object literal) {
    String key = literal == null ? "null" : literal.getClass().getSimpleName() + quoted(literal);
    Term term = (own, other, more) -> literal;
    return new Value(type, code(l -> term, l -> key), Set.of(), List.of(), true, literal);
  }

  static Value of(Slot slot) {
    return new Value(
        slot.type(),
        code(l -> l.read(slot), l -> l.name(slot)),
        Set.of(slot),
        List.of(),
        false,
        null);
  }

  static Code code(Function<Slot.Layout, Term> place, Function<Slot.Layout, String> key) {
    return new Code() {
      @Override
      public Term place(Slot.Layout layout) {
        return place.apply(layout);
      }

      @Override
      public String key(Slot.Layout layout) {
        return key.apply(layout);
      }
    };
  }

  /** What one operand gives, made into another value; null stays null. */
  Value map(ValueType result, String name, Function<Object, @Nullable Object> change) {
    return new Value(
        result,
        code(
            l -> {
              Term inner = code.place(l);
              return (own, other, more) -> {
                Object value = inner.value(own, other, more);
                return value == null ? null : change.apply(value);
              };
            },
            l -> name + "(" + code.key(l) + ")"),
        slots,
        uses,
        false,
        null);
  }

  /** A step to a field. */
  Value field(FactType.Field field, FieldUse use) {
    Function<Object, @Nullable Object> reader = field.reader();
    List<FieldUse> all = new ArrayList<>(uses);
    all.add(use);
    return new Value(
        field.type(),
        code(
            l -> {
              if (code.key(l).equals("this")) {
                return (own, other, more) -> own == null ? null : reader.apply(own);
              }
              Term inner = code.place(l);
              return (own, other, more) -> {
                Object value = inner.value(own, other, more);
                return value == null ? null : reader.apply(value);
              };
            },
            l -> code.key(l) + "." + field.number()),
        slots,
        all,
        false,
        null,
        null,
        field);
  }

  Value with(Relation compared) {
    return new Value(type, code, slots, uses, false, null, compared, null);
  }

  /** Both sides of {@code ==}, from which an index can be made; null when it is something else. */
  @Nullable Compared equality() {
    return relation instanceof Compared compared && compared.isEquality() ? compared : null;
  }

  /** Two or more operands combined. */
  static Value join(
      ValueType result, String name, List<Value> parts, Function<Term[], Term> combine) {
    Set<Slot> slots = new LinkedHashSet<>();
    List<FieldUse> uses = new ArrayList<>();
    for (Value part : parts) {
      slots.addAll(part.slots);
      uses.addAll(part.uses);
    }
    return new Value(
        result,
        code(
            l -> combine.apply(parts.stream().map(p -> p.code.place(l)).toArray(Term[]::new)),
            l -> {
              StringBuilder key = new StringBuilder(name).append('(');
              for (Value part : parts) {
                key.append(part.code.key(l)).append(',');
              }
              return key.append(')').toString();
            }),
        slots,
        uses,
        false,
        null);
  }

  private static String quoted(Object literal) {
    return '"' + literal.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
