package io.trueup.rulebase;

import io.trueup.table.Origins;
import io.trueup.table.Place;
import org.jspecify.annotations.Nullable;

/**
 * A text of rules: a file as it was written, or what was made of a table.
 *
 * @param path the file in the bundle that people know
 * @param origins where the words come from; null when the text is the file
 */
record Source(String path, String text, @Nullable Origins origins) {
  Source(RuleSource file) {
    this(file.path(), file.text(), null);
  }

  /** The token with the place that people know. */
  Token placed(Token token) {
    Place place = place(token.line(), token.column());
    return new Token(
        token.kind(), token.text(), token.start(), token.end(), place.line(), place.column());
  }

  /** The problem with the place that people know. */
  RuleProblem placed(RuleProblem problem) {
    Place place = place(problem.line(), problem.column());
    return new RuleProblem(
        path, place.line(), place.column(), problem.id(), problem.message(), problem.hint());
  }

  private Place place(int line, int column) {
    return origins == null ? new Place(line, column) : origins.place(line, column);
  }
}
