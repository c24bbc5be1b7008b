package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one rule file. A problem in one rule does not keep the others from being read. */
final class RuleFileParser {
  private static final Map<String, String> NOT_OFFERED =
      Map.of(
          "global", "thresholds are facts from policy.yml: match Threshold( name == \"...\" )",
          "function", "calculate in the constraint, or ask for a field that has the value",
          "declare", "the fact types are fixed; unknown columns are in attributes[\"...\"]",
          "query", "write the pattern in each rule that needs it",
          "unit", "delete the line",
          "dialect", "delete the line",
          "expander", "write the rule in plain DRL",
          "template", "write the rule in plain DRL",
          "window", "facts do not expire; compare dates");

  private final Cursor cursor;
  private final Problems problems;
  private Token packageAt;
  private String packageName = "";
  private final List<Token> imports = new ArrayList<>();
  private final List<RuleText> rules = new ArrayList<>();

  private RuleFileParser(Cursor cursor, Problems problems) {
    this.cursor = cursor;
    this.problems = problems;
    this.packageAt = cursor.peek();
  }

  /** What could be read. Incomplete exactly when there are problems. */
  static RuleText.File parse(List<Token> tokens, Problems problems) {
    RuleFileParser parser = new RuleFileParser(new Cursor(tokens, problems), problems);
    parser.file();
    return new RuleText.File(parser.packageAt, parser.packageName, parser.imports, parser.rules);
  }

  private void file() {
    try {
      packageLine();
    } catch (Problems.Stop stop) {
      skipToNextElement();
    }
    while (!cursor.atEnd()) {
      Token first = cursor.peek();
      try {
        element();
      } catch (Problems.Stop stop) {
        if (cursor.peek().equals(first)) {
          cursor.next();
        }
        skipToNextElement();
      }
    }
  }

  private void packageLine() {
    if (!cursor.sees("package")) {
      problems.add(
          cursor.peek(),
          Fault.PACKAGE,
          "the file does not start with its package",
          "write package trueup. and the folder");
      return;
    }
    cursor.next();
    packageAt = cursor.peek();
    packageName = qualifiedName();
    cursor.accept(";");
  }

  private String qualifiedName() {
    StringBuilder name = new StringBuilder(cursor.expect(Token.Kind.WORD, "a name", "").text());
    while (cursor.accept(".")) {
      name.append('.');
      name.append(cursor.accept("*") ? "*" : cursor.expect(Token.Kind.WORD, "a name", "").text());
    }
    return name.toString();
  }

  private void element() {
    Token at = cursor.peek();
    if (at.is("import")) {
      importLine();
    } else if (at.is("rule")) {
      rules.add(rule());
    } else if (at.kind() == Token.Kind.WORD && NOT_OFFERED.containsKey(at.text())) {
      throw problems.stop(
          at,
          Fault.NOT_OFFERED,
          "'" + at.text() + "' is not offered in rule files",
          NOT_OFFERED.getOrDefault(at.text(), ""));
    } else if (at.is("package")) {
      throw problems.stop(
          at, Fault.PACKAGE, "the package is named twice", "delete the second line");
    } else {
      throw problems.stop(
          at,
          Fault.SYNTAX,
          "expected a rule but found " + at.shown(),
          "a rule starts with rule \"Name\" and closes with end");
    }
  }

  private void importLine() {
    Token at = cursor.next();
    if (cursor.sees("function") || cursor.sees("static") || cursor.sees("accumulate")) {
      throw problems.stop(
          cursor.peek(),
          Fault.IMPORT,
          "'import " + cursor.peek().text() + "' is not offered",
          "the functions and verbs that rules may use are built in; delete the line");
    }
    String name = qualifiedName();
    cursor.accept(";");
    imports.add(
        new Token(Token.Kind.WORD, name, at.start(), cursor.last().end(), at.line(), at.column()));
  }

  private RuleText rule() {
    Token at = cursor.next();
    Token name = cursor.peek();
    if (name.kind() != Token.Kind.TEXT) {
      throw problems.stop(
          name, Fault.RULE_NAME, "the rule's name is not in quotes", "write rule \"A sentence\"");
    }
    cursor.next();
    Map<String, Token> metadata = header();
    cursor.expect("when", "the conditions start with when");
    List<Condition> conditions = new ConditionParser(cursor, problems).conditions();
    Token then = cursor.expect("then", "");
    List<RuleText.Call> conclusions = new ConclusionParser(cursor, problems).conclusions();
    Token end = cursor.expect("end", "close the rule with end");
    return new RuleText(at, name, metadata, conditions, conclusions, then.start(), end.start());
  }

  private Map<String, Token> header() {
    Map<String, Token> metadata = new LinkedHashMap<>();
    while (!cursor.sees("when") && !cursor.sees("then") && !cursor.atEnd()) {
      if (cursor.sees("@")) {
        annotation(metadata);
      } else if (!RuleAttributes.refuse(cursor, problems)) {
        throw problems.stop(
            cursor.peek(),
            Fault.SYNTAX,
            "expected @id, @owner, @since, @rationale or 'when' but found " + cursor.peek().shown(),
            cursor.sees("extends") ? "repeat the conditions instead of extending a rule" : "");
      }
    }
    return metadata;
  }

  private void annotation(Map<String, Token> metadata) {
    cursor.next();
    Token name =
        cursor.expect(Token.Kind.WORD, "the name of the metadata", "write @owner(\"billing\")");
    cursor.expect("(", "write @" + name.text() + "(\"...\")");
    Token value = cursor.peek();
    if (value.kind() != Token.Kind.TEXT || !cursor.peek(1).is(")")) {
      throw problems.stop(
          value,
          Fault.METADATA,
          "@" + name.text() + " holds one text in quotes",
          "write @" + name.text() + "(\"...\")");
    }
    cursor.next();
    cursor.next();
    if (!Lint.METADATA.contains(name.text())) {
      problems.add(
          name,
          Fault.METADATA,
          "@" + name.text() + " is not known",
          "known are " + String.join(", ", Lint.METADATA));
    } else if (metadata.put(name.text(), value) != null) {
      problems.add(name, Fault.METADATA, "@" + name.text() + " is given twice", "delete one");
    }
  }

  private void skipToNextElement() {
    while (!cursor.atEnd() && !(cursor.isFirstOnLine() && startsElement())) {
      cursor.next();
    }
  }

  private boolean startsElement() {
    Token at = cursor.peek();
    return at.is("rule")
        || at.is("import")
        || (at.kind() == Token.Kind.WORD && NOT_OFFERED.containsKey(at.text()));
  }
}
