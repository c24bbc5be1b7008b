package io.trueup.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recurring billing item of an agreement: a quantity of a product at a unit price.
 *
 * @param additionId the PSA's id
 * @param agreementId the agreement that bills it
 * @param productCode the PSA's product
 * @param quantity units on the agreement; negative for an adjustment
 * @param description text on the invoice
 * @param includedQuantity units that the agreement's base fee already covers; null means 0
 * @param unitPrice price of one unit for a billing cycle; null means unknown, which is not 0
 * @param unitCost cost of one unit for a billing cycle, null when unknown
 * @param billCustomer billable, do_not_bill or no_charge
 * @param effectiveDate first day, open when null
 * @param cancelledDate first day on which it no longer bills, open when null
 * @param attributes every other column of the row, by its name
 */
public record Addition(
    String additionId,
    String agreementId,
    String productCode,
    BigDecimal quantity,
    String description,
    @Nullable BigDecimal includedQuantity,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal unitCost,
    String billCustomer,
    @Nullable LocalDate effectiveDate,
    @Nullable LocalDate cancelledDate,
    Map<String, String> attributes) {
  public Addition {
    Texts.required(additionId, "additionId");
    Texts.required(agreementId, "agreementId");
    Texts.required(productCode, "productCode");
    description = Texts.text(description);
    billCustomer = Texts.orDefault(billCustomer, "billable");
    attributes = Texts.sorted(attributes);
  }

  /** Units that the base fee covers, 0 when the agreement names none. */
  public BigDecimal included() {
    return includedQuantity == null ? BigDecimal.ZERO : includedQuantity;
  }

  /** Whether the client pays for this line. */
  public boolean billable() {
    return billCustomer.equals("billable");
  }

  /**
   * Units that are billed: quantity less what is included, never below 0; an adjustment as it is.
   */
  public BigDecimal billed() {
    return quantity.signum() < 0 ? quantity : quantity.subtract(included()).max(BigDecimal.ZERO);
  }

  /** Whether the line bills on {@code day}, looking at its own dates only. */
  public boolean inForce(LocalDate day) {
    return (effectiveDate == null || !effectiveDate.isAfter(day))
        && (cancelledDate == null || day.isBefore(cancelledDate));
  }
}
