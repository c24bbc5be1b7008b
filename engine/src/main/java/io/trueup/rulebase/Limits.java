package io.trueup.rulebase;

import java.time.Duration;

/**
 * How large rules may be and how much work one evaluation may do. An evaluation that reaches a
 * limit stops and says so in {@link Outcome#stoppedBecause()}.
 *
 * @param fileCharacters longest rule file
 * @param nesting deepest brackets within brackets
 * @param patternsPerRule most fact patterns in one rule, counted after alternatives are written out
 * @param alternativesPerRule most combinations that {@code or} between patterns may make in one
 *     rule
 * @param textCharacters longest text between quotes
 * @param fuel most constraint checks, accumulated facts and list elements in one evaluation
 * @param partialMatches most combinations of facts that joins may make in one evaluation
 * @param firings most rule firings in one evaluation
 * @param conclusions most different conclusions in one evaluation
 * @param conclusionCharacters longest text in a conclusion
 * @param deadline longest evaluation
 * @param bundleFiles most files in a bundle
 * @param bundleCharacters most characters in all files of a bundle together
 * @param bundleRules most rules in a bundle
 * @param bundleConditions most constraints and patterns in a bundle, alternatives written out
 * @param checkDeadline longest check of a bundle, in time that its thread works; on the wall it may
 *     take four times as long
 */
public record Limits(
    int fileCharacters,
    int nesting,
    int patternsPerRule,
    int alternativesPerRule,
    int textCharacters,
    long fuel,
    long partialMatches,
    long firings,
    int conclusions,
    int conclusionCharacters,
    Duration deadline,
    int bundleFiles,
    int bundleCharacters,
    int bundleRules,
    int bundleConditions,
    Duration checkDeadline) {
  /**
   * Ample for a client's month of tens of thousands of facts, small enough to protect a service.
   */
  public static final Limits DEFAULT =
      new Limits(
          200_000,
          10,
          16,
          16,
          2_000,
          200_000_000L,
          2_000_000L,
          200_000L,
          200_000,
          20_000,
          Duration.ofSeconds(30),
          2_000,
          16_000_000,
          20_000,
          300_000,
          Duration.ofSeconds(30));

  public Limits {
    if (fileCharacters < 1
        || nesting < 1
        || patternsPerRule < 1
        || alternativesPerRule < 1
        || textCharacters < 1
        || fuel < 1
        || partialMatches < 1
        || firings < 1
        || conclusions < 1
        || conclusionCharacters < 1
        || deadline.isNegative()
        || deadline.isZero()
        || bundleFiles < 1
        || bundleCharacters < 1
        || bundleRules < 1
        || bundleConditions < 1
        || checkDeadline.isNegative()
        || checkDeadline.isZero()) {
      throw new IllegalArgumentException("every limit must be positive");
    }
  }

  /** These limits with another fuel, number of partial matches and deadline. */
  public Limits withWork(long newFuel, long newPartialMatches, Duration newDeadline) {
    return new Limits(
        fileCharacters,
        nesting,
        patternsPerRule,
        alternativesPerRule,
        textCharacters,
        newFuel,
        newPartialMatches,
        firings,
        conclusions,
        conclusionCharacters,
        newDeadline,
        bundleFiles,
        bundleCharacters,
        bundleRules,
        bundleConditions,
        checkDeadline);
  }

  /** These limits with another deadline for checking. */
  public Limits withCheckDeadline(Duration newDeadline) {
    return withBundle(bundleFiles, bundleCharacters, bundleRules, bundleConditions, newDeadline);
  }

  /** These limits with another size of bundles and another deadline for checking. */
  public Limits withBundle(
      int files, int characters, int rules, int conditions, Duration newDeadline) {
    return new Limits(
        fileCharacters,
        nesting,
        patternsPerRule,
        alternativesPerRule,
        textCharacters,
        fuel,
        partialMatches,
        firings,
        conclusions,
        conclusionCharacters,
        deadline,
        files,
        characters,
        rules,
        conditions,
        newDeadline);
  }

  /** These limits with another number of firings and conclusions. */
  public Limits withResults(long newFirings, int newConclusions) {
    return new Limits(
        fileCharacters,
        nesting,
        patternsPerRule,
        alternativesPerRule,
        textCharacters,
        fuel,
        partialMatches,
        newFirings,
        newConclusions,
        conclusionCharacters,
        deadline,
        bundleFiles,
        bundleCharacters,
        bundleRules,
        bundleConditions,
        checkDeadline);
  }
}
