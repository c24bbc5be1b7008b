package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.date;
import static io.trueup.ruletests.OracleInput.number;
import static io.trueup.ruletests.OracleInput.text;
import static io.trueup.ruletests.OracleInput.textOr;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** One addition with its agreement. */
record OracleLine(Map<String, String> row, Map<String, String> agreement) {

  /** Latest effective date first (open is oldest), then the larger addition id. */
  static final Comparator<OracleLine> NEWEST =
      Comparator.comparing(OracleLine::effective).thenComparing(OracleLine::id).reversed();

  String id() {
    return text(row, "addition_id");
  }

  String company() {
    return text(agreement, "company_id");
  }

  String product() {
    return text(row, "product_code");
  }

  String currency() {
    return textOr(agreement, "currency", "USD");
  }

  LocalDate effective() {
    return date(row, "effective_date", LocalDate.MIN);
  }

  LocalDate cancelled() {
    return date(row, "cancelled_date", LocalDate.MAX);
  }

  LocalDate agreementEnd() {
    return date(agreement, "end_date", LocalDate.MAX);
  }

  String agreementStatus() {
    return textOr(agreement, "status", "active");
  }

  /** Agreement active and begun and not over, line effective and not cancelled, all at D. */
  boolean inForce(LocalDate asOf) {
    return agreementStatus().equals("active")
        && !date(agreement, "start_date", LocalDate.MIN).isAfter(asOf)
        && !agreementEnd().isBefore(asOf)
        && !effective().isAfter(asOf)
        && cancelled().isAfter(asOf);
  }

  /** Was billed once and is not any more: cancelled itself, or its agreement over. */
  boolean outlived(LocalDate asOf) {
    return !effective().isAfter(asOf)
        && (!cancelled().isAfter(asOf)
            || agreementStatus().equals("cancelled")
            || agreementStatus().equals("expired")
            || agreementEnd().isBefore(asOf));
  }

  /** Takes effect within 31 days after D on an active agreement. */
  boolean scheduled(LocalDate asOf) {
    return agreementStatus().equals("active")
        && !agreementEnd().isBefore(effective())
        && !date(agreement, "start_date", LocalDate.MIN).isAfter(effective())
        && effective().isAfter(asOf)
        && !effective().isAfter(asOf.plusDays(31))
        && cancelled().isAfter(effective());
  }

  Rational quantity() {
    return number(row, "quantity", 0);
  }

  Rational included() {
    return number(row, "included_quantity", 0);
  }

  boolean adjustment() {
    return quantity().signum() < 0;
  }

  /** The quantity beyond what the base fee covers; an adjustment as it is. */
  Rational billed() {
    return adjustment() ? quantity() : Rational.ZERO.max(quantity().minus(included()));
  }

  boolean billable() {
    return textOr(row, "bill_customer", "billable").equals("billable");
  }

  /** Unit price over the months of the billing cycle, unrounded; empty when not known. */
  Optional<Rational> monthlyPrice() {
    long months =
        switch (textOr(agreement, "billing_cycle", "monthly")) {
          case "quarterly" -> 3;
          case "annual" -> 12;
          default -> 1;
        };
    return OracleInput.decimal(row, "unit_price")
        .map(price -> Rational.of(price).dividedBy(Rational.of(months)));
  }

  /** What a unit of this line brings in: nothing when it is not billed; unknown is not 0. */
  Rational worth(Rational unknown) {
    return billable() ? monthlyPrice().orElse(unknown) : Rational.ZERO;
  }

  boolean priced() {
    return billable() && monthlyPrice().orElse(Rational.ZERO).signum() > 0;
  }
}
