package io.trueup.benchmarks;

import io.trueup.facts.Position;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One evaluation of the discrepancy rules: what a session costs, and what a position in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RuleBaseBenchmark {
  /** Positions in one session. */
  @Param({"1", "20", "2000"})
  public int positions = 1;

  private final RuleBundle bundle =
      BenchBundle.DEFAULT.load(ShippedRules.files(Path.of(System.getProperty("rules", "rules"))));
  private final RuleBase rules = bundle.rules(RuleBundle.Stage.DISCREPANCIES);
  private List<Object> facts = List.of();

  /** Makes the facts once. */
  @Setup
  public void make() {
    facts = new ArrayList<>(bundle.policy());
    for (int n = 0; n < positions; n++) {
      facts.add(position("C" + n, 10 + n % 3, 10));
    }
  }

  /** Policy and positions go in, conclusions come out. */
  @Benchmark
  public Object evaluate() {
    return rules.evaluate(facts);
  }

  private static Position position(String company, long used, long billed) {
    BigDecimal zero = BigDecimal.ZERO;
    BigDecimal units = BigDecimal.valueOf(used);
    BigDecimal delta = BigDecimal.valueOf(used - billed);
    BigDecimal price = BigDecimal.valueOf(950, 2);
    return new Position(
        company + "|P1|USD",
        company,
        "P1",
        "USD",
        1,
        "M1",
        "records",
        BigDecimal.valueOf(billed),
        units,
        zero,
        null,
        units,
        delta,
        true,
        price,
        price,
        null,
        delta.multiply(price),
        zero,
        "",
        zero,
        zero,
        zero,
        null,
        "",
        "",
        zero,
        zero,
        null,
        zero,
        zero,
        zero);
  }
}
