package io.trueup.rulebase;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.trueup.rulebase.Expression.Operator;
import io.trueup.rulebase.ValueType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Makes comparisons executable. Orders are false when a side is absent; == and != see null as a
 * value.
 */
final class Comparisons {
  private static final int MAX_REGEX = 300;
  private static final int MAX_REPEATS = 1000;
  private static final int MAX_WRITTEN_OUT = 20_000;

  private Comparisons() {}

  static Value of(Operator operator, Value left, Value right) {
    List<Value> both = List.of(left, right);
    if (operator == Operator.EQ || operator == Operator.NE) {
      boolean wanted = operator == Operator.EQ;
      boolean plain =
          left.type().kind() == right.type().kind()
              && !left.type().isNumber()
              && left.type().kind() != Kind.NOTHING;
      Value result =
          Value.join(
              ValueType.TRUTH,
              operator.sign,
              both,
              parts -> plain ? equal(parts, wanted) : same(parts, wanted));
      return result.with(new Value.Compared(operator, false, left, right));
    }
    IntPredicate holds =
        switch (operator) {
          case LT -> sign -> sign < 0;
          case LE -> sign -> sign <= 0;
          case GT -> sign -> sign > 0;
          default -> sign -> sign >= 0;
        };
    return Value.join(
            ValueType.TRUTH,
            operator.sign,
            both,
            parts ->
                (own, other, more) -> {
                  Object a = parts[0].value(own, other, more);
                  Object b = parts[1].value(own, other, more);
                  return a != null && b != null && holds.test(Values.compare(a, b));
                })
        .with(new Value.Compared(operator, false, left, right));
  }

  private static Term equal(Term[] parts, boolean wanted) {
    return (own, other, more) -> {
      Object a = parts[0].value(own, other, more);
      Object b = parts[1].value(own, other, more);
      return (a == null ? b == null : a.equals(b)) == wanted;
    };
  }

  private static Term same(Term[] parts, boolean wanted) {
    return (own, other, more) ->
        Values.same(parts[0].value(own, other, more), parts[1].value(own, other, more)) == wanted;
  }

  /** Operators in words. */
  static Value other(
      Expression.Comparison comparison,
      Value left,
      Value right,
      Running running,
      Problems problems) {
    Operator operator = comparison.operator();
    boolean negated = comparison.negated();
    String name = (negated ? "not " : "") + operator.sign;
    if (operator == Operator.MATCHES) {
      return matches(comparison, left, right, running, problems);
    }
    Kind l = left.type().kind();
    Kind r = right.type().kind();
    boolean fits =
        switch (operator) {
          case CONTAINS ->
              (l == Kind.TEXT && r == Kind.TEXT)
                  || (l == Kind.MAP && r == Kind.TEXT)
                  || (l == Kind.LIST && isElement(right.type(), left.type()));
          case MEMBER_OF -> r == Kind.LIST && isElement(left.type(), right.type());
          case LENGTH -> l == Kind.TEXT && r == Kind.WHOLE;
          default -> l == Kind.TEXT && r == Kind.TEXT;
        };
    if (!fits) {
      throw problems.stop(
          comparison.at(),
          Fault.OPERATOR,
          "'" + name + "' does not fit " + left.type().shown() + " and " + right.type().shown(),
          switch (operator) {
            case CONTAINS ->
                "a list contains elements of its own kind, a text a text, attributes a name";
            case MEMBER_OF -> "the right side is a list";
            case LENGTH -> "a text on the left, a whole number on the right";
            default -> "both sides are texts";
          });
    }
    Value result =
        Value.join(
                ValueType.TRUTH,
                name,
                List.of(left, right),
                parts ->
                    (own, other, more) -> {
                      Object a = parts[0].value(own, other, more);
                      Object b = parts[1].value(own, other, more);
                      running.fuel().over(a, b);
                      return test(operator, a, b) != negated;
                    })
            .with(new Value.Compared(operator, negated, left, right));
    if (operator == Operator.CONTAINS && l == Kind.MAP) {
      List<Value.FieldUse> uses = new ArrayList<>(result.uses());
      PathTyping.narrow(uses, left, right);
      return new Value(result.type(), result.code(), result.slots(), uses, false, null);
    }
    return result;
  }

  private static boolean isElement(ValueType part, ValueType list) {
    ValueType element = list.element();
    return element != null
        && (element.kind() == part.kind()
            || (element.isNumber() && part.isNumber())
            || (element.kind() == Kind.CHOICE && part.kind() == Kind.TEXT));
  }

  static boolean test(
      Operator operator,
      @org.jspecify.annotations.Nullable Object a,
      @org.jspecify.annotations.Nullable Object b) {
    if (operator == Operator.CONTAINS) {
      return Values.contains(a, b);
    }
    if (operator == Operator.MEMBER_OF) {
      return Values.contains(b, a);
    }
    if (!(a instanceof String text) || b == null) {
      return false;
    }
    return switch (operator) {
      case LENGTH -> Values.same((long) text.length(), b);
      case STARTS_WITH -> PathTyping.asked("startsWith", text, b.toString());
      default -> PathTyping.asked("endsWith", text, b.toString());
    };
  }

  private static Value matches(
      Expression.Comparison comparison,
      Value left,
      Value right,
      Running running,
      Problems problems) {
    Token at = comparison.right().at();
    if (left.type().kind() != Kind.TEXT) {
      throw problems.stop(
          comparison.at(),
          Fault.OPERATOR,
          "'matches' does not fit " + left.type().shown(),
          "it is for texts");
    }
    if (!(right.literal() instanceof String regex)) {
      throw problems.stop(
          at, Fault.REGEX, "the regular expression must be written out", "put it in quotes here");
    }
    problems.clock().ask();
    Pattern pattern = pattern(regex, at, problems);
    int size = pattern.programSize();
    boolean negated = comparison.negated();
    return Value.join(
        ValueType.TRUTH,
        (negated ? "not matches " : "matches ")
            + right.code().key(new Slot.Layout(null, List.of())),
        List.of(left),
        parts ->
            (own, other, more) ->
                (parts[0].value(own, other, more) instanceof String text
                        && pattern.matches(running.fuel().matching(text, size)))
                    != negated);
  }

  private static Pattern pattern(String regex, Token at, Problems problems) {
    long repeats = repeats(regex);
    if (regex.length() > MAX_REGEX
        || repeats > MAX_REPEATS
        || regex.length() * repeats > MAX_WRITTEN_OUT) {
      throw problems.stop(
          at,
          Fault.REGEX,
          "the regular expression is too large",
          "at most "
              + MAX_REGEX
              + " characters, and repetitions of at most "
              + MAX_REPEATS
              + " in all, fewer in a long one");
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException refused) {
      throw problems.stop(
          at,
          Fault.REGEX,
          "the regular expression is refused: " + refused.getDescription(),
          "it is of the linear kind: no back references, no look-ahead or look-behind");
    }
  }

  /** The product of all counted repetitions, since they may stand within each other. */
  private static long repeats(String regex) {
    long product = 1;
    java.util.regex.Matcher counts =
        java.util.regex.Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?\\}").matcher(regex);
    while (counts.find() && product <= MAX_REPEATS) {
      long least = Long.parseLong(counts.group(1));
      String most = counts.group(3);
      product *= Math.max(1, most == null || most.isEmpty() ? least : Long.parseLong(most));
    }
    return product;
  }
}
