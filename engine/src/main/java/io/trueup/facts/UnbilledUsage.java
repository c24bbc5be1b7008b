package io.trueup.facts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a company that a mapping counts for a product, while no line bills that product.
 *
 * @param key company and product together
 * @param companyId the company
 * @param productCode the PSA's product
 * @param mappingId the mapping that counts it
 * @param used units used
 * @param due units that should be billed
 * @param currency currency of the price, empty when there is none
 * @param unitPrice price of one unit a month, null when unknown
 * @param endedAdditionId a cancelled or expired line of the product, empty when there was none
 * @param impact due at that price, 0 when unknown
 * @param inactive units not used
 * @param estimated whether the price is the catalogue's, not one that was agreed
 * @param waivedBy the decision that waives it, empty when none
 * @param doubt why its source must not count, empty when it may
 */
public record UnbilledUsage(
    String key,
    String companyId,
    String productCode,
    String mappingId,
    BigDecimal used,
    BigDecimal due,
    String currency,
    @Nullable BigDecimal unitPrice,
    String endedAdditionId,
    BigDecimal impact,
    BigDecimal inactive,
    boolean estimated,
    String waivedBy,
    String doubt)
    implements Subject {
  public UnbilledUsage {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(productCode, "productCode");
    Texts.required(mappingId, "mappingId");
    currency = Texts.text(currency);
    endedAdditionId = Texts.text(endedAdditionId);
    waivedBy = Texts.text(waivedBy);
    doubt = Texts.text(doubt);
  }

  /** Whether a price above 0 is known. */
  public boolean priced() {
    return unitPrice != null && unitPrice.signum() > 0;
  }

  /** Whether a line billed the product before it was cancelled or ran out. */
  public boolean ended() {
    return !endedAdditionId.isEmpty();
  }

  /** Whether a person waived it. */
  public boolean waived() {
    return !waivedBy.isEmpty();
  }

  /** Whether what was read may count. */
  public boolean trusted() {
    return doubt.isEmpty();
  }
}
