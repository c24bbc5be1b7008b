package io.trueup.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * A unit price as the agreement states it, per billing cycle, and what it is per month. The month's
 * share of a yearly price is often no finite decimal (100 / 12), so amounts are summed in twelfths
 * and divided once, when the result is rounded.
 *
 * @param perCycle the price of one unit for one billing cycle
 * @param months months in the cycle: 1, 3 or 12
 */
public record MonthlyPrice(BigDecimal perCycle, int months) {
  private static final BigDecimal TWELVE = BigDecimal.valueOf(12);

  public MonthlyPrice {
    Objects.requireNonNull(perCycle, "perCycle");
    if (months < 1 || 12 % months != 0) {
      throw new IllegalArgumentException("months must divide 12 but is " + months);
    }
  }

  /** Twelve times the month's price of one unit, exact: the price of one unit for a year. */
  public BigDecimal twelfths() {
    return perCycle.multiply(BigDecimal.valueOf(12L / months));
  }

  /** Twelve times the month's price of {@code quantity} units, exact. */
  public BigDecimal twelfths(BigDecimal quantity) {
    return twelfths().multiply(quantity);
  }

  /**
   * The month's price of one unit for people to read: exact where it is a finite decimal of at most
   * 6 digits, else half-up to 6; never fewer digits than the currency's minor units.
   */
  public BigDecimal perMonth(Currency currency) {
    BigDecimal price =
        perCycle.divide(BigDecimal.valueOf(months), 6, RoundingMode.HALF_UP).stripTrailingZeros();
    int digits = Math.max(price.scale(), Money.minorUnits(currency));
    return price.setScale(digits, RoundingMode.UNNECESSARY);
  }

  /** {@code twelfths / 12}, rounded half-up once to the currency's minor unit. */
  public static BigDecimal month(BigDecimal twelfths, Currency currency) {
    return twelfths.divide(TWELVE, Money.minorUnits(currency), RoundingMode.HALF_UP);
  }
}
