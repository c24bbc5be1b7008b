package io.trueup.app;

import io.trueup.client.Matching;
import io.trueup.reconcile.DividedMonth;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunResult;
import io.trueup.rulebase.RuleBundle;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real engine of a node, which a test can hold up before a part of a month. */
final class WatchedEngine implements Reconciler {
  /** Called before a part; may wait, and may throw. */
  interface Before {
    void part(int part, Progress progress);
  }

  final List<Integer> parts = new CopyOnWriteArrayList<>();
  private final EngineReconciler engine = new EngineReconciler(Clock.systemUTC());
  private final Before before;

  WatchedEngine(Before before) {
    this.before = before;
  }

  /** The engine of a service. */
  Engine engine() {
    Engine shipped = Engine.of();
    return new Engine(this, shipped.judge(), shipped.matcher(), shipped.compiled());
  }

  @Override
  public RunResult reconcile(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, Progress progress) {
    return engine.reconcile(folder, rules, asOf, progress);
  }

  @Override
  public Optional<DividedMonth> divide(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, long weight, Progress progress) {
    return engine.divide(folder, rules, asOf, weight, progress).map(Watched::new);
  }

  private final class Watched implements DividedMonth {
    private final DividedMonth month;

    Watched(DividedMonth month) {
      this.month = month;
    }

    @Override
    public RunResult part(int part, Progress progress) {
      parts.add(part);
      before.part(part, progress);
      return month.part(part, progress);
    }

    @Override
    public int size() {
      return month.size();
    }

    @Override
    public long weight(int part) {
      return month.weight(part);
    }

    @Override
    public LocalDate asOf() {
      return month.asOf();
    }

    @Override
    public String bundleHash() {
      return month.bundleHash();
    }

    @Override
    public String inputHash() {
      return month.inputHash();
    }

    @Override
    public String digest() {
      return month.digest();
    }

    @Override
    public RunResult whole(Progress progress) {
      return month.whole(progress);
    }

    @Override
    public Matching matching() {
      return month.matching();
    }
  }
}
