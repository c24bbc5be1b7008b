package io.trueup.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice that was sent.
 *
 * @param invoiceId the invoice
 * @param invoiceDate its date
 * @param companyId who received it
 * @param additionId the addition it bills, empty when not known
 * @param productCode the PSA's product
 * @param quantity units invoiced
 * @param unitPrice price of one unit, null when not known
 * @param attributes every other column of the row, by its name
 */
public record InvoiceLine(
    String invoiceId,
    LocalDate invoiceDate,
    String companyId,
    String additionId,
    String productCode,
    BigDecimal quantity,
    @Nullable BigDecimal unitPrice,
    Map<String, String> attributes) {
  public InvoiceLine {
    Texts.required(invoiceId, "invoiceId");
    Texts.required(companyId, "companyId");
    additionId = Texts.text(additionId);
    Texts.required(productCode, "productCode");
    attributes = Texts.sorted(attributes);
  }
}
