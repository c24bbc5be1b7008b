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
import io.trueup.stage.RuleCosts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Carries out the service's runs just as {@code trueup reconcile} does. */
final class EngineReconciler implements Reconciler {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int MONTHS = 2;

  /** An eighth of the heap, at about 400 bytes a record with all that is known of it. */
  private static final long RECORDS = Runtime.getRuntime().maxMemory() / 8 / 400;

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
    Opened opened = read(folder, rules, asOf, progress);
    return divided(opened, rules, Long.MAX_VALUE, new MonthMemory(0, 0)).whole(progress);
  }

  @Override
  public Optional<DividedMonth> open(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, long weight, Progress progress) {
    Opened opened = read(folder, rules, asOf, progress);
    Month month = opened.reading().month();
    if (month.usage().size() + month.additions().size() <= weight) {
      return Optional.of(
          new KnownMonth(memory, month, rules, opened.day(), THREADS, opened.reading().usage()));
    }
    progress.at("match", 0, month.accounts().size());
    return Optional.of(divided(opened, rules, weight, memory));
  }

  @Override
  public Optional<DividedMonth> divide(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, long weight, Progress progress) {
    return Optional.of(divided(read(folder, rules, asOf, progress), rules, weight, memory));
  }

  private record Opened(MonthReading reading, LocalDate day) {}

  private Opened read(Path folder, RuleBundle rules, Optional<LocalDate> asOf, Progress progress) {
    MonthRun run = new MonthRun(rules, THREADS, () -> LocalDate.now(clock));
    progress.at("read", 0, 0);
    MonthReading reading = read(run, folder);
    return new Opened(reading, asOf.orElseGet(() -> run.asOf(reading.month())));
  }

  private static EngineMonth divided(
      Opened opened, RuleBundle rules, long weight, MonthMemory kept) {
    return new EngineMonth(
        kept.divided(opened.reading().month(), rules, opened.day(), THREADS, weight),
        opened.reading().usage(),
        kept);
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
    MonthRun run = new MonthRun(rules, THREADS, () -> LocalDate.now(clock));
    Month month = read(run, folder).month();
    return RuleCosts.measure(month, rules, asOf.orElseGet(() -> run.asOf(month)), THREADS);
  }
}
