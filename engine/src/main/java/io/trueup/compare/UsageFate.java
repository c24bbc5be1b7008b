package io.trueup.compare;

import java.util.List;

/**
 * What became of a usage record.
 *
 * @param accountKey {@code integration/account} it came from
 * @param companyId whose it is; empty when it is nobody's
 * @param fate counted, excluded or unaccounted
 * @param additionIds lines that it counts towards
 * @param reason why, as a code
 * @param ruleIds rules that decided
 */
public record UsageFate(
    String accountKey,
    String companyId,
    String fate,
    List<String> additionIds,
    String reason,
    List<String> ruleIds) {
  public UsageFate {
    additionIds = List.copyOf(additionIds);
    ruleIds = List.copyOf(ruleIds);
  }

  /** Whether the other went the same way, whatever rules say so. */
  boolean same(UsageFate other) {
    return companyId.equals(other.companyId)
        && fate.equals(other.fate)
        && reason.equals(other.reason)
        && additionIds.equals(other.additionIds);
  }
}
