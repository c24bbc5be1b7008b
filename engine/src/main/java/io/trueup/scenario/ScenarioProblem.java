package io.trueup.scenario;

import java.util.Comparator;

/**
 * Why a scenario text cannot be used.
 *
 * @param file the scenario file
 * @param line line in it, from 1; 0 when the problem is the file's
 * @param message what is wrong, naming the word in question
 * @param hint what to write instead
 */
public record ScenarioProblem(String file, int line, String message, String hint) {
  static final Comparator<ScenarioProblem> IN_READING_ORDER =
      Comparator.comparing(ScenarioProblem::file)
          .thenComparingInt(ScenarioProblem::line)
          .thenComparing(ScenarioProblem::message);

  /** {@code file:line: what is wrong; what to write instead}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + message
        + (hint.isEmpty() ? "" : "; " + hint);
  }
}
