package io.trueup.stage;

import io.trueup.facts.Decision;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.RuleInfo;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Lists of rules, each rule once and in the order of the ids. */
final class Rules {
  private Rules() {}

  static List<RuleInfo> of(Conclusion conclusion) {
    return of(List.of(conclusion));
  }

  static List<RuleInfo> of(Collection<Conclusion> conclusions) {
    return sorted(conclusions.stream().flatMap(c -> c.because().stream()).map(Firing::rule));
  }

  static List<RuleInfo> ofFirings(Collection<Firing> firings) {
    return sorted(firings.stream().map(Firing::rule));
  }

  static List<RuleInfo> together(List<RuleInfo> some, List<RuleInfo> more) {
    return sorted(Stream.concat(some.stream(), more.stream()));
  }

  private static List<RuleInfo> sorted(Stream<RuleInfo> rules) {
    return rules.distinct().sorted(Comparator.comparing(RuleInfo::id)).toList();
  }

  /** Firings by rule and then by what matched: an order that no evaluation can change. */
  static List<Firing> firings(Collection<Firing> firings) {
    return firings.stream()
        .sorted(
            Comparator.comparing((Firing firing) -> firing.rule().id())
                .thenComparing(firing -> firing.matched().toString()))
        .toList();
  }

  /** Ids of people's decisions that rules matched, each once and sorted. */
  static List<String> decisionIds(Collection<Firing> firings) {
    return firings.stream()
        .flatMap(firing -> firing.matched().stream())
        .filter(Decision.class::isInstance)
        .map(fact -> ((Decision) fact).decisionId())
        .distinct()
        .sorted()
        .toList();
  }
}
