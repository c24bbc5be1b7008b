package io.trueup.reconcile;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy as it is stored: the columns of discrepancies.csv, and its evidence. Texts that do
 * not apply are empty; numbers that are not known are null. Amounts have the currency's minor
 * units.
 *
 * @param discrepancyClass one of {@link #CLASSES}
 * @param held whether its money is kept out of the totals
 * @param acts who acts: the next action's owner
 * @param evidence JSON object: billing lines, records by reference, syncs, accounts, rules
 */
public record DiscrepancyRow(
    String discrepancyId,
    String companyId,
    String companyName,
    String agreementId,
    String additionId,
    String productCode,
    String integrationId,
    String accountId,
    String discrepancyClass,
    String reason,
    @Nullable BigDecimal billedQuantity,
    @Nullable BigDecimal usedQuantity,
    @Nullable BigDecimal delta,
    @Nullable BigDecimal unitPrice,
    String currency,
    @Nullable BigDecimal monthlyImpact,
    boolean held,
    @Nullable BigDecimal heldAmount,
    @Nullable BigDecimal oneOffAmount,
    boolean estimated,
    @Nullable BigDecimal inactiveQuantity,
    @Nullable BigDecimal reclaimableAmount,
    String nextAction,
    String acts,
    List<String> ruleIds,
    String explanation,
    String evidence) {
  /** The classes a discrepancy can have. */
  public static final List<String> CLASSES =
      List.of(
          "MATCHED",
          "UNDERBILLING",
          "OVERBILLING",
          "INACTIVE_SEATS",
          "MISSING_PRICE",
          "SETUP_ISSUE",
          "FOLLOW_UP");

  public DiscrepancyRow {
    ruleIds = List.copyOf(ruleIds);
  }
}
