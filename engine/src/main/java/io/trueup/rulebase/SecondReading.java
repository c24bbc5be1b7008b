package io.trueup.rulebase;

/** Compares what was read with what Drools' own parser reads. */
final class SecondReading {
  private SecondReading() {}

  static void check(String text, RuleText.File file, Problems problems) {}
}
