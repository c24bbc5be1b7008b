package io.trueup.stage;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One discrepancy as it is reported: what, how much, why, and what happens next. Texts that do not
 * apply are empty, numbers that are not known are null. Amounts are per month, have the minor units
 * of {@code currency} and are positive when revenue is missed.
 *
 * @param discrepancyId the same for the same subject in every month
 * @param companyId the company, empty when none is known
 * @param companyName its name
 * @param agreementId the agreement of {@code additionId}
 * @param additionId the line that a change would go to
 * @param productCode the PSA's product, or the vendor's SKU where no product is known
 * @param integrationId the integration, where the discrepancy is about one
 * @param accountId the account, where it is about one
 * @param classification MATCHED, UNDERBILLING, OVERBILLING, INACTIVE_SEATS, MISSING_PRICE,
 *     SETUP_ISSUE or FOLLOW_UP
 * @param reason why, as a code
 * @param billed units billed
 * @param used units used
 * @param delta units that should be billed, less those that are
 * @param unitPrice price of one unit a month
 * @param currency ISO 4217, empty when no amount is known
 * @param monthlyImpact delta at its prices; inside the totals only for underbilling and overbilling
 * @param held whether money is held back
 * @param heldAmount the amount held: beside the totals, never inside
 * @param oneOff an amount due once
 * @param estimated whether a catalogue price stands in for one that is not known
 * @param inactive units counted but not used
 * @param reclaimable what they cost the client
 * @param nextAction what happens next
 * @param acts who acts
 * @param ruleIds the rules that decided, in the order of their ids
 * @param explanation why, as a sentence with the numbers in it
 * @param evidence where every number came from
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
    String classification,
    String reason,
    @Nullable BigDecimal billed,
    @Nullable BigDecimal used,
    @Nullable BigDecimal delta,
    @Nullable BigDecimal unitPrice,
    String currency,
    @Nullable BigDecimal monthlyImpact,
    boolean held,
    @Nullable BigDecimal heldAmount,
    @Nullable BigDecimal oneOff,
    boolean estimated,
    @Nullable BigDecimal inactive,
    @Nullable BigDecimal reclaimable,
    String nextAction,
    String acts,
    List<String> ruleIds,
    String explanation,
    RowEvidence evidence) {
  public DiscrepancyRow {
    ruleIds = List.copyOf(ruleIds);
  }
}
