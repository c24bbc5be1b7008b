package io.trueup.app;

import io.trueup.client.Matching;
import io.trueup.folder.UsageReading;
import io.trueup.reconcile.DividedMonth;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.RunResult;
import io.trueup.stage.MonthPart;
import io.trueup.stage.MonthParts;
import io.trueup.stage.Reconciled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A month that the engine has read and divided. */
final class EngineMonth implements DividedMonth {
  private final MonthParts parts;
  private final Optional<UsageReading> reading;

  /** Parts that were reconciled for the whole and are still to be stored. */
  private final Map<Integer, MonthPart> known = new ConcurrentHashMap<>();

  /**
   * @param reading how usage.csv was read, if it was
   */
  EngineMonth(MonthParts parts, Optional<UsageReading> reading) {
    this.parts = parts;
    this.reading = reading;
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public long weight(int part) {
    return parts.weight(part);
  }

  @Override
  public LocalDate asOf() {
    return parts.asOf();
  }

  @Override
  public String bundleHash() {
    return parts.bundle().hash();
  }

  @Override
  public String inputHash() {
    return parts.month().inputHash();
  }

  @Override
  public String digest() {
    return String.join(
        " ",
        String.valueOf(EngineVersion.current().revision()),
        bundleHash(),
        inputHash(),
        asOf().toString(),
        parts.digest());
  }

  @Override
  public RunResult part(int part, Progress progress) {
    progress.at("compare", part, size());
    MonthPart done = known.remove(part);
    MonthPart evaluated = done == null ? parts.evaluate(part) : done;
    return new EngineResult(evaluated.alone(), evaluated.records().length);
  }

  @Override
  public RunResult whole(Progress progress) {
    List<MonthPart> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      progress.at("compare", i, size());
      all.add(parts.evaluate(i));
    }
    if (size() > 1) {
      all.forEach(part -> known.put(part.number(), part));
    }
    Reconciled result = parts.join(all);
    progress.at("report", 0, result.discrepancies().size());
    return EngineResult.written(result, reading);
  }

  @Override
  public Matching matching() {
    return EngineClientMatcher.matching(parts.month(), parts.accounts(), parts.asOf());
  }
}
