package io.trueup.rulebase;

import io.trueup.rulebase.Expression.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads constraints and arguments by recursive descent: each token is read once, and depth is
 * bounded.
 */
final class ExpressionParser {
  private static final int MAX_DEPTH = 30;
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,12})?B");
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
  private int depth;
  private int spent;

  ExpressionParser(Cursor cursor, Problems problems) {
    this.cursor = cursor;
    this.problems = problems;
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
    }
    return parts.size() == 1 ? first : new Expression.Any(at, parts);
  }

  private Expression all(Left left) {
    Expression first = unary(left);
    List<Expression> parts = new ArrayList<>(List.of(first));
    Token at = cursor.peek();
    while (cursor.accept("&&")) {
      parts.add(unary(left));
    }
    return parts.size() == 1 ? first : new Expression.All(at, parts);
  }

  private Expression unary(Left left) {
    if (!cursor.sees("!")) {
      return relation(left);
    }
    if (++depth > MAX_DEPTH) {
      throw problems.stop(cursor.peek(), Fault.NESTING, "too many '!'", "write it without them");
    }
    Token at = cursor.next();
    Expression of = cursor.sees("!") ? unary(left) : primary();
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
      subject = sum();
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
      return new Expression.Comparison(at, sign, false, subject, sum());
    }
    boolean negated = at.is("not");
    Token word = negated ? cursor.next() : at;
    if (word.is("in")) {
      return oneOf(at, negated, subject);
    }
    if (word.is("str")) {
      return new Expression.Comparison(at, str(), negated, subject, sum());
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
    return new Expression.Comparison(at, operator, negated, subject, sum());
  }

  private Expression oneOf(Token at, boolean negated, Expression subject) {
    cursor.expect("(", "write in ( \"a\", \"b\" )");
    List<Expression> options = new ArrayList<>();
    do {
      options.add(sum());
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

  /** A value: products joined by + and -. */
  private Expression sum() {
    Expression result = product();
    while (cursor.sees("+") || cursor.sees("-")) {
      Token at = cursor.next();
      result = new Expression.Calculation(at, result, product());
      tooLong(at);
    }
    spent = 0;
    return result;
  }

  /** Long sums nest to the left as deeply as they are long. */
  private void tooLong(Token at) {
    if (++spent > MAX_DEPTH) {
      throw problems.stop(at, Fault.NESTING, "the calculation is too long", "write two rules");
    }
  }

  private Expression product() {
    Expression result = primary();
    while (cursor.sees("*") || cursor.sees("/") || cursor.sees("%")) {
      Token at = cursor.next();
      if (!at.is("*")) {
        throw problems.stop(
            at,
            Fault.ARITHMETIC,
            "'" + at.text() + "' is not offered, since it does not divide exactly",
            "multiply the other side: used * 2 > $billed instead of used > $billed / 2");
      }
      result = new Expression.Calculation(at, result, primary());
      tooLong(at);
    }
    return result;
  }

  private Expression primary() {
    Token at = cursor.peek();
    switch (at.kind()) {
      case TEXT:
        cursor.next();
        if (cursor.sees(".")) {
          throw problems.stop(
              cursor.peek(), Fault.METHOD, "a text has no methods here", "write its value");
        }
        return new Expression.Literal(at, at.text());
      case NUMBER:
        return number(false);
      case VARIABLE:
        cursor.next();
        return path(at);
      case WORD:
        return word();
      default:
        if (at.is("(")) {
          cursor.next();
          Expression inner = expression();
          cursor.expect(")", "close the bracket");
          return inner;
        }
        if (at.is("-")) {
          return negative();
        }
        throw problems.stop(
            at,
            Fault.SYNTAX,
            "expected a field, a variable or a value but found " + at.shown(),
            at.is("[") ? "write the values one by one, or a policy list" : "");
    }
  }

  private Expression negative() {
    Token at = cursor.next();
    if (cursor.peek().kind() == Token.Kind.NUMBER) {
      return number(true);
    }
    if (++depth > MAX_DEPTH) {
      throw problems.stop(at, Fault.NESTING, "too many '-'", "write it without them");
    }
    Expression result = new Expression.Negative(at, primary());
    depth--;
    return result;
  }

  private Expression number(boolean negative) {
    Token at = cursor.next();
    String text = at.text();
    if (WHOLE.matcher(text).matches()) {
      long value = Long.parseLong(text);
      return new Expression.Literal(at, negative ? -value : value);
    }
    if (DECIMAL.matcher(text).matches()) {
      BigDecimal value = new BigDecimal(text.substring(0, text.length() - 1));
      return new Expression.Literal(at, negative ? value.negate() : value);
    }
    boolean bare = text.matches("[0-9]{1,20}\\.[0-9]{1,12}[dDfF]?");
    String hint =
        bare
            ? "write " + text.replaceAll("[dDfF]$", "") + "B; without B it would not be exact"
            : "write a whole number such as 12, or an exact decimal such as 0.1B";
    problems.add(
        at,
        Fault.NUMBER,
        "the number "
            + (text.length() > 30 ? text.substring(0, 30) + "..." : text)
            + " is not allowed",
        hint);
    return new Expression.Literal(at, BigDecimal.ZERO);
  }

  private Expression word() {
    Token at = cursor.peek();
    switch (at.text()) {
      case "true", "false":
        cursor.next();
        return new Expression.Literal(at, at.text().equals("true"));
      case "null":
        cursor.next();
        return new Expression.Literal(at, null);
      case "this":
        cursor.next();
        return path(at);
      case "new":
        throw problems.stop(
            at, Fault.NOT_OFFERED, "'new' is not offered", "compare fields with values");
      default:
        return path(null);
    }
  }

  private Expression path(@Nullable Token root) {
    List<Expression.Step> steps = new ArrayList<>();
    Token at = root == null ? cursor.peek() : root;
    if (root == null) {
      steps.add(named());
    }
    while (true) {
      if (cursor.sees(".") || cursor.sees("!.")) {
        cursor.next();
        steps.add(named());
      } else if (cursor.sees("[")) {
        Token bracket = cursor.next();
        Expression key = sum();
        cursor.expect("]", "write attributes[\"name\"]");
        steps.add(new Expression.Step(bracket, null, key));
      } else if (cursor.sees("?.") || cursor.sees("#") || cursor.sees("->")) {
        throw problems.stop(
            cursor.peek(),
            Fault.SYNTAX,
            cursor.peek().shown() + " is not offered",
            cursor.sees("?.") ? "write !." : "write a path of fields such as $usage.productCode");
      } else {
        return new Expression.Path(at, root, steps);
      }
      if (steps.size() > MAX_DEPTH) {
        throw problems.stop(at, Fault.NESTING, "the path is too long", "bind a part of it first");
      }
    }
  }

  private Expression.Step named() {
    Token name = cursor.expect(Token.Kind.WORD, "the name of a field", "");
    List<Expression> arguments = null;
    if (cursor.accept("(")) {
      arguments = new ArrayList<>();
      if (!cursor.sees(")")) {
        do {
          arguments.add(sum());
        } while (cursor.accept(","));
      }
      cursor.expect(")", "close the method's bracket");
    }
    return new Expression.Step(name, arguments, null);
  }
}
