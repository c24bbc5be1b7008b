package io.trueup.rulebase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand in a constraint or as an argument, as written; nothing is resolved yet. */
sealed interface Expression {
  /** Where a problem with it is shown. */
  Token at();

  /**
   * @param value a String, Long, BigDecimal or Boolean; null for the word null
   */
  record Literal(Token at, @Nullable Object value) implements Expression {}

  /**
   * A variable, field or property of either.
   *
   * @param root the variable or the word this; null when the first step is a field of the pattern
   *     or a type's name
   */
  record Path(Token at, @Nullable Token root, List<Step> steps) implements Expression {}

  /**
   * One step of a path.
   *
   * @param at the name, or the opening bracket of a key
   * @param arguments given when it is a method call
   * @param key given when it looks a value up by its key
   */
  record Step(Token at, @Nullable List<Expression> arguments, @Nullable Expression key) {}

  /**
   * @param at the sign: + - *
   */
  record Calculation(Token at, Expression left, Expression right) implements Expression {}

  /** A number with its sign changed. */
  record Negative(Token at, Expression of) implements Expression {}

  /**
   * @param at the operator's first token
   */
  record Comparison(Token at, Operator operator, boolean negated, Expression left, Expression right)
      implements Expression {}

  /** {@code in ( ... )}. */
  record OneOf(Token at, boolean negated, Expression left, List<Expression> options)
      implements Expression {}

  /** {@code !}. */
  record Not(Token at, Expression of) implements Expression {}

  /** {@code &&}. */
  record All(Token at, List<Expression> of) implements Expression {}

  /** {@code ||}. */
  record Any(Token at, List<Expression> of) implements Expression {}

  /** The operators between two values. */
  enum Operator {
    EQ("=="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    MATCHES("matches"),
    CONTAINS("contains"),
    MEMBER_OF("memberOf"),
    STARTS_WITH("str[startsWith]"),
    ENDS_WITH("str[endsWith]"),
    LENGTH("str[length]");

    final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    boolean isOrder() {
      return this == LT || this == LE || this == GT || this == GE;
    }

    /** The operator for the two sides exchanged; only for == != and orders. */
    Operator turned() {
      return switch (this) {
        case LT -> GT;
        case LE -> GE;
        case GT -> LT;
        case GE -> LE;
        default -> this;
      };
    }
  }
}
