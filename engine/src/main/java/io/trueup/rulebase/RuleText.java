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

  /** The conditions as written, white space folded. */
  List<String> conditionTexts(String file) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      int start = conditions.get(i).at().start();
      int stop = i + 1 < conditions.size() ? conditions.get(i + 1).at().start() : then;
      texts.add(file.substring(start, stop).strip().replaceAll("\\s+", " "));
    }
    return texts;
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
