package io.trueup.rulebase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule base, or all the reasons why there is none.
 *
 * @param ruleBase null exactly when there are problems
 * @param problems in reading order
 */
public record Compiled(@Nullable RuleBase ruleBase, List<RuleProblem> problems) {
  public Compiled {
    problems = List.copyOf(problems);
    if ((ruleBase == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("either a rule base or problems");
    }
  }

  /**
   * The rule base.
   *
   * @throws IllegalStateException when there are problems; the message lists them
   */
  public RuleBase get() {
    if (ruleBase == null) {
      StringBuilder text = new StringBuilder("the rules have problems");
      problems.forEach(p -> text.append('\n').append(p).append(" (").append(p.hint()).append(')'));
      throw new IllegalStateException(text.toString());
    }
    return ruleBase;
  }
}
