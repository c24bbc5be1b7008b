package io.trueup.rulebase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand in the when part, as written. */
sealed interface Condition {
  Token at();

  /**
   * @param variable what it is bound to
   * @param from where it comes from; null when it comes from the facts
   */
  record Pattern(
      Token at,
      @Nullable Token variable,
      Token type,
      List<Constraint> constraints,
      @Nullable Source from)
      implements Condition {}

  /**
   * One constraint between commas.
   *
   * @param variable what its left side is bound to
   * @param start offset of its first character in the file
   * @param end offset behind its last character
   */
  record Constraint(@Nullable Token variable, Expression expression, int start, int end) {}

  /** Where a pattern's values come from. */
  sealed interface Source {}

  /** The elements of a list that a fact has. */
  record Elements(Expression.Path path, int start, int end) implements Source {}

  /** The one result of an accumulate. */
  record Accumulated(Accumulate accumulate) implements Source {}

  /** {@code collect}: everything that matches a pattern. */
  record Collected(Pattern pattern) implements Source {}

  record Not(Token at, Condition of) implements Condition {}

  record Exists(Token at, Condition of) implements Condition {}

  record Forall(Token at, List<Pattern> of) implements Condition {}

  record And(Token at, List<Condition> of) implements Condition {}

  record Or(Token at, List<Condition> of) implements Condition {}

  /**
   * @param constraints on the results
   */
  record Accumulate(
      Token at, Condition source, List<Function> functions, List<Constraint> constraints)
      implements Condition {}

  /**
   * @param variable what its result is bound to
   * @param argument null for none
   */
  record Function(@Nullable Token variable, Token name, @Nullable Constraint argument) {}
}
