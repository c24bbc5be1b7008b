package io.trueup.compare;

import java.util.List;

/**
 * Whose account it is.
 *
 * @param companyId the company; empty when it is linked to none
 * @param decision confirmed, auto, suggested, unmatched or ignored
 * @param suggested the companies a person should choose from, the likeliest first
 * @param ruleIds rules that decided; empty when that is not known any more
 */
public record AccountStand(
    String companyId, String decision, List<String> suggested, List<String> ruleIds) {
  public AccountStand {
    suggested = List.copyOf(suggested);
    ruleIds = List.copyOf(ruleIds);
  }

  /** Whether the other stands the same, whatever rules say so. */
  boolean same(AccountStand other) {
    return companyId.equals(other.companyId)
        && decision.equals(other.decision)
        && suggested.equals(other.suggested);
  }
}
