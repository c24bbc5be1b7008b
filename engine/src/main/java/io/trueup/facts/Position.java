package io.trueup.facts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A billing position with what was used: the two sides of the comparison and everything that
 * decides its class. Amounts are per month, in the position's currency.
 *
 * @param key company, product and currency together
 * @param companyId the company that pays
 * @param productCode the PSA's product
 * @param currency ISO 4217
 * @param billableLines lines that the client pays for
 * @param mappingId the service mapping it uses; empty when there is none
 * @param count how that mapping counts; none for a flat fee; empty when there is no mapping
 * @param billed units billed
 * @param used units used, after units per billing unit and rounding
 * @param included units that base fees already cover
 * @param minimum least quantity due by contract, null when none
 * @param due units that should be billed
 * @param delta due less billed
 * @param priced whether a billable line has a price above 0
 * @param unitPrice price of one unit, null when unknown
 * @param cataloguePrice the catalogue's price, null when unknown
 * @param unitCost what the vendor charges for one unit, null when unknown
 * @param impact delta at those prices, rounded once
 * @param inactive units counted but not used
 * @param inactiveReason why they are called inactive, empty when there are none
 * @param reclaimable what those units cost the client
 * @param committed units counted only because they are committed to
 * @param tolerance units of difference that are accepted
 * @param toleranceAmount money of difference that is accepted, null when not given
 * @param waivedBy the decision that waives a difference, empty when none
 * @param doubt why its source must not count, empty when it may
 * @param scheduled units on lines that take effect shortly after the as-of date
 * @param scheduledOneOff what those units are worth for the rest of the month
 * @param prorated what growth inside the month is worth for this month, null when the agreement
 *     does not prorate
 * @param invoiceShort units that this month's invoice, sent in advance, is short of
 * @param invoiceOneOff what they are worth
 * @param pending units of accounts that are only suggested to be this company's
 */
public record Position(
    String key,
    String companyId,
    String productCode,
    String currency,
    int billableLines,
    String mappingId,
    @Words({"", "records", "quantity", "distinct_users", "distinct_devices", "none"}) String count,
    BigDecimal billed,
    BigDecimal used,
    BigDecimal included,
    @Nullable BigDecimal minimum,
    BigDecimal due,
    BigDecimal delta,
    boolean priced,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal cataloguePrice,
    @Nullable BigDecimal unitCost,
    BigDecimal impact,
    BigDecimal inactive,
    String inactiveReason,
    BigDecimal reclaimable,
    BigDecimal committed,
    BigDecimal tolerance,
    @Nullable BigDecimal toleranceAmount,
    String waivedBy,
    String doubt,
    BigDecimal scheduled,
    BigDecimal scheduledOneOff,
    @Nullable BigDecimal prorated,
    BigDecimal invoiceShort,
    BigDecimal invoiceOneOff,
    BigDecimal pending)
    implements Subject {
  public Position {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(productCode, "productCode");
    Texts.required(currency, "currency");
    mappingId = Texts.text(mappingId);
    count = Texts.text(count);
    inactiveReason = Texts.text(inactiveReason);
    waivedBy = Texts.text(waivedBy);
    doubt = Texts.text(doubt);
  }

  /** Whether the client pays for any line. */
  public boolean billable() {
    return billableLines > 0;
  }

  /** Whether a service mapping says what to count. */
  public boolean mapped() {
    return !mappingId.isEmpty();
  }

  /** Whether the quantity follows usage, and is not a flat fee. */
  public boolean usageBased() {
    return !count.equals("none");
  }

  /** Whether what was read may count. */
  public boolean trusted() {
    return doubt.isEmpty();
  }

  /** Whether a person waived differences here. */
  public boolean waived() {
    return !waivedBy.isEmpty();
  }

  /** The difference without its sign. */
  public BigDecimal absoluteDelta() {
    return delta.abs();
  }

  /** The impact without its sign. */
  public BigDecimal absoluteImpact() {
    return impact.abs();
  }

  /** Units that are due because they are used: used less included, at least 0. */
  public BigDecimal dueByUse() {
    return used.subtract(included).max(BigDecimal.ZERO);
  }
}
