package io.trueup.app;

import io.trueup.facts.Month;
import io.trueup.folder.MonthReading;
import io.trueup.folder.UnusableFolder;
import io.trueup.reconcile.DividedMonth;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.UnusableInputException;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.MonthMemory;
import io.trueup.stage.MonthParts;
import io.trueup.stage.RuleCosts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Carries out the service's runs just as {@code trueup reconcile} does. */
final class EngineReconciler implements Reconciler {
  /** Months that are kept, and how large one may be that is. */
  private static final int MONTHS = 2;

  private static final int RECORDS = 1_000_000;

  private final MonthMemory memory = new MonthMemory(MONTHS, RECORDS);
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
    // A proof does everything again; nothing that is remembered goes into it.
    return read(folder, rules, asOf, Long.MAX_VALUE, false, progress).whole(progress);
  }

  @Override
  public Optional<DividedMonth> divide(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, long weight, Progress progress) {
    return Optional.of(read(folder, rules, asOf, weight, true, progress));
  }

  private DividedMonth read(
      Path folder,
      RuleBundle rules,
      Optional<LocalDate> asOf,
      long weight,
      boolean remembered,
      Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    MonthRun run = new MonthRun(rules, threads, () -> LocalDate.now(clock));
    progress.at("read", 0, 0);
    MonthReading reading = read(run, folder);
    Month month = reading.month();
    LocalDate day = asOf.orElseGet(() -> run.asOf(month));
    boolean small = month.usage().size() + month.additions().size() <= weight;
    if (remembered && (small || memory.knows(month, rules, day))) {
      return new KnownMonth(memory, month, rules, day, threads, reading.usage());
    }
    progress.at("match", 0, month.accounts().size());
    return new EngineMonth(MonthParts.of(month, rules, day, threads, weight), reading.usage());
  }

  private static MonthReading read(MonthRun run, Path folder) {
    try {
      return run.readWritten(folder);
    } catch (UnusableFolder e) {
      throw new UnusableInputException(
          OneLine.of(e.what(), e.where().replace(folder + "/", ""), e.advice()), List.of());
    }
  }

  @Override
  public RuleCosts costs(Path folder, RuleBundle rules, Optional<LocalDate> asOf) {
    int threads = Runtime.getRuntime().availableProcessors();
    MonthRun run = new MonthRun(rules, threads, () -> LocalDate.now(clock));
    Month month = read(run, folder).month();
    return RuleCosts.measure(month, rules, asOf.orElseGet(() -> run.asOf(month)), threads);
  }
}
