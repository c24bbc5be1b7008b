package io.trueup.stage;

import io.trueup.facts.Month;
import io.trueup.rulebase.Metered;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.RuleWork;
import io.trueup.rulebase.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each rule costs a month: measured while the month is reconciled, whose result is the same.
 * Counts are exact and the same in every measurement; times are of this machine and this moment.
 *
 * @param rules the most expensive first
 * @param nanos time in the conditions and conclusions of all rules, what they share counted once
 * @param evaluating time of all evaluations on all threads, in nanoseconds: also what the engine
 *     takes around the rules, and the measuring itself
 * @param folding how far the month folded
 */
public record RuleCosts(List<RuleCost> rules, long nanos, long evaluating, Folding folding) {
  /** Rounds go on until so many nanoseconds have passed. */
  private static final long WARM = 1_000_000_000L;

  /** No round begins after so many nanoseconds. */
  private static final long LONG = 20_000_000_000L;

  private static final int LEAST = 3;
  private static final int MOST = 20;

  public RuleCosts {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param fired how often it fired
   * @param held conclusions that held because of it
   * @param caseByCase whether its stage is decided case by case
   * @param cases different cases with such a conclusion; 0 where it is not
   * @param checks how often a condition of it was evaluated; what an index answers is no check
   * @param nanos time in its conditions and conclusions; conditions with which several rules begin
   *     are evaluated once and count for each of them
   * @param share of all rules' time, at most 1; shares can add up to more, because of what is
   *     shared
   * @param hints what would make it cheaper, as sentences
   */
  public record RuleCost(
      RuleInfo rule,
      long fired,
      long held,
      boolean caseByCase,
      long cases,
      long checks,
      long nanos,
      double share,
      List<String> hints) {
    public RuleCost {
      hints = List.copyOf(hints);
    }
  }

  /**
   * Reconciles a month and measures. A short one is reconciled several times, since a program that
   * has just begun is slow; the last time counts.
   *
   * @param asOf the day on which billed and used are compared
   * @param threads how many companies are worked on at once, at least 1
   */
  public static RuleCosts measure(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    long start = System.nanoTime();
    for (int round = 1; ; round++) {
      RuleBundle watched = bundle.metered();
      Reconciled result = Reconciliation.run(month, watched, asOf, threads);
      long passed = System.nanoTime() - start;
      if (round == MOST || passed > LONG || (round >= LEAST && passed > WARM)) {
        return of(watched, result);
      }
    }
  }

  private static RuleCosts of(RuleBundle watched, Reconciled result) {
    Map<String, Long> cases = cases(result.notes().used());
    Folding folding = result.summary().folding();
    Set<String> byCase = new HashSet<>();
    for (Folding.StageFolding stage : folding.stages()) {
      if (stage.caseByCase()) {
        byCase.add(stage.stage());
      }
    }
    RuleHints hints = new RuleHints(folding);
    List<Metered> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      stages.add(watched.rules(stage).measured());
    }
    long nanos = stages.stream().mapToLong(Metered::nanos).sum();
    List<RuleCost> rules = new ArrayList<>();
    for (Metered stage : stages) {
      for (RuleWork work : stage.rules()) {
        String id = work.rule().id();
        rules.add(
            new RuleCost(
                work.rule(),
                work.fired(),
                work.held(),
                byCase.contains(work.rule().stage()),
                cases.getOrDefault(id, 0L),
                work.checks(),
                work.nanos(),
                nanos == 0 ? 0 : Math.min(1, (double) work.nanos() / nanos),
                hints.of(id)));
      }
    }
    rules.sort(
        Comparator.comparingLong(RuleCost::nanos)
            .reversed()
            .thenComparing(cost -> cost.rule().id()));
    return new RuleCosts(
        rules, nanos, stages.stream().mapToLong(Metered::evaluating).sum(), folding);
  }

  private static Map<String, Long> cases(Set<Verdict> verdicts) {
    Map<String, Long> cases = new HashMap<>();
    Set<String> rules = new HashSet<>();
    for (Verdict verdict : verdicts) {
      rules.clear();
      for (int i = 0; i < verdict.size(); i++) {
        verdict.rules(i).forEach(rule -> rules.add(rule.id()));
      }
      rules.forEach(id -> cases.merge(id, 1L, Long::sum));
    }
    return cases;
  }
}
