package io.trueup.reconcile;

import io.trueup.facts.InputProblem;
import java.util.List;

/** The input refuses the whole run: a required file or column is missing, or cannot be read. */
public final class UnusableInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<InputProblem> problems;

  /**
   * @param message what is wrong, where, and what to do, in one line
   * @param problems each thing that is wrong
   */
  public UnusableInputException(String message, List<InputProblem> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  /** Each thing that is wrong. */
  public List<InputProblem> problems() {
    return problems;
  }
}
