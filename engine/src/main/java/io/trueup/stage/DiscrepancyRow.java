package io.trueup.stage;

import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One discrepancy as it is reported: what, how much, why, and what happens next. Texts that do not
 * apply are empty, numbers that are not known are null. Amounts are per month, have the minor units
 * of {@code currency} and are positive when revenue is missed.
 *
 * <p>Sentences, evidence and ids are put together when they are first asked for: a run decides
 * hundreds of thousands of rows, and people read some of them.
 *
 * @param id see {@link #discrepancyId()}
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
 * @param told see {@link #explanation()}, {@link #nextAction()} and {@link #acts()}
 * @param proof see {@link #evidence()}
 * @param rules see {@link #ruleIds()}
 * @param comparedLines how many billing lines it compares with usage
 */
public record DiscrepancyRow(
    Later<String> id,
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
    Later<Told> told,
    Later<RowEvidence> proof,
    Later<List<String>> rules,
    int comparedLines) {
  /** A row whose texts and evidence are known. */
  public DiscrepancyRow(
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
    this(
        Later.known(discrepancyId),
        companyId,
        companyName,
        agreementId,
        additionId,
        productCode,
        integrationId,
        accountId,
        classification,
        reason,
        billed,
        used,
        delta,
        unitPrice,
        currency,
        monthlyImpact,
        held,
        heldAmount,
        oneOff,
        estimated,
        inactive,
        reclaimable,
        Later.known(new Told(explanation, nextAction, acts)),
        Later.known(evidence),
        Later.known(List.copyOf(ruleIds)),
        0);
  }

  /** The same for the same subject in every month. */
  public String discrepancyId() {
    return id.get();
  }

  /** What happens next. */
  public String nextAction() {
    return told.get().nextAction();
  }

  /** Who acts. */
  public String acts() {
    return told.get().acts();
  }

  /** The rules that decided, in the order of their ids. */
  public List<String> ruleIds() {
    return rules.get();
  }

  /** Why, as a sentence with the numbers in it. */
  public String explanation() {
    return told.get().explanation();
  }

  /** Where every number came from. */
  public RowEvidence evidence() {
    return proof.get();
  }

  /** The ids of the rules that a proof names. */
  static Later<List<String>> rules(Later<RowEvidence> proof) {
    return new Later<>(() -> proof.get().rules().stream().map(RuleInfo::id).distinct().toList());
  }
}
