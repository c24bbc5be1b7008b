package io.trueup.rulebase;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values: literals, paths, and calculations with them. */
final class OperandParser {
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,19})(\\.[0-9]{1,12})?B");

  private final Cursor cursor;
  private final Problems problems;
  private final Supplier<Expression> nested;
  private int depth;
  private int spent;

  /**
   * @param nested reads what stands in brackets
   */
  OperandParser(Cursor cursor, Problems problems, Supplier<Expression> nested) {
    this.cursor = cursor;
    this.problems = problems;
    this.nested = nested;
  }

  /** A value: products joined by + and -. */
  Expression sum() {
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
    if (++spent > ExpressionParser.MAX_DEPTH) {
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

  Expression primary() {
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
          Expression inner = nested.get();
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
    if (++depth > ExpressionParser.MAX_DEPTH) {
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
            : text.matches("0[0-9]+")
                ? "write it without zeros in front, which other languages read in base 8"
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
            at, Fault.NOT_OFFERED, "'new' is not offered", "write a field, a variable or a value");
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
      if (steps.size() > ExpressionParser.MAX_DEPTH) {
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
