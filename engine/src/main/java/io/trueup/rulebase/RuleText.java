package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One rule as written.
 *
 * @param at the word rule
 * @param nameAt the name
 * @param metadata the annotations by name
 * @param then offset of the word then
 * @param end offset of the word end
 */
record RuleText(
    Token at,
    Token nameAt,
    Map<String, Token> metadata,
    List<Condition> conditions,
    List<Call> conclusions,
    int then,
    int end) {
  String name() {
    return nameAt.text();
  }

  /** The conditions as written, without comments, white space folded. */
  List<String> conditionTexts(String file) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      int start = conditions.get(i).at().start();
      int stop = i + 1 < conditions.size() ? conditions.get(i + 1).at().start() : then;
      texts.add(folded(file.substring(start, stop)));
    }
    return texts;
  }

  /** What it concludes as written, without comments, white space folded. */
  String conclusionText(String file) {
    return folded(file.substring(then + "then".length(), end));
  }

  /** Every run of white space and comments as one space; what is quoted stays as it is. */
  private static String folded(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean gap = false;
    int at = 0;
    while (at < text.length()) {
      int end = blank(text, at);
      if (end > at) {
        gap = true;
      } else {
        if (gap && !plain.isEmpty()) {
          plain.append(' ');
        }
        gap = false;
        end = quoted(text, at);
        plain.append(text, at, end);
      }
      at = end;
    }
    return plain.toString();
  }

  /** Where white space or a comment that begins here ends. */
  private static int blank(String text, int at) {
    if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    return Character.isWhitespace(text.charAt(at)) ? at + 1 : at;
  }

  /** Where a quoted text that begins here ends; else the next character. */
  private static int quoted(String text, int at) {
    char quote = text.charAt(at);
    if (quote != '"' && quote != '\'') {
      return at + 1;
    }
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** One {@code insertLogical( type.verb( arguments ) )}. */
  record Call(Token type, Token verb, List<Expression> arguments) {}

  /**
   * One file.
   *
   * @param name the package
   */
  record File(Token at, String name, List<Token> imports, List<RuleText> rules) {}
}
