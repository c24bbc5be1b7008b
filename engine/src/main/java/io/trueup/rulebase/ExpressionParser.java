package io.trueup.rulebase;

import io.trueup.rulebase.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads constraints and arguments by recursive descent: each token is read once, and depth is
 * bounded.
 */
final class ExpressionParser {
  static final int MAX_DEPTH = 30;
  private static final int MAX_PARTS = 100;
  private static final int MAX_OPTIONS = 1000;
  private static final Map<String, Operator> SIGNS =
      Map.of(
          "==", Operator.EQ,
          "!=", Operator.NE,
          "<", Operator.LT,
          "<=", Operator.LE,
          ">", Operator.GT,
          ">=", Operator.GE);
  private static final Map<String, Operator> WORDS =
      Map.of(
          "matches", Operator.MATCHES,
          "contains", Operator.CONTAINS,
          "memberOf", Operator.MEMBER_OF);
  private static final Map<String, Operator> STR =
      Map.of(
          "startsWith", Operator.STARTS_WITH,
          "endsWith", Operator.ENDS_WITH,
          "length", Operator.LENGTH);
  private static final Map<String, String> NOT_OFFERED =
      Map.of(
          "excludes", "write not contains",
          "soundslike", "compare normalised texts with ==",
          "after", "compare dates with >",
          "before", "compare dates with <",
          "during", "compare dates with >= and <=",
          "coincides", "compare dates with ==",
          "instanceof", "write a pattern of that type");

  private final Cursor cursor;
  private final Problems problems;
  private final OperandParser operands;
  private int depth;

  ExpressionParser(Cursor cursor, Problems problems) {
    this.cursor = cursor;
    this.problems = problems;
    this.operands = new OperandParser(cursor, problems, this::expression);
  }

  /** One constraint up to the comma or bracket behind it. */
  Condition.Constraint constraint() {
    Token first = cursor.peek();
    Token variable = null;
    if (first.kind() == Token.Kind.VARIABLE && cursor.peek(1).is(":")) {
      variable = cursor.next();
      cursor.next();
    } else if (first.kind() == Token.Kind.VARIABLE && cursor.peek(1).is(":=")) {
      throw problems.stop(
          cursor.peek(1),
          Fault.SYNTAX,
          "':=' is not offered",
          "write $name : field, and compare with ==");
    } else if (first.kind() == Token.Kind.WORD && cursor.peek(1).is(":")) {
      throw problems.stop(
          first,
          Fault.VARIABLE,
          "'" + first.text() + "' is no variable",
          "variables start with $: write $" + first.text());
    }
    Expression expression = expression();
    return new Condition.Constraint(variable, expression, first.start(), cursor.last().end());
  }

  Expression expression() {
    if (++depth > MAX_DEPTH) {
      throw problems.stop(
          cursor.peek(), Fault.NESTING, "the constraint is nested too deeply", "write it flatter");
    }
    Expression result = any();
    depth--;
    return result;
  }

  private Expression any() {
    Left left = new Left();
    Expression first = all(left);
    List<Expression> parts = new ArrayList<>(List.of(first));
    Token at = cursor.peek();
    while (cursor.accept("||")) {
      parts.add(all(left));
      few(parts, MAX_PARTS, "conditions joined by ||");
    }
    return parts.size() == 1 ? first : new Expression.Any(at, parts);
  }

  private Expression all(Left left) {
    Expression first = unary(left);
    List<Expression> parts = new ArrayList<>(List.of(first));
    Token at = cursor.peek();
    while (cursor.accept("&&")) {
      parts.add(unary(left));
      few(parts, MAX_PARTS, "conditions joined by &&");
    }
    return parts.size() == 1 ? first : new Expression.All(at, parts);
  }

  private void few(List<Expression> parts, int most, String what) {
    if (parts.size() > most) {
      throw problems.stop(
          cursor.last(), Fault.TOO_MANY, "more than " + most + " " + what, "write several rules");
    }
  }

  private Expression unary(Left left) {
    if (!cursor.sees("!")) {
      return relation(left);
    }
    if (++depth > MAX_DEPTH) {
      throw problems.stop(cursor.peek(), Fault.NESTING, "too many '!'", "write it without them");
    }
    Token at = cursor.next();
    Expression of = cursor.sees("!") ? unary(left) : operands.primary();
    depth--;
    if (operatorAhead()) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          cursor.peek().shown() + " cannot follow a '!' without brackets",
          "write !( a == b ), or use !=");
    }
    left.value = null;
    return new Expression.Not(at, of);
  }

  /** The left side that a shortened comparison, {@code >= 1 && <= 9}, goes on with. */
  private static final class Left {
    @Nullable Expression value;
  }

  private Expression relation(Left left) {
    Expression subject = left.value;
    if (subject == null || !operatorAhead()) {
      subject = operands.sum();
    }
    if (!operatorAhead()) {
      left.value = null;
      return subject;
    }
    left.value = subject;
    Expression result = comparison(subject);
    if (operatorAhead()) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          cursor.peek().shown() + " cannot follow a comparison",
          "join two comparisons with && or a comma");
    }
    return result;
  }

  private boolean operatorAhead() {
    Token token = cursor.peek();
    if (token.kind() == Token.Kind.SIGN) {
      return SIGNS.containsKey(token.text());
    }
    if (token.kind() != Token.Kind.WORD) {
      return false;
    }
    String hint = NOT_OFFERED.get(token.text());
    if (hint != null) {
      throw problems.stop(
          token, Fault.OPERATOR, "the operator '" + token.text() + "' is not offered", hint);
    }
    return WORDS.containsKey(token.text())
        || token.text().equals("in")
        || token.text().equals("not")
        || (token.text().equals("str") && cursor.peek(1).is("["));
  }

  private Expression comparison(Expression subject) {
    Token at = cursor.next();
    Operator sign = SIGNS.get(at.text());
    if (sign != null) {
      return new Expression.Comparison(at, sign, false, subject, operands.sum());
    }
    boolean negated = at.is("not");
    Token word = negated ? cursor.next() : at;
    if (word.is("in")) {
      return oneOf(at, negated, subject);
    }
    if (word.is("str")) {
      return new Expression.Comparison(at, str(), negated, subject, operands.sum());
    }
    Operator operator = WORDS.get(word.text());
    if (operator == null || word.kind() != Token.Kind.WORD) {
      throw problems.stop(
          word,
          Fault.SYNTAX,
          "expected in, matches, contains, memberOf or str[...] behind 'not' but found "
              + word.shown(),
          "write for instance: not in ( \"a\", \"b\" )");
    }
    return new Expression.Comparison(at, operator, negated, subject, operands.sum());
  }

  private Expression oneOf(Token at, boolean negated, Expression subject) {
    cursor.expect("(", "write in ( \"a\", \"b\" )");
    List<Expression> options = new ArrayList<>();
    do {
      options.add(operands.sum());
      few(options, MAX_OPTIONS, "values in a list; a list of policy.yml may be longer");
    } while (cursor.accept(","));
    cursor.expect(")", "close the list of in with )");
    return new Expression.OneOf(at, negated, subject, options);
  }

  private Operator str() {
    cursor.expect("[", "write str[startsWith]");
    Token name = cursor.next();
    Operator operator = STR.get(name.text());
    if (operator == null) {
      throw problems.stop(
          name,
          Fault.OPERATOR,
          "str[" + name.text() + "] is not offered",
          "str[startsWith], str[endsWith] and str[length] are");
    }
    cursor.expect("]", "write str[" + name.text() + "]");
    return operator;
  }
}
