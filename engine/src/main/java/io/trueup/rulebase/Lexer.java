package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a rule file into tokens and refuses, before anything else looks at it, characters that
 * could make a file read otherwise than it looks. Reads every character once.
 */
final class Lexer {
  private static final List<String> LONG_SIGNS =
      List.of("==", "!=", "<=", ">=", "&&", "||", "!.", ":=", "->", "?.");
  private static final String SHORT_SIGNS = "()[]{},.;:@<>!+-*/%?=&|#^~";

  private final String text;
  private final Problems problems;
  private final Limits limits;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private int depth;

  private Lexer(String text, Problems problems, Limits limits) {
    this.text = text;
    this.problems = problems;
    this.limits = limits;
  }

  /**
   * The tokens, closed by an END; problems are recorded, and the tokens are then not to be used.
   */
  static List<Token> tokens(String text, Problems problems, Limits limits) {
    if (text.length() > limits.fileCharacters()) {
      problems.add(
          1,
          1,
          Fault.FILE_SIZE,
          "the file has " + text.length() + " characters, more than " + limits.fileCharacters(),
          "split it into several files, one concern each");
      return List.of();
    }
    Lexer lexer = new Lexer(text, problems, limits);
    if (lexer.charactersAreAllowed()) {
      lexer.readAll();
    }
    return lexer.tokens;
  }

  private boolean charactersAreAllowed() {
    int row = 1;
    int start = 0;
    boolean good = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        row++;
        start = i + 1;
      } else if (c == '\\' && text.startsWith("\\\\", i)) {
        // an escaped backslash: the second of the two escapes nothing
        i++;
      } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == 'u') {
        problems.add(
            row,
            i - start + 1,
            Fault.UNICODE_ESCAPE,
            "a unicode escape is not allowed",
            "type the character itself");
        good = false;
      } else if (!isAllowed(c)) {
        problems.add(
            row,
            i - start + 1,
            Fault.CHARACTER,
            "the character U+" + String.format("%04X", c) + " is not allowed",
            "delete it; it cannot be seen or changes how the line reads");
        good = false;
      }
      if (problems.size() >= 20) {
        return false;
      }
      i += Character.charCount(c);
    }
    return good;
  }

  private static boolean isAllowed(int c) {
    if (c == '\t' || c == '\r') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private void readAll() {
    while (skipBlank()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        readText(c);
      } else if (isDigit(c)) {
        readNumber();
      } else if (isWordStart(c)) {
        readWord();
      } else {
        readSign(c);
      }
    }
    add(Token.Kind.END, "", at);
  }

  /** Whether something is left to read. */
  private boolean skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        skipBlockComment();
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipBlockComment() {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      problems.add(
          line, column(at), Fault.NOT_CLOSED, "the comment is not closed", "close it with */");
      at = text.length();
      return;
    }
    for (int i = at; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    at = end + 2;
  }

  private void readText(char quote) {
    int start = at;
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        if (value.length() > limits.textCharacters()) {
          problems.add(
              line,
              column(start),
              Fault.TEXT_LENGTH,
              "the text has more than " + limits.textCharacters() + " characters",
              "shorten it");
        }
        add(Token.Kind.TEXT, value.toString(), start);
        return;
      }
      if (c == '\n') {
        break;
      }
      if (c == '\\') {
        at++;
        value.append(escaped(at < text.length() ? text.charAt(at) : '\n'));
      } else {
        value.append(c);
      }
    }
    problems.add(
        line,
        column(start),
        Fault.NOT_CLOSED,
        "the text is not closed on its line",
        "close it with " + quote);
    add(Token.Kind.TEXT, value.toString(), start);
  }

  private char escaped(char c) {
    switch (c) {
      case '\\', '"', '\'':
        return c;
      case 'n':
        return '\n';
      case 't':
        return '\t';
      default:
        problems.add(
            line,
            column(at - 1),
            Fault.ESCAPE,
            "the escape \\" + (c == '\n' ? "" : c) + " is not allowed in a text",
            "\\\\ writes a backslash, \\\" a quote; in a regular expression write \\\\d for \\d");
        return ' ';
    }
  }

  private void readNumber() {
    int start = at;
    while (at < text.length() && (isWordPart(text.charAt(at)) || isDecimalPoint())) {
      at++;
    }
    add(Token.Kind.NUMBER, text.substring(start, at), start);
  }

  private boolean isDecimalPoint() {
    return text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
  }

  private void readWord() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    add(word.startsWith("$") ? Token.Kind.VARIABLE : Token.Kind.WORD, word, start);
  }

  private void readSign(char c) {
    int start = at;
    for (String sign : LONG_SIGNS) {
      if (text.startsWith(sign, at)) {
        at += 2;
        add(Token.Kind.SIGN, sign, start);
        return;
      }
    }
    at++;
    if (SHORT_SIGNS.indexOf(c) < 0) {
      boolean curly = "\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB".indexOf(c) >= 0;
      problems.add(
          line,
          column(start),
          Fault.CHARACTER,
          "the character " + c + " is not allowed outside texts and comments",
          curly ? "use straight quotes: \"" : "letters other than a to z belong in quotes");
      return;
    }
    add(Token.Kind.SIGN, String.valueOf(c), start);
    if (c == '(' || c == '[' || c == '{') {
      depth++;
      if (depth == limits.nesting() + 1) {
        problems.add(
            line,
            column(start),
            Fault.NESTING,
            "more than " + limits.nesting() + " brackets within brackets",
            "write it flatter, or as two rules");
      }
    } else if (c == ')' || c == ']' || c == '}') {
      depth = Math.max(0, depth - 1);
    }
  }

  private void add(Token.Kind kind, String value, int start) {
    problems.clock().tick();
    tokens.add(new Token(kind, value, start, at, line, column(start)));
  }

  private int column(int offset) {
    return offset - lineStart + 1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c);
  }
}
