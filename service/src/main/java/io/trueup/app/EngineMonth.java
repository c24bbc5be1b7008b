package io.trueup.app;

import io.trueup.client.Matching;
import io.trueup.folder.UsageReading;
import io.trueup.reconcile.DividedMonth;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.RunResult;
import io.trueup.stage.MonthMemory;
import io.trueup.stage.MonthPart;
import io.trueup.stage.MonthParts;
import io.trueup.stage.Reconciled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A month that the engine has read and divided. */
final class EngineMonth implements DividedMonth {
  private final MonthParts parts;
  private final Optional<UsageReading> reading;

  private final MonthMemory memory;
  private final Object[] turns;

  /** Parts that are reconciled, while this node works on the whole: it needs each of them too. */
  private final Map<Integer, MonthPart> done;

  private volatile boolean whole;
  private @Nullable Reconciled joined;

  /**
   * @param reading how usage.csv was read, if it was
   * @param memory keeps the month when all of it was reconciled here
   */
  EngineMonth(MonthMemory.Divided month, Optional<UsageReading> reading, MonthMemory memory) {
    this.parts = month.parts();
    this.done = new ConcurrentHashMap<>(month.evaluated());
    this.reading = reading;
    this.memory = memory;
    this.turns = Stream.generate(Object::new).limit(parts.size()).toArray();
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
    MonthPart evaluated = evaluated(part);
    if (!whole) {
      done.remove(part);
    }
    return EngineResult.part(evaluated.alone(), evaluated.records().length);
  }

  @Override
  public RunResult whole(Progress progress) {
    whole = true;
    Reconciled result = joined(progress);
    progress.at("report", 0, result.discrepancies().size());
    return EngineResult.whole(result, reading);
  }

  private synchronized Reconciled joined(Progress progress) {
    Reconciled known = joined;
    if (known == null) {
      List<MonthPart> all = new ArrayList<>();
      for (int i = 0; i < size(); i++) {
        progress.at("compare", i, size());
        all.add(evaluated(i));
      }
      memory.keep(parts, all);
      known = parts.join(all);
      joined = known;
    }
    return known;
  }

  /** A part's result, worked out once however many ask for it. */
  private MonthPart evaluated(int part) {
    synchronized (turns[part]) {
      return done.computeIfAbsent(part, parts::evaluate);
    }
  }

  @Override
  public Matching matching() {
    return EngineClientMatcher.matching(parts.month(), parts.accounts(), parts.asOf());
  }
}
