package io.trueup.rulebase;

import org.jspecify.annotations.Nullable;

/**
 * The evaluation that runs on this thread, for the predicates of one rule base; Drools hands them
 * only facts.
 */
final class Running {
  // not static: each rule base has its own, and it is removed at the end of every evaluation
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Evaluation> current = new ThreadLocal<>();

  void start(Evaluation evaluation) {
    if (current.get() != null) {
      throw new IllegalStateException(
          "an evaluation of this rule base runs on this thread already");
    }
    current.set(evaluation);
  }

  void end() {
    current.remove();
  }

  Evaluation evaluation() {
    Evaluation evaluation = current.get();
    if (evaluation == null) {
      throw new IllegalStateException("no evaluation runs on this thread");
    }
    return evaluation;
  }

  Fuel fuel() {
    return evaluation().fuel();
  }
}
