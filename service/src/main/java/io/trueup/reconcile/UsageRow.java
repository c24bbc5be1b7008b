package io.trueup.reconcile;

import java.util.List;

/**
 * What became of a usage record.
 *
 * @param fate one of {@link #FATES}
 * @param detail JSON object with what a reviewer wants to see of the record: kind, product, name,
 *     state, quantity, instants
 */
public record UsageRow(
    String integrationId,
    String accountId,
    String recordId,
    String companyId,
    String fate,
    String additionId,
    String reason,
    List<String> ruleIds,
    String detail) {
  /** The fates a record can have. */
  public static final List<String> FATES = List.of("counted", "excluded", "unaccounted");

  public UsageRow {
    ruleIds = List.copyOf(ruleIds);
  }
}
