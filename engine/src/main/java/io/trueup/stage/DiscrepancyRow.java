package io.trueup.stage;

import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One discrepancy as it is reported: what, how much, why, and what happens next. Texts that do not
 * apply are empty, numbers that are not known are null. Amounts are per month, have the minor units
 * of {@code currency} and are positive when revenue is missed.
 *
 * <p>Sentences and evidence are put together when they are first asked for: a run decides hundreds
 * of thousands of rows, and people read some of them.
 */
public final class DiscrepancyRow {
  private final Later<String> discrepancyId;
  private final String companyId;
  private final String companyName;
  private final String agreementId;
  private final String additionId;
  private final String productCode;
  private final String integrationId;
  private final String accountId;
  private final String classification;
  private final String reason;
  private final @Nullable BigDecimal billed;
  private final @Nullable BigDecimal used;
  private final @Nullable BigDecimal delta;
  private final @Nullable BigDecimal unitPrice;
  private final String currency;
  private final @Nullable BigDecimal monthlyImpact;
  private final boolean held;
  private final @Nullable BigDecimal heldAmount;
  private final @Nullable BigDecimal oneOff;
  private final boolean estimated;
  private final @Nullable BigDecimal inactive;
  private final @Nullable BigDecimal reclaimable;
  private final Later<Told> told;
  private final Later<RowEvidence> evidence;
  private final Later<List<String>> ruleIds;
  private final @Nullable PositionLines lines;

  DiscrepancyRow(
      Supplier<String> discrepancyId,
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
      Supplier<Told> told,
      Supplier<RowEvidence> evidence,
      @Nullable PositionLines lines) {
    this.discrepancyId = new Later<>(discrepancyId);
    this.companyId = companyId;
    this.companyName = companyName;
    this.agreementId = agreementId;
    this.additionId = additionId;
    this.productCode = productCode;
    this.integrationId = integrationId;
    this.accountId = accountId;
    this.classification = classification;
    this.reason = reason;
    this.billed = billed;
    this.used = used;
    this.delta = delta;
    this.unitPrice = unitPrice;
    this.currency = currency;
    this.monthlyImpact = monthlyImpact;
    this.held = held;
    this.heldAmount = heldAmount;
    this.oneOff = oneOff;
    this.estimated = estimated;
    this.inactive = inactive;
    this.reclaimable = reclaimable;
    this.told = new Later<>(told);
    this.evidence = new Later<>(evidence);
    this.ruleIds =
        new Later<>(() -> evidence().rules().stream().map(RuleInfo::id).distinct().toList());
    this.lines = lines;
  }

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
    this.discrepancyId = new Later<>(() -> discrepancyId);
    this.companyId = companyId;
    this.companyName = companyName;
    this.agreementId = agreementId;
    this.additionId = additionId;
    this.productCode = productCode;
    this.integrationId = integrationId;
    this.accountId = accountId;
    this.classification = classification;
    this.reason = reason;
    this.billed = billed;
    this.used = used;
    this.delta = delta;
    this.unitPrice = unitPrice;
    this.currency = currency;
    this.monthlyImpact = monthlyImpact;
    this.held = held;
    this.heldAmount = heldAmount;
    this.oneOff = oneOff;
    this.estimated = estimated;
    this.inactive = inactive;
    this.reclaimable = reclaimable;
    this.told = new Later<>(() -> new Told(explanation, nextAction, acts));
    this.evidence = new Later<>(() -> evidence);
    List<String> ids = List.copyOf(ruleIds);
    this.ruleIds = new Later<>(() -> ids);
    this.lines = null;
  }

  /** The same for the same subject in every month. */
  public String discrepancyId() {
    return discrepancyId.get();
  }

  /** The company, empty when none is known. */
  public String companyId() {
    return companyId;
  }

  /** Its name. */
  public String companyName() {
    return companyName;
  }

  /** The agreement of {@code additionId}. */
  public String agreementId() {
    return agreementId;
  }

  /** The line that a change would go to. */
  public String additionId() {
    return additionId;
  }

  /** The PSA's product, or the vendor's SKU where no product is known. */
  public String productCode() {
    return productCode;
  }

  /** The integration, where the discrepancy is about one. */
  public String integrationId() {
    return integrationId;
  }

  /** The account, where it is about one. */
  public String accountId() {
    return accountId;
  }

  /**
   * MATCHED, UNDERBILLING, OVERBILLING, INACTIVE_SEATS, MISSING_PRICE, SETUP_ISSUE or FOLLOW_UP.
   */
  public String classification() {
    return classification;
  }

  /** Why, as a code. */
  public String reason() {
    return reason;
  }

  /** Units billed. */
  public @Nullable BigDecimal billed() {
    return billed;
  }

  /** Units used. */
  public @Nullable BigDecimal used() {
    return used;
  }

  /** Units that should be billed, less those that are. */
  public @Nullable BigDecimal delta() {
    return delta;
  }

  /** Price of one unit a month. */
  public @Nullable BigDecimal unitPrice() {
    return unitPrice;
  }

  /** ISO 4217, empty when no amount is known. */
  public String currency() {
    return currency;
  }

  /** Delta at its prices; inside the totals only for underbilling and overbilling. */
  public @Nullable BigDecimal monthlyImpact() {
    return monthlyImpact;
  }

  /** Whether money is held back. */
  public boolean held() {
    return held;
  }

  /** The amount held: beside the totals, never inside. */
  public @Nullable BigDecimal heldAmount() {
    return heldAmount;
  }

  /** An amount due once. */
  public @Nullable BigDecimal oneOff() {
    return oneOff;
  }

  /** Whether a catalogue price stands in for one that is not known. */
  public boolean estimated() {
    return estimated;
  }

  /** Units counted but not used. */
  public @Nullable BigDecimal inactive() {
    return inactive;
  }

  /** What they cost the client. */
  public @Nullable BigDecimal reclaimable() {
    return reclaimable;
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
    return ruleIds.get();
  }

  /** Why, as a sentence with the numbers in it. */
  public String explanation() {
    return told.get().explanation();
  }

  /** Where every number came from. */
  public RowEvidence evidence() {
    return evidence.get();
  }

  /** The lines that it compares with usage, where it is about a billing position. */
  @Nullable PositionLines lines() {
    return lines;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DiscrepancyRow row
        && figures().equals(row.figures())
        && told.get().equals(row.told.get())
        && evidence().equals(row.evidence());
  }

  @Override
  public int hashCode() {
    return Objects.hash(companyId, productCode, classification, reason);
  }

  private List<@Nullable Object> figures() {
    return java.util.Arrays.asList(
        discrepancyId(),
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
        reclaimable);
  }

  @Override
  public String toString() {
    return "DiscrepancyRow" + figures() + " " + told.get();
  }
}
