package io.trueup.rulebase;

/**
 * What a rule took. Conditions that rules share because they begin alike are evaluated once, and
 * count for each of them.
 *
 * @param fired how often it fired
 * @param held how many conclusions that held rest on it, each as often as it fired for it
 * @param checks how often a condition was evaluated or an accumulate took something up; what an
 *     index answers is no check
 * @param nanos time in its conditions and conclusions in nanoseconds, from a sample of one in eight
 */
public record RuleWork(RuleInfo rule, long fired, long held, long checks, long nanos) {}
