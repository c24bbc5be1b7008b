package io.trueup.app;

import io.trueup.facts.Month;
import io.trueup.folder.UnusableFolder;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.UnusableInputException;
import io.trueup.report.ResultFolder;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Carries out the service's runs just as {@code trueup reconcile} does. */
final class EngineReconciler implements Reconciler {
  private final Clock clock;

  /**
   * @param clock for the day of input that names none
   */
  EngineReconciler(Clock clock) {
    this.clock = clock;
  }

  @Override
  public RunResult reconcile(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, Progress progress) {
    MonthRun run =
        new MonthRun(rules, Runtime.getRuntime().availableProcessors(), () -> LocalDate.now(clock));
    progress.at("read", 0, 0);
    Month month;
    try {
      month = run.read(folder);
    } catch (UnusableFolder e) {
      throw new UnusableInputException(
          OneLine.of(e.what(), e.where().replace(folder + "/", ""), e.advice()), List.of());
    }
    progress.at("compare", 0, month.usage().size());
    Reconciled result = run.evaluate(month, asOf.orElseGet(() -> run.asOf(month)));
    progress.at("report", 0, result.discrepancies().size());
    try {
      Path files = Files.createTempDirectory("trueup-result");
      Path out = files.resolve("result");
      ResultFolder.write(result, out);
      return new EngineResult(result, files, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
