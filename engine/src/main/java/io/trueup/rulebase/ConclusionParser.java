package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the then part: one or more {@code insertLogical( Type.verb( ... ) );}. */
final class ConclusionParser {
  private static final String FORM = "write insertLogical( Type.verb( $fact ) );";
  private static final Map<String, String> INSTEAD =
      Map.of(
          "insert", "write insertLogical, so that it is withdrawn when it no longer holds",
          "modify", "facts never change; conclude a new fact with insertLogical",
          "update", "facts never change; conclude a new fact with insertLogical",
          "delete", "facts never go away; conclude a fact and ask for it with not",
          "retract", "facts never go away; conclude a fact and ask for it with not",
          "if", "put the condition in the when part, and write two rules",
          "for", "a rule fires once for every match; no loop is needed",
          "while", "a rule fires once for every match; no loop is needed");

  private static final int MAX_CALLS = 20;

  private final Cursor cursor;
  private final Problems problems;
  private final ExpressionParser expressions;

  ConclusionParser(Cursor cursor, Problems problems) {
    this.cursor = cursor;
    this.problems = problems;
    this.expressions = new ExpressionParser(cursor, problems);
  }

  /** The statements up to the word end, which stays unread. */
  List<RuleText.Call> conclusions() {
    List<RuleText.Call> calls = new ArrayList<>();
    while (!cursor.sees("end")) {
      if (cursor.atEnd() || (cursor.sees("rule") && cursor.isFirstOnLine())) {
        throw problems.stop(
            cursor.peek(), Fault.MISSING_END, "the rule before is not closed", "close it with end");
      }
      calls.add(statement());
      if (calls.size() > MAX_CALLS) {
        throw problems.stop(
            cursor.last(),
            Fault.TOO_MANY,
            "the rule concludes more than " + MAX_CALLS + " things",
            "write several rules");
      }
    }
    return calls;
  }

  private RuleText.Call statement() {
    Token at = cursor.peek();
    if (!at.is("insertLogical") || !cursor.peek(1).is("(")) {
      throw problems.stop(
          at,
          Fault.STATEMENT,
          at.shown() + " cannot stand in the then part",
          at.kind() == Token.Kind.WORD ? INSTEAD.getOrDefault(at.text(), FORM) : FORM);
    }
    cursor.next();
    cursor.next();
    Token type = cursor.peek();
    if (type.kind() != Token.Kind.WORD || !cursor.peek(1).is(".")) {
      throw problems.stop(
          type,
          Fault.STATEMENT,
          "expected a type and its verb but found " + type.shown(),
          type.is("new") ? "conclusions are made by verbs, not by new: Type.verb( $fact )" : FORM);
    }
    cursor.next();
    cursor.next();
    Token verb = cursor.expect(Token.Kind.WORD, "a verb of " + type.text(), FORM);
    if (cursor.sees(".")) {
      throw problems.stop(
          type, Fault.TYPE, "a type is named without its package", "write its last word only");
    }
    cursor.expect("(", FORM);
    List<Expression> arguments = new ArrayList<>();
    if (!cursor.sees(")")) {
      do {
        arguments.add(expressions.expression());
      } while (cursor.accept(","));
    }
    cursor.expect(")", "close the verb's bracket");
    cursor.expect(")", FORM);
    cursor.expect(";", "close the statement with ;");
    return new RuleText.Call(type, verb, arguments);
  }
}
