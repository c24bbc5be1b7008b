package io.trueup.ruletests;

/**
 * A rule with one thing changed.
 *
 * @param ruleId the rule
 * @param change what is different, in a way that stays the same when the file is reformatted
 * @param file the rule's file in the bundle
 * @param text that file with the change
 */
record RuleMutant(String ruleId, String change, String file, String text) {
  /** How the list of equivalent mutants names it. */
  String key() {
    return ruleId + ": " + change;
  }
}
