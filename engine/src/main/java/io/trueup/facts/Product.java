package io.trueup.facts;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product of the PSA's catalogue; its price stands in where no agreement has one, and is then an
 * estimate.
 *
 * @param productCode the PSA's product
 * @param description its name
 * @param unitPrice list price of one unit a month, null when unknown
 * @param unitCost list cost of one unit a month, null when unknown
 * @param currency ISO 4217
 * @param attributes every other column of the row, by its name
 */
public record Product(
    String productCode,
    String description,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal unitCost,
    String currency,
    Map<String, String> attributes) {
  public Product {
    Texts.required(productCode, "productCode");
    description = Texts.text(description);
    currency = Texts.orDefault(currency, "USD");
    attributes = Texts.sorted(attributes);
  }
}
