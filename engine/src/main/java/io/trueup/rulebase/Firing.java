package io.trueup.rulebase;

import java.util.List;

/**
 * One time that a rule's conditions held.
 *
 * @param rule the rule
 * @param matched the facts that matched, in the order of the rule's patterns; facts that an
 *     accumulate counted follow where its result stands. What a {@code not} did not find is
 *     naturally absent.
 */
public record Firing(RuleInfo rule, List<Object> matched) {
  public Firing {
    matched = List.copyOf(matched);
  }
}
