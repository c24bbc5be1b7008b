package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as somebody wrote it, without being compiled: to show what a rule said in any bundle,
 * those included that this version cannot use any more.
 *
 * @param id {@code SVC-014}
 * @param name a sentence
 * @param owner who answers for it
 * @param rationale why it is there
 * @param stage the folder that its file is in
 * @param file path in the bundle
 * @param line line of the word {@code rule}, from 1
 * @param text from that word to {@code end}
 */
public record WrittenRule(
    String id,
    String name,
    String owner,
    String rationale,
    String stage,
    String file,
    int line,
    String text) {

  /**
   * The rules of a file that have an id. What cannot be read is passed over.
   *
   * @param file path in the bundle
   */
  public static List<WrittenRule> of(String file, String text) {
    Problems problems = new Problems(file);
    List<WrittenRule> rules = new ArrayList<>();
    try {
      List<Token> tokens = Lexer.tokens(text, problems, Limits.DEFAULT);
      for (RuleText rule : RuleFileParser.parse(tokens, problems).rules()) {
        String id = metadata(rule, "id");
        if (!id.isEmpty()) {
          rules.add(
              new WrittenRule(
                  id,
                  rule.name(),
                  metadata(rule, "owner"),
                  metadata(rule, "rationale"),
                  file.substring(0, Math.max(0, file.indexOf('/'))),
                  file,
                  rule.at().line(),
                  text.substring(rule.at().start(), rule.end() + "end".length())));
        }
      }
    } catch (CheckClock.Over e) {
      return rules;
    }
    return rules;
  }

  private static String metadata(RuleText rule, String name) {
    @Nullable Token value = rule.metadata().get(name);
    return value == null ? "" : value.text();
  }
}
