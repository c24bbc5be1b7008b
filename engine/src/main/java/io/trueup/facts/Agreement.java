package io.trueup.facts;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contract under which a company is billed.
 *
 * @param agreementId the PSA's id
 * @param companyId the company that pays
 * @param name display name
 * @param status active, inactive, cancelled or expired
 * @param billingCycle monthly, quarterly or annual: the time that a unit price covers
 * @param currency ISO 4217 code of every amount in the agreement
 * @param startDate first day, open when null
 * @param endDate last day, open when null
 * @param proration none, or daily when units that start inside a month are billed by the day
 * @param billingTiming arrears, or advance when a month is invoiced before it is over
 * @param attributes every other column of the row, by its name
 */
public record Agreement(
    String agreementId,
    String companyId,
    String name,
    String status,
    String billingCycle,
    String currency,
    @Nullable LocalDate startDate,
    @Nullable LocalDate endDate,
    String proration,
    String billingTiming,
    Map<String, String> attributes) {
  public Agreement {
    Texts.required(agreementId, "agreementId");
    Texts.required(companyId, "companyId");
    Texts.required(name, "name");
    status = Texts.orDefault(status, "active");
    billingCycle = Texts.orDefault(billingCycle, "monthly");
    currency = Texts.orDefault(currency, "USD");
    proration = Texts.orDefault(proration, "none");
    billingTiming = Texts.orDefault(billingTiming, "arrears");
    attributes = Texts.sorted(attributes);
  }

  /** Months that one billing cycle covers: 1, 3 or 12. */
  public int months() {
    return switch (billingCycle) {
      case "quarterly" -> 3;
      case "annual" -> 12;
      default -> 1;
    };
  }

  /** Whether the agreement bills on {@code day}: active, started and not yet ended. */
  public boolean inForce(LocalDate day) {
    return status.equals("active")
        && (startDate == null || !startDate.isAfter(day))
        && (endDate == null || !endDate.isBefore(day));
  }
}
