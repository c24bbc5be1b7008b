package io.trueup.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A standing decision of a person, with who and why.
 *
 * @param decisionId its id
 * @param kind tolerance, tolerance_amount, waive, bill_committed, home_company, link, reject_link,
 *     ignore_account, kiosk_bills_devices or a word of your own
 * @param companyId the company it is about; empty for all
 * @param productCode the product it is about; empty for all
 * @param value the number, user or account that the kind calls for
 * @param until last day on which it holds, open when null
 * @param reason why
 * @param decidedBy who
 * @param decidedAt when
 * @param attributes every other column of the row, by its name
 */
public record Decision(
    String decisionId,
    String kind,
    String companyId,
    String productCode,
    String value,
    @Nullable LocalDate until,
    String reason,
    String decidedBy,
    Instant decidedAt,
    Map<String, String> attributes) {
  public Decision {
    Texts.required(decisionId, "decisionId");
    Texts.required(kind, "kind");
    companyId = Texts.text(companyId);
    productCode = Texts.text(productCode);
    value = Texts.text(value);
    Texts.required(reason, "reason");
    Texts.required(decidedBy, "decidedBy");
    attributes = Texts.sorted(attributes);
  }

  /** Whether the decision holds on {@code day}. */
  public boolean inForce(LocalDate day) {
    return until == null || !until.isBefore(day);
  }

  /** Whether the decision is about this company and product; an empty side means all. */
  public boolean covers(String company, String product) {
    return (companyId.isEmpty() || companyId.equals(company))
        && (productCode.isEmpty() || productCode.equals(product));
  }

  /** The same decision, about one company. */
  public Decision about(String company) {
    return new Decision(
        decisionId,
        kind,
        company,
        productCode,
        value,
        until,
        reason,
        decidedBy,
        decidedAt,
        attributes);
  }
}
