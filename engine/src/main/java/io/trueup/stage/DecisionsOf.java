package io.trueup.stage;

import io.trueup.facts.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People's decisions in force, found by the company that they are about. */
final class DecisionsOf {
  private final List<Decision> aboutAll;
  private final Map<String, List<Decision>> byCompany = new HashMap<>();

  /**
   * @param decisions by id
   */
  DecisionsOf(List<Decision> decisions) {
    this.aboutAll = decisions.stream().filter(d -> d.companyId().isEmpty()).toList();
    for (Decision decision : decisions) {
      if (!decision.companyId().isEmpty()) {
        byCompany.computeIfAbsent(decision.companyId(), k -> new ArrayList<>()).add(decision);
      }
    }
  }

  /** Those about all companies. */
  List<Decision> all() {
    return aboutAll;
  }

  /** Those about one company alone. */
  List<Decision> only(String companyId) {
    return byCompany.getOrDefault(companyId, List.of());
  }

  /** Both, by id. */
  List<Decision> company(String companyId) {
    List<Decision> own = only(companyId);
    if (aboutAll.isEmpty() || own.isEmpty()) {
      return own.isEmpty() ? aboutAll : own;
    }
    List<Decision> both = new ArrayList<>(aboutAll);
    both.addAll(own);
    both.sort(Comparator.comparing(Decision::decisionId));
    return both;
  }
}
