package io.trueup.pages;

import io.trueup.rulebase.RuleProblem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A problem at its place in a file.
 *
 * @param line 0 where the text names no place
 * @param hint what to write instead; empty for nothing
 */
public record Place(String file, int line, int column, String id, String message, String hint) {
  private static final Pattern TEXT =
      Pattern.compile("([^:]+):(\\d+):(\\d+): ([^:]+): (.*)", Pattern.DOTALL);

  static Place of(RuleProblem problem) {
    return new Place(
        problem.file(),
        problem.line(),
        problem.column(),
        problem.id(),
        problem.message(),
        problem.hint());
  }

  /** From a problem as it is recorded: {@code file:line:column: id: message}. */
  static Place of(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new Place(
            parts.group(1),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            parts.group(4),
            parts.group(5),
            "")
        : new Place("", 0, 0, "", text, "");
  }
}
