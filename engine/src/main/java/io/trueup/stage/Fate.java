package io.trueup.stage;

import io.trueup.facts.Counted;
import io.trueup.rulebase.RuleInfo;
import java.util.List;

/**
 * What became of usage records: counted, excluded or unaccounted. Exactly one of them.
 *
 * @param outcome counted, excluded or unaccounted
 * @param reason why, as a code; empty for usage that a billing position counts
 * @param counted what it counts towards; empty unless counted
 * @param rules the rules that decided
 * @param decisionIds people's decisions that those rules matched
 */
public record Fate(
    String outcome,
    String reason,
    List<Counted> counted,
    List<RuleInfo> rules,
    List<String> decisionIds) {
  public Fate {
    counted = List.copyOf(counted);
    rules = List.copyOf(rules);
    decisionIds = List.copyOf(decisionIds);
  }

  static final String COUNTED = "counted";
  static final String EXCLUDED = "excluded";
  static final String UNACCOUNTED = "unaccounted";
}
