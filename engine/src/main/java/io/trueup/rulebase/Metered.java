package io.trueup.rulebase;

import java.util.List;

/**
 * What the rules of a stage took in the evaluations of a {@linkplain RuleBundle#metered metered}
 * bundle.
 *
 * @param rules in the order of files and lines
 * @param nanos time in the conditions and conclusions of all rules, what they share counted once
 * @param evaluating time of all evaluations on all threads, in nanoseconds: also what the engine
 *     takes around the rules
 */
public record Metered(List<RuleWork> rules, long nanos, long evaluating) {
  public Metered {
    rules = List.copyOf(rules);
  }
}
