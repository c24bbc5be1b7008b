package io.trueup.app;

import io.trueup.client.Matching;
import io.trueup.facts.Month;
import io.trueup.folder.UsageReading;
import io.trueup.reconcile.DividedMonth;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.RunResult;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.MonthMemory;
import io.trueup.stage.Reconciled;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small month, which this process reconciles by itself: all of it, or what changed since it was
 * reconciled here before.
 */
final class KnownMonth implements DividedMonth {
  private final MonthMemory memory;
  private final Month month;
  private final RuleBundle rules;
  private final LocalDate asOf;
  private final int threads;
  private final Optional<UsageReading> reading;
  private volatile @Nullable Reconciled result;

  /**
   * @param reading how usage.csv was read, if it was
   */
  KnownMonth(
      MonthMemory memory,
      Month month,
      RuleBundle rules,
      LocalDate asOf,
      int threads,
      Optional<UsageReading> reading) {
    this.memory = memory;
    this.month = month;
    this.rules = rules;
    this.asOf = asOf;
    this.threads = threads;
    this.reading = reading;
  }

  private Reconciled result() {
    Reconciled known = result;
    if (known == null) {
      known = memory.run(month, rules, asOf, threads);
      result = known;
    }
    return known;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public long weight(int part) {
    return month.usage().size();
  }

  @Override
  public LocalDate asOf() {
    return asOf;
  }

  @Override
  public String bundleHash() {
    return rules.hash();
  }

  @Override
  public String inputHash() {
    return month.inputHash();
  }

  @Override
  public String digest() {
    return String.join(
        " ",
        String.valueOf(EngineVersion.current().revision()),
        bundleHash(),
        inputHash(),
        asOf.toString());
  }

  @Override
  public RunResult part(int part, Progress progress) {
    return EngineResult.part(result(), month.usage().size());
  }

  @Override
  public RunResult whole(Progress progress) {
    progress.at("compare", 0, month.usage().size());
    Reconciled done = result();
    progress.at("report", 0, done.discrepancies().size());
    return EngineResult.whole(done, reading);
  }

  @Override
  public Matching matching() {
    return EngineClientMatcher.matching(month, result().accounts(), asOf);
  }
}
