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
 * @param line line of the word {@code rule}, or of the table's row, from 1
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
   * The rules of a file that have an id. What cannot be read is passed over. Rules of a decision
   * table are told as the DRL that the table makes, at the line of their row.
   *
   * @param file path in the bundle
   */
  public static List<WrittenRule> of(String file, String text, FactModel model) {
    Problems problems = new Problems(file);
    List<WrittenRule> rules = new ArrayList<>();
    String stage = file.substring(0, Math.max(0, file.indexOf('/')));
    List<Source> sources =
        TableRules.isTable(file)
            ? TableRules.sources(
                file, text, TableRules.drlPackage(file), model, Limits.DEFAULT, problems)
            : List.of(new Source(file, text, null));
    try {
      for (Source source : sources) {
        List<Token> tokens = Readings.tokens(source, Limits.DEFAULT, problems);
        for (RuleText rule : RuleFileParser.parse(tokens, problems).rules()) {
          String id = metadata(rule, "id");
          if (!id.isEmpty()) {
            rules.add(written(rule, id, stage, source));
          }
        }
      }
    } catch (CheckClock.Over e) {
      return rules;
    }
    return rules;
  }

  private static WrittenRule written(RuleText rule, String id, String stage, Source source) {
    return new WrittenRule(
        id,
        rule.name(),
        metadata(rule, "owner"),
        metadata(rule, "rationale"),
        stage,
        source.path(),
        rule.at().line(),
        source.text().substring(rule.at().start(), rule.end() + "end".length()));
  }

  private static String metadata(RuleText rule, String name) {
    @Nullable Token value = rule.metadata().get(name);
    return value == null ? "" : value.text();
  }
}
