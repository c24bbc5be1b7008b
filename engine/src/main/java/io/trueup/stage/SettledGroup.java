package io.trueup.stage;

import java.util.List;

/**
 * What all records of a group share.
 *
 * @param additionIds lines that they count towards, empty when none bills them
 * @param ruleIds the rules that decided
 */
public record SettledGroup(UsageGroup group, List<String> additionIds, List<String> ruleIds) {
  public SettledGroup {
    additionIds = List.copyOf(additionIds);
    ruleIds = List.copyOf(ruleIds);
  }
}
