package io.trueup.rulebase;

import io.trueup.rulebase.Expression.Operator;
import io.trueup.rulebase.ValueType.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives every expression its type, refuses what does not fit, and makes the rest executable. */
final class Typing {
  private final Problems problems;
  private final Running running;
  private final PathTyping paths;

  /**
   * @param self the pattern that fields without a root belong to; null in conclusions
   */
  Typing(Assembly assembly, Problems problems, Scope scope, @Nullable Value self) {
    this.problems = problems;
    this.running = assembly.running();
    this.paths = new PathTyping(assembly, problems, scope, self, this);
  }

  /** Anything: a value or a condition. */
  Value value(Expression expression) {
    problems.clock().tick();
    if (expression instanceof Expression.Literal literal) {
      return literal(literal);
    } else if (expression instanceof Expression.Path path) {
      return paths.resolve(path);
    } else if (expression instanceof Expression.Calculation calculation) {
      return calculation(calculation);
    } else if (expression instanceof Expression.Negative negative) {
      Value of = number(negative.of());
      return Value.join(
          of.type(),
          "negative",
          List.of(of),
          parts ->
              (own, other, more) -> Values.calculate('-', 0L, parts[0].value(own, other, more)));
    } else if (expression instanceof Expression.Comparison comparison) {
      return comparison(comparison);
    } else if (expression instanceof Expression.OneOf oneOf) {
      return oneOf(oneOf);
    } else if (expression instanceof Expression.Not not) {
      Value of = condition(not.of());
      return Value.join(
              ValueType.TRUTH,
              "not",
              List.of(of),
              parts -> (own, other, more) -> parts[0].value(own, other, more) == Boolean.FALSE)
          .with(new Value.Reversed(of));
    } else if (expression instanceof Expression.All all) {
      return combined("all", all.of(), false);
    }
    return combined("any", ((Expression.Any) expression).of(), true);
  }

  /** Something that is true or false. */
  Value condition(Expression expression) {
    Value value = value(expression);
    if (value.type().kind() != Kind.TRUTH) {
      throw problems.stop(
          expression.at(),
          Fault.NOT_A_CONDITION,
          "this is " + value.type().shown() + ", not a condition",
          "compare it, for instance with == or !=");
    }
    return value;
  }

  private Value number(Expression expression) {
    Value value = value(expression);
    if (!value.type().isNumber()) {
      throw problems.stop(
          expression.at(),
          Fault.ARITHMETIC,
          "calculations need numbers, but this is " + value.type().shown(),
          value.type().kind() == Kind.TEXT ? "texts cannot be joined; compare each by itself" : "");
    }
    return value;
  }

  private static Value literal(Expression.Literal literal) {
    Object value = literal.value();
    ValueType type =
        value == null
            ? ValueType.NOTHING
            : value instanceof String
                ? ValueType.TEXT
                : value instanceof Long
                    ? ValueType.WHOLE
                    : value instanceof BigDecimal ? ValueType.DECIMAL : ValueType.TRUTH;
    return Value.constant(type, value);
  }

  private Value calculation(Expression.Calculation calculation) {
    Value left = number(calculation.left());
    Value right = number(calculation.right());
    boolean whole = left.type().kind() == Kind.WHOLE && right.type().kind() == Kind.WHOLE;
    char sign = calculation.at().text().charAt(0);
    return Value.join(
        whole ? ValueType.WHOLE : ValueType.DECIMAL,
        calculation.at().text(),
        List.of(left, right),
        parts ->
            (own, other, more) ->
                Values.calculate(
                    sign, parts[0].value(own, other, more), parts[1].value(own, other, more)));
  }

  private Value combined(String name, List<Expression> of, boolean any) {
    return Value.join(
        ValueType.TRUTH,
        name,
        of.stream().map(this::condition).toList(),
        parts ->
            (own, other, more) -> {
              for (Term part : parts) {
                if (part.holds(own, other, more) == any) {
                  return any;
                }
              }
              return !any;
            });
  }

  private Value oneOf(Expression.OneOf oneOf) {
    Value left = value(oneOf.left());
    List<Value> options =
        oneOf.options().stream()
            .map(o -> fitted(value(o), left, o.at(), oneOf.at()).right())
            .toList();
    refuseConstants(left, Value.join(ValueType.TRUTH, "", options, p -> p[0]), oneOf.at());
    boolean negated = oneOf.negated();
    if (options.stream().allMatch(Value::constant)) {
      Set<@Nullable Object> known = new HashSet<>();
      options.forEach(o -> known.add(Values.canonical(o.literal())));
      String key =
          options.stream()
              .map(o -> o.code().key(new Slot.Layout(null, List.of())))
              .sorted()
              .toList()
              .toString();
      return Value.join(
              ValueType.TRUTH,
              (negated ? "not in " : "in ") + key,
              List.of(left),
              parts ->
                  (own, other, more) ->
                      known.contains(Values.canonical(parts[0].value(own, other, more))) != negated)
          .with(new Value.Among(negated, left, options));
    }
    List<Value> all = new java.util.ArrayList<>(List.of(left));
    all.addAll(options);
    return Value.join(
        ValueType.TRUTH,
        negated ? "not in" : "in",
        all,
        parts ->
            (own, other, more) -> {
              running.fuel().tick(parts.length);
              Object value = parts[0].value(own, other, more);
              boolean found =
                  Arrays.stream(parts, 1, parts.length)
                      .anyMatch(p -> Values.same(value, p.value(own, other, more)));
              return found != negated;
            });
  }

  private Value comparison(Expression.Comparison comparison) {
    Value left = value(comparison.left());
    Value right = value(comparison.right());
    Operator operator = comparison.operator();
    if (operator == Operator.EQ || operator == Operator.NE || operator.isOrder()) {
      Fitted fitted = fitted(right, left, comparison.right().at(), comparison.at());
      refuseConstants(left, right, comparison.at());
      if (operator.isOrder() && !fitted.left().type().isOrdered()) {
        throw problems.stop(
            comparison.at(),
            Fault.OPERATOR,
            "'"
                + operator.sign
                + "' needs numbers or dates, but this is "
                + fitted.left().type().shown(),
            "only numbers and dates have an order");
      }
      return Comparisons.of(operator, fitted.left(), fitted.right());
    }
    refuseConstants(left, right, comparison.at());
    return Comparisons.other(comparison, left, right, running, problems);
  }

  private void refuseConstants(Value left, Value right, Token at) {
    if (left.slots().isEmpty() && right.slots().isEmpty()) {
      throw problems.stop(
          at,
          Fault.NAMES_NO_FACT,
          "this compares two values and no field",
          "name a field on one side");
    }
  }

  private record Fitted(Value left, Value right) {}

  /**
   * Both sides in a form that can be compared: texts become dates or choices where the other side
   * is one.
   */
  private Fitted fitted(Value right, Value left, Token rightAt, Token at) {
    ValueType l = left.type();
    ValueType r = right.type();
    if (l.kind() == Kind.NOTHING || r.kind() == Kind.NOTHING) {
      return new Fitted(left, right);
    }
    if (l.kind() == Kind.OTHER && l.raw() == Currency.class) {
      return fitted(right, left.map(ValueType.TEXT, "code", Object::toString), rightAt, at);
    }
    if (r.kind() == Kind.OTHER && r.raw() == Currency.class) {
      return fitted(right.map(ValueType.TEXT, "code", Object::toString), left, rightAt, at);
    }
    if (r.kind() == Kind.TEXT && right.literal() instanceof String text && needsText(l)) {
      return new Fitted(left, constantOf(rightAt, l.raw(), text));
    }
    if (l.kind() == Kind.TEXT && left.literal() instanceof String text && needsText(r)) {
      return new Fitted(constantOf(at, r.raw(), text), right);
    }
    boolean fits =
        (l.isNumber() && r.isNumber())
            || (l.kind() == r.kind()
                && (l.kind() == Kind.TEXT
                    || l.kind() == Kind.TRUTH
                    || l.raw().isAssignableFrom(r.raw())
                    || r.raw().isAssignableFrom(l.raw()))
                && l.kind() != Kind.LIST
                && l.kind() != Kind.MAP)
            || (l.kind() == Kind.CHOICE && r.kind() == Kind.TEXT)
            || (l.kind() == Kind.TEXT && r.kind() == Kind.CHOICE);
    if (!fits) {
      throw problems.stop(
          at,
          Fault.COMPARISON,
          l.shown() + " cannot be compared with " + r.shown(),
          comparisonHint(l, r, right));
    }
    return new Fitted(left, right);
  }

  private static boolean needsText(ValueType type) {
    return type.kind() == Kind.DATE || type.kind() == Kind.CHOICE;
  }

  private static String comparisonHint(ValueType l, ValueType r, Value right) {
    if (l.kind() == Kind.TEXT && r.isNumber() && right.constant()) {
      return "put the value in quotes";
    }
    if (l.isNumber()
        && right.literal() instanceof String text
        && text.matches("[0-9]+(\\.[0-9]+)?")) {
      return "write the number without quotes" + (text.indexOf('.') < 0 ? "" : ": " + text + "B");
    }
    if (l.kind() == Kind.LIST || r.kind() == Kind.LIST) {
      return "use contains or memberOf";
    }
    return l.kind() == Kind.MAP ? "name one value: attributes[\"name\"]" : "";
  }

  /**
   * A date or choice that is written as a text or name.
   *
   * @throws Problems.Stop when there is none
   */
  Value constantOf(Token at, Class<?> raw, String text) {
    ValueType type = ValueType.of(raw);
    if (raw.isEnum()) {
      for (Object constant : raw.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(text)) {
          return Value.constant(type, constant);
        }
      }
      throw problems.stop(
          at,
          Fault.CHOICE,
          "'" + text + "' is not one of " + raw.getSimpleName(),
          Suggestion.among(
              text, Arrays.stream(raw.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList()));
    }
    try {
      Object date =
          raw == LocalDate.class
              ? LocalDate.parse(text)
              : raw == YearMonth.class ? YearMonth.parse(text) : Instant.parse(text);
      return Value.constant(type, date);
    } catch (DateTimeException notADate) {
      String form =
          raw == LocalDate.class
              ? "2026-10-31"
              : raw == YearMonth.class ? "2026-10" : "2026-10-31T00:00:00Z";
      throw problems.stop(
          at,
          Fault.DATE,
          "'" + text + "' is not a date of the calendar",
          "write it as \"" + form + "\"");
    }
  }
}
