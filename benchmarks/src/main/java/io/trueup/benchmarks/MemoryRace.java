package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.AccountMatcher;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Facts in memory to findings in memory: the engine, the hand-written program, naive Drools. */
final class MemoryRace {
  static final String EVALUATE = "evaluate";
  static final String STAGE_1 = "client_matching";
  static final String HAND_WRITTEN = "hand_written";
  static final String NAIVE = "drools_naive";
  static final String COMPILE = "compile_500_rules";

  /** Naive Drools is left out where it would take longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final Map<String, String> shipped;
  private final Size size;
  private final Month month;
  private final List<UsageRecord> usage;
  private final Consumer<String> progress;
  private final Map<String, Boolean> agreements = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private String digest = "";

  /**
   * @param shipped the texts of the default bundle
   * @param usage the month's records as objects
   */
  MemoryRace(
      Map<String, String> shipped,
      Size size,
      Month month,
      List<UsageRecord> usage,
      Consumer<String> progress) {
    this.shipped = shipped;
    this.size = size;
    this.month = month;
    this.usage = usage;
    this.progress = progress;
  }

  /** Whether each rival found what the engine found, by program and bundle. */
  Map<String, Boolean> agreements() {
    return agreements;
  }

  /** The digest of what the engine finds by the default bundle. */
  String digest() {
    return digest;
  }

  List<String> notes() {
    return notes;
  }

  static String key(String program, BenchBundle bundle) {
    return bundle == BenchBundle.DEFAULT ? program : program + "_" + bundle.key();
  }

  /**
   * Runs everything.
   *
   * @param rounds runs of each, at least 1
   * @param with whether a program takes part
   */
  Map<String, Samples> run(int rounds, Predicate<String> with) throws Exception {
    int warm = size.records() > 1_000_000 ? 2 : size.records() > 100_000 ? 3 : 8;
    List<Rounds.Program> programs = new ArrayList<>();
    for (BenchBundle one : BenchBundle.values()) {
      if (!with.test(one.key())) {
        continue;
      }
      RuleBundle bundle = one.load(shipped);
      Policy policy = one.policy(bundle);
      String found =
          Finding.digest(
              Finding.of(
                  Reconciliation.run(month, bundle, GeneratedMonth.AS_OF, THREADS)
                      .discrepancies()));
      digest = one == BenchBundle.DEFAULT ? found : digest;
      agree(key(HAND_WRITTEN, one), found, HandWritten.run(month, usage, policy));
      programs.add(
          new Rounds.Program(
              key(EVALUATE, one),
              warm,
              rounds,
              () -> Reconciliation.run(month, bundle, GeneratedMonth.AS_OF, THREADS)));
      programs.add(
          new Rounds.Program(
              key(HAND_WRITTEN, one),
              warm * 4,
              rounds,
              () -> HandWritten.run(month, usage, policy)));
      if (one == BenchBundle.DEFAULT) {
        programs.add(
            new Rounds.Program(
                STAGE_1,
                1,
                rounds,
                () -> AccountMatcher.of(month, bundle, GeneratedMonth.AS_OF, THREADS)));
      }
      if (one != BenchBundle.HOST_NAME && with.test(NAIVE) && with.test(key(NAIVE, one))) {
        naive(one, bundle, found, rounds).ifPresent(programs::add);
      }
    }
    Map<String, String> many = BenchBundle.RULES_500.files(shipped);
    programs.add(new Rounds.Program(COMPILE, 5, rounds, () -> RuleFacts.load(many).get()));
    return new Rounds(progress).of(programs);
  }

  private Optional<Rounds.Program> naive(
      BenchBundle one, RuleBundle bundle, String found, int rounds) {
    String name = key(NAIVE, one);
    progress.accept("compiling the rules of " + name);
    NaiveDrools drools = new NaiveDrools(bundle, one.exceptions());
    long start = System.nanoTime();
    agree(name, found, drools.run(month, usage));
    Duration first = Duration.ofNanos(System.nanoTime() - start);
    long fits = PATIENCE.toNanos() / Math.max(1, first.toNanos());
    if (fits < 1) {
      notes.add(name + " took " + first.toMinutes() + " min and is not repeated");
      return Optional.empty();
    }
    int times = (int) Math.min(rounds, fits);
    return Optional.of(
        new Rounds.Program(
            name, size.records() > 100_000 ? 1 : 4, times, () -> drools.run(month, usage)));
  }

  private void agree(String program, String found, Collection<Finding> findings) {
    agreements.put(program, Finding.digest(findings).equals(found));
  }
}
