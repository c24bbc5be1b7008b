package io.trueup.facts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a company that no mapping accounts for, by integration and vendor SKU.
 *
 * @param key company, integration and SKU together
 * @param companyId the company
 * @param integrationId the integration
 * @param usageProductCode the vendor's SKU
 * @param reason why it is unaccounted
 * @param records records
 * @param quantity units that the nearest mapping would count; their quantities added up where there
 *     is none
 * @param currency currency of the money held, empty when there is none
 * @param unitPrice price at which a position would bill it, null when unknown
 * @param impact what it would be worth, 0 when unknown
 */
public record UnaccountedUsage(
    String key,
    String companyId,
    String integrationId,
    String usageProductCode,
    String reason,
    long records,
    BigDecimal quantity,
    String currency,
    @Nullable BigDecimal unitPrice,
    BigDecimal impact)
    implements Subject {
  public UnaccountedUsage {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(integrationId, "integrationId");
    usageProductCode = Texts.text(usageProductCode);
    Texts.required(reason, "reason");
    currency = Texts.text(currency);
  }
}
