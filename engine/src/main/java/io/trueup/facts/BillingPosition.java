package io.trueup.facts;

import java.math.BigDecimal;

/**
 * What the PSA bills one company for one product in one currency: the agreement's lines in force,
 * added up.
 *
 * @param key company, product and currency together
 * @param companyId the company that pays
 * @param productCode the PSA's product
 * @param currency ISO 4217
 * @param billed units billed: quantities less what is included
 * @param included units that base fees already cover
 * @param billableLines lines that the client pays for
 * @param freeLines lines that are not billed or free of charge
 * @param mappingId the service mapping it uses; empty when there is none
 */
public record BillingPosition(
    String key,
    String companyId,
    String productCode,
    String currency,
    BigDecimal billed,
    BigDecimal included,
    int billableLines,
    int freeLines,
    String mappingId) {
  public BillingPosition {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(productCode, "productCode");
    Texts.required(currency, "currency");
    mappingId = Texts.text(mappingId);
  }
}
