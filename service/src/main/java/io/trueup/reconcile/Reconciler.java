package io.trueup.reconcile;

import io.trueup.rulebase.RuleBundle;
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
}
