package io.trueup.facts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A position counted by a second source.
 *
 * @param key position and mapping together
 * @param companyId the company
 * @param productCode the product
 * @param currency ISO 4217
 * @param used units by the source that the position uses
 * @param other units by the second source
 * @param gap other less used
 * @param unitPrice price of one unit, null when unknown
 * @param impact the gap at the position's prices
 * @param doubt why a source must not count, empty when both may
 */
public record SecondOpinion(
    String key,
    String companyId,
    String productCode,
    String currency,
    BigDecimal used,
    BigDecimal other,
    BigDecimal gap,
    @Nullable BigDecimal unitPrice,
    BigDecimal impact,
    String doubt)
    implements Subject {
  public SecondOpinion {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(productCode, "productCode");
    Texts.required(currency, "currency");
    doubt = Texts.text(doubt);
  }

  /** Whether what was read may count. */
  public boolean trusted() {
    return doubt.isEmpty();
  }
}
