package io.trueup.benchmarks;

import io.trueup.facts.Listed;
import io.trueup.facts.Threshold;
import io.trueup.rulebase.RuleBundle;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a program written for exactly one bundle has built in.
 *
 * @param free SKUs that cost nothing, in small letters
 * @param scheduledDays days in which a line that begins explains a difference
 * @param exceptions what further rules come to
 * @param labs whether a rule leaves out what is named like a machine of a lab
 */
record Policy(Set<String> free, int scheduledDays, Exceptions exceptions, boolean labs) {
  /** How names begin that the rule about labs leaves out. */
  static final String LAB = "lab-";

  static Policy of(RuleBundle bundle, Exceptions exceptions, boolean labs) {
    Set<String> free = new HashSet<>();
    int days = 0;
    for (Object fact : bundle.policy()) {
      if (fact instanceof Listed listed && listed.list().equals("free_products")) {
        free.add(listed.value().toLowerCase(Locale.ROOT));
      } else if (fact instanceof Threshold t && t.name().equals("scheduled_change_days")) {
        days = t.value().intValue();
      }
    }
    return new Policy(Set.copyOf(free), days, exceptions, labs);
  }
}
