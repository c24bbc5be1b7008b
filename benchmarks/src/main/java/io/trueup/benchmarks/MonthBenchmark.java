package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.Reconciliation;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A month of 15,000 records on one core: folding, three stages and rows; and by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class MonthBenchmark {
  private final RuleBundle bundle =
      BenchBundle.DEFAULT.load(ShippedRules.files(Path.of(System.getProperty("rules", "rules"))));
  private final Policy policy = BenchBundle.DEFAULT.policy(bundle);
  private final GeneratedMonth generated = new GeneratedMonth(Size.XS, GeneratedMonth.SEED);
  private final Month month = generated.facts();

  /** The engine. */
  @Benchmark
  public Object engine() {
    return Reconciliation.run(month, bundle, GeneratedMonth.AS_OF, 1);
  }

  /** The program that knows its rules by heart. */
  @Benchmark
  public Object handWritten() {
    return HandWritten.run(month, generated.usage(), policy);
  }
}
