package io.trueup.reconcile;

import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.RuleCosts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What turns an export folder into a result. One call is one run; calls may come at the same time.
 */
@FunctionalInterface
public interface Reconciler {
  /**
   * Reconciles a folder.
   *
   * @param folder CSV files, as an export folder has them; only read
   * @param rules the rules that decide
   * @param asOf the date to reconcile at; when empty the reconciler derives it from the input
   * @param progress told how far it is; may throw to stop the run
   * @return the result, to be closed by the caller
   * @throws UnusableInputException if nothing can be computed from this folder
   */
  RunResult reconcile(Path folder, RuleBundle rules, Optional<LocalDate> asOf, Progress progress);

  /**
   * Reads a folder for a run: a month that this process can reconcile by itself is one part, any
   * other is divided as by {@link #divide}.
   *
   * @param weight how many records a part has at most, about; at least 1
   * @return the month, which needs the folder no more; empty when this one knows whole folders only
   * @throws UnusableInputException if nothing can be computed from this folder
   */
  default Optional<DividedMonth> open(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, long weight, Progress progress) {
    return divide(folder, rules, asOf, weight, progress);
  }

  /**
   * Reads a folder and divides it, so that several nodes can reconcile it together. Every node
   * divides it in the same way, whatever it did before.
   *
   * @param weight how many records a part has at most, about; at least 1
   * @return the month, which needs the folder no more; empty when this one knows whole folders only
   * @throws UnusableInputException if nothing can be computed from this folder
   */
  default Optional<DividedMonth> divide(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, long weight, Progress progress) {
    return Optional.empty();
  }

  /**
   * Reconciles a folder to measure what each rule costs; there is no result.
   *
   * @throws UnusableInputException if nothing can be computed from this folder
   */
  default RuleCosts costs(Path folder, RuleBundle rules, Optional<LocalDate> asOf) {
    throw new UnsupportedOperationException("nothing measures rules here");
  }
}
