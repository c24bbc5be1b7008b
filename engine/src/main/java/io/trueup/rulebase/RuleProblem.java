package io.trueup.rulebase;

import java.util.Comparator;
import java.util.Objects;

/**
 * Why a rule text is refused, and what to write instead; or advice about a text that is accepted.
 *
 * @param file path in the bundle
 * @param line from 1
 * @param column from 1, counted in characters
 * @param id the kind of problem, {@code RB-031}; docs/reference/rule-grammar.md lists them
 * @param message what is wrong, naming the word in question
 * @param hint what to write instead; empty when there is nothing to add
 */
public record RuleProblem(
    String file, int line, int column, String id, String message, String hint) {
  static final Comparator<RuleProblem> IN_READING_ORDER =
      Comparator.comparing(RuleProblem::file)
          .thenComparingInt(RuleProblem::line)
          .thenComparingInt(RuleProblem::column)
          .thenComparing(RuleProblem::id)
          .thenComparing(RuleProblem::message);

  public RuleProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
  }

  /** Whether it is only worth a thought: advice keeps no bundle from being used. */
  public boolean isAdvice() {
    return id.startsWith("RB-2");
  }

  /** {@code file:line:column: id: message}; the hint is not part of it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + id + ": " + message;
  }
}
