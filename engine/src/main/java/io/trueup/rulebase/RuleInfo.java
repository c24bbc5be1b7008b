package io.trueup.rulebase;

import java.util.List;

/**
 * What people read about a rule.
 *
 * @param id {@code SVC-014}; never used for another rule
 * @param name a sentence
 * @param stage the bundle folder it is in: {@code client-matching}, {@code service-mapping}, {@code
 *     discrepancies}
 * @param owner who answers for it
 * @param since since when it is in force, as written
 * @param rationale why it is there
 * @param ticket the request that it came from; empty when none is given
 * @param file path in the bundle
 * @param line line of the word {@code rule}
 * @param conditions its conditions as written, one element each, without comments, white space
 *     folded
 * @param conclusion what it concludes, as written in the same way
 */
public record RuleInfo(
    String id,
    String name,
    String stage,
    String owner,
    String since,
    String rationale,
    String ticket,
    String file,
    int line,
    List<String> conditions,
    String conclusion) {
  public RuleInfo {
    conditions = List.copyOf(conditions);
  }
}
