package io.trueup.stage;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.money.MonthlyPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** An addition with the agreement that bills it. */
record BilledLine(Addition addition, Agreement agreement) {
  /**
   * Newest first: the latest effective date, then the larger id. A line without a date is oldest.
   */
  static final Comparator<BilledLine> NEWEST_FIRST =
      Comparator.comparing(BilledLine::since)
          .thenComparing(line -> line.addition().additionId())
          .reversed();

  private LocalDate since() {
    LocalDate date = addition.effectiveDate();
    return date == null ? LocalDate.MIN : date;
  }

  /** Whether the line bills on {@code day}, by its own dates and its agreement's. */
  boolean inForce(LocalDate day) {
    return agreement.inForce(day) && addition.inForce(day);
  }

  BigDecimal billed() {
    return addition.billed();
  }

  boolean billable() {
    return addition.billable();
  }

  /** The price that a client pays for one unit; 0 on a free line, empty when it is unknown. */
  Optional<MonthlyPrice> price() {
    if (!billable()) {
      return Optional.of(new MonthlyPrice(BigDecimal.ZERO, agreement.months()));
    }
    return Optional.ofNullable(addition.unitPrice())
        .map(price -> new MonthlyPrice(price, agreement.months()));
  }

  /** The price at which growth can be billed: of a billable line, and above 0. */
  Optional<MonthlyPrice> growthPrice() {
    return billable() ? price().filter(p -> p.perCycle().signum() > 0) : Optional.empty();
  }
}
