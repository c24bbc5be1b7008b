package io.trueup.stage;

import io.trueup.facts.Decision;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.RuleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Lists of rules, each rule once and in the order of the ids. */
final class Rules {
  private Rules() {}

  static List<RuleInfo> of(Conclusion conclusion) {
    return of(List.of(conclusion));
  }

  static List<RuleInfo> of(Collection<Conclusion> conclusions) {
    List<RuleInfo> each = new ArrayList<>();
    for (Conclusion conclusion : conclusions) {
      conclusion.because().forEach(firing -> add(firing.rule(), each));
    }
    return sorted(each);
  }

  static List<RuleInfo> ofFirings(Collection<Firing> firings) {
    List<RuleInfo> each = new ArrayList<>();
    firings.forEach(firing -> add(firing.rule(), each));
    return sorted(each);
  }

  static List<RuleInfo> together(List<RuleInfo> some, List<RuleInfo> more) {
    return together(List.of(some, more));
  }

  /** The rules of all lists; many may be one and the same list. */
  static List<RuleInfo> together(Collection<List<RuleInfo>> lists) {
    List<RuleInfo> each = new ArrayList<>();
    List<RuleInfo> last = List.of();
    for (List<RuleInfo> list : lists) {
      if (list != last) {
        list.forEach(rule -> add(rule, each));
        last = list;
      }
    }
    return sorted(each);
  }

  /** Rules are few and mostly the same objects: looking through them is quicker than hashing. */
  private static void add(RuleInfo rule, List<RuleInfo> each) {
    for (RuleInfo known : each) {
      if (known.equals(rule)) {
        return;
      }
    }
    each.add(rule);
  }

  private static List<RuleInfo> sorted(List<RuleInfo> each) {
    if (each.size() > 1) {
      each.sort(Comparator.comparing(RuleInfo::id));
    }
    return List.copyOf(each);
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
