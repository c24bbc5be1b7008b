package io.trueup.stage;

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
    return conclusions.stream()
        .flatMap(conclusion -> conclusion.because().stream())
        .map(Firing::rule)
        .distinct()
        .sorted(Comparator.comparing(RuleInfo::id))
        .toList();
  }

  static List<RuleInfo> together(List<RuleInfo> some, List<RuleInfo> more) {
    return Stream.concat(some.stream(), more.stream())
        .distinct()
        .sorted(Comparator.comparing(RuleInfo::id))
        .toList();
  }
}
