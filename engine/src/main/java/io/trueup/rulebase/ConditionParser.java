package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the when part of a rule. */
final class ConditionParser {
  private static final Set<String> INLINE_ACCUMULATE =
      Set.of("init", "action", "reverse", "result");

  private static final int MAX_PARTS = 50;

  private final Cursor cursor;
  private final Problems problems;
  private final ExpressionParser expressions;
  private int depth;

  ConditionParser(Cursor cursor, Problems problems) {
    this.cursor = cursor;
    this.problems = problems;
    this.expressions = new ExpressionParser(cursor, problems);
  }

  /** The conditions up to the word then, which stays unread. */
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    while (!cursor.sees("then")) {
      if (cursor.atEnd() || cursor.sees("end") || (cursor.sees("rule") && cursor.isFirstOnLine())) {
        throw problems.stop(
            cursor.peek(),
            Fault.MISSING_END,
            "the rule has no 'then'",
            "write then and what it concludes");
      }
      conditions.add(alternatives());
    }
    return conditions;
  }

  private Condition alternatives() {
    Token at = cursor.peek();
    List<Condition> parts = new ArrayList<>(List.of(together()));
    while (cursor.accept("or")) {
      parts.add(together());
    }
    refuseSign("||", "or");
    return parts.size() == 1 ? parts.get(0) : new Condition.Or(at, parts);
  }

  private Condition together() {
    Token at = cursor.peek();
    List<Condition> parts = new ArrayList<>(List.of(element()));
    while (cursor.accept("and")) {
      parts.add(element());
    }
    refuseSign("&&", "and");
    return parts.size() == 1 ? parts.get(0) : new Condition.And(at, parts);
  }

  private void refuseSign(String sign, String word) {
    if (cursor.sees(sign)) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          "'" + sign + "' cannot stand between patterns",
          "write " + word);
    }
  }

  private Condition element() {
    if (++depth > 30) {
      throw problems.stop(
          cursor.peek(),
          Fault.NESTING,
          "the conditions are nested too deeply",
          "write them flatter");
    }
    Condition result = elementHere();
    depth--;
    return result;
  }

  private Condition elementHere() {
    Token at = cursor.peek();
    if (at.kind() == Token.Kind.VARIABLE) {
      return bound();
    }
    if (at.is("(")) {
      return group();
    }
    if (at.kind() != Token.Kind.WORD) {
      throw problems.stop(
          at,
          Fault.SYNTAX,
          "expected a pattern such as Usage( ... ) but found " + at.shown(),
          at.is(",") ? "patterns stand one below the other, without commas" : "");
    }
    switch (at.text()) {
      case "not":
        cursor.next();
        return new Condition.Not(at, plain(at));
      case "exists":
        cursor.next();
        return new Condition.Exists(at, plain(at));
      case "forall":
        return forall();
      case "accumulate":
        cursor.next();
        return accumulate(at);
      case "eval":
        throw problems.stop(
            at,
            Fault.NOT_OFFERED,
            "eval is not offered",
            "write the condition inside a pattern's brackets");
      case "or", "and":
        throw problems.stop(
            at,
            Fault.SYNTAX,
            "'" + at.text() + "' stands between patterns, not before them",
            "write ( A() " + at.text() + " B() )");
      case "do", "if", "else", "switch":
        throw problems.stop(
            at, Fault.NOT_OFFERED, "'" + at.text() + "' is not offered", "write two rules");
      case "groupby", "acc":
        throw problems.stop(
            at, Fault.NOT_OFFERED, "'" + at.text() + "' is not offered", "write accumulate( ... )");
      default:
        return pattern(null);
    }
  }

  /** What stands behind not or exists: a pattern, or a group in brackets. */
  private Condition plain(Token before) {
    for (String word : List.of("not", "exists", "forall", "accumulate")) {
      if (cursor.sees(word)) {
        throw problems.stop(
            cursor.peek(),
            Fault.SYNTAX,
            "'" + word + "' cannot follow '" + before.text() + "' without brackets",
            "write " + before.text() + "( " + word + " ... )");
      }
    }
    return element();
  }

  private void few(List<?> parts, String what) {
    if (parts.size() > MAX_PARTS) {
      throw problems.stop(
          cursor.last(),
          Fault.TOO_MANY,
          "more than " + MAX_PARTS + " " + what,
          "write several rules");
    }
  }

  private Condition bound() {
    Token variable = cursor.next();
    if (cursor.sees(":=")) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          "':=' is not offered",
          "write " + variable.text() + " : Type( ... )");
    }
    cursor.expect(":", "write " + variable.text() + " : Type( ... )");
    if (cursor.sees("(")) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          "a variable is bound to one pattern, not to a group",
          "write ( " + variable.text() + " : A() or " + variable.text() + " : B() )");
    }
    return pattern(variable);
  }

  private Condition group() {
    cursor.next();
    Condition inner = alternatives();
    if (!cursor.sees(")")) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          "expected 'and', 'or' or ')' but found " + cursor.peek().shown(),
          "patterns in a group are joined by and or or");
    }
    cursor.next();
    return inner;
  }

  private Condition forall() {
    Token at = cursor.next();
    cursor.expect("(", "write forall( A() B( ... ) )");
    List<Condition.Pattern> patterns = new ArrayList<>();
    while (!cursor.accept(")")) {
      Token first = cursor.peek();
      if (!patterns.isEmpty()) {
        cursor.accept("and");
      }
      if (!(element() instanceof Condition.Pattern pattern) || pattern.from() != null) {
        throw problems.stop(
            first,
            Fault.SYNTAX,
            "forall holds plain patterns only",
            "write not( A() and not B() ) instead");
      }
      patterns.add(pattern);
    }
    if (patterns.isEmpty()) {
      throw problems.stop(
          at, Fault.SYNTAX, "forall needs a pattern", "write forall( A() B( ... ) )");
    }
    return new Condition.Forall(at, patterns);
  }

  private Condition.Pattern pattern(@Nullable Token variable) {
    Token type = cursor.expect(Token.Kind.WORD, "the name of a fact type", "");
    Token at = variable == null ? type : variable;
    if (cursor.sees(".")) {
      throw problems.stop(
          cursor.peek(),
          Fault.TYPE,
          "a type is named without its package",
          "write its last word only, such as Usage");
    }
    if (!cursor.sees("(")) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          "expected '(' behind " + type.shown() + " but found " + cursor.peek().shown(),
          "write " + type.text() + "( ... )");
    }
    cursor.next();
    List<Condition.Constraint> constraints = constraints(")");
    cursor.expect(")", "close the pattern's bracket");
    if (cursor.sees("over") || cursor.sees("@")) {
      throw problems.stop(
          cursor.peek(),
          Fault.NOT_OFFERED,
          cursor.peek().shown() + " is not offered behind a pattern",
          "write the condition inside the pattern's brackets");
    }
    return new Condition.Pattern(at, variable, type, constraints, source());
  }

  private List<Condition.Constraint> constraints(String close) {
    List<Condition.Constraint> constraints = new ArrayList<>();
    if (cursor.sees(close)) {
      return constraints;
    }
    do {
      constraints.add(expressions.constraint());
      few(constraints, "constraints in one pattern");
    } while (cursor.accept(","));
    if (cursor.sees(";")) {
      throw problems.stop(
          cursor.peek(),
          Fault.NOT_OFFERED,
          "values by position are not offered",
          "write field == value");
    }
    return constraints;
  }

  private Condition.@Nullable Source source() {
    if (!cursor.accept("from")) {
      return null;
    }
    Token at = cursor.peek();
    if (at.is("accumulate")) {
      cursor.next();
      return new Condition.Accumulated(accumulate(at));
    }
    if (at.is("collect")) {
      cursor.next();
      cursor.expect("(", "write collect( Usage( ... ) )");
      Token first = cursor.peek();
      if (!(element() instanceof Condition.Pattern pattern) || pattern.from() != null) {
        throw problems.stop(first, Fault.SYNTAX, "collect holds one plain pattern", "");
      }
      cursor.expect(")", "close collect with )");
      return new Condition.Collected(pattern);
    }
    if (at.kind() == Token.Kind.VARIABLE || at.kind() == Token.Kind.WORD) {
      if (at.is("entry")) {
        throw problems.stop(
            at,
            Fault.NOT_OFFERED,
            "entry points are not offered",
            "all facts are in one place; delete it");
      }
      Condition.Constraint path = expressions.constraint();
      if (path.expression() instanceof Expression.Path found) {
        return new Condition.Elements(found, path.start(), path.end());
      }
    }
    throw problems.stop(
        at, Fault.FROM, "from takes a list of a bound fact", "write from $fact.list");
  }

  private Condition.Accumulate accumulate(Token at) {
    cursor.expect("(", "write accumulate( Usage( ... ); $n : count() )");
    Condition source = alternatives();
    if (!cursor.accept(";") && !cursor.accept(",")) {
      throw problems.stop(
          cursor.peek(),
          Fault.SYNTAX,
          "expected ';' before the functions but found " + cursor.peek().shown(),
          "write accumulate( Usage( ... ); $n : count() )");
    }
    List<Condition.Function> functions = new ArrayList<>();
    do {
      functions.add(function());
      few(functions, "functions in one accumulate");
    } while (cursor.accept(","));
    List<Condition.Constraint> constraints = cursor.accept(";") ? constraints(")") : List.of();
    cursor.expect(")", "close accumulate with )");
    return new Condition.Accumulate(at, source, functions, constraints);
  }

  private Condition.Function function() {
    Token variable = null;
    if (cursor.peek().kind() == Token.Kind.VARIABLE) {
      variable = cursor.next();
      cursor.expect(":", "write " + variable.text() + " : sum( ... )");
    }
    Token name = cursor.expect(Token.Kind.WORD, "a function such as sum", "");
    if (INLINE_ACCUMULATE.contains(name.text())) {
      throw problems.stop(
          name,
          Fault.NOT_OFFERED,
          "accumulate with own code is not offered",
          "use sum, count, min, max, average, collectList or collectSet");
    }
    cursor.expect("(", "write " + name.text() + "( ... )");
    Condition.Constraint argument = cursor.sees(")") ? null : expressions.constraint();
    if (cursor.sees(",")) {
      throw problems.stop(cursor.peek(), Fault.FUNCTION, name.shown() + " takes one value", "");
    }
    cursor.expect(")", "close the function's bracket");
    return new Condition.Function(variable, name, argument);
  }
}
