package io.trueup.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount in one currency. Amounts of different currencies are never added and never converted.
 *
 * @param amount the exact amount, any scale
 * @param currency an ISO 4217 currency
 */
public record Money(BigDecimal amount, Currency currency) {
  public Money {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(currency, "currency");
  }

  /** Zero in {@code currency}, with the currency's minor units. */
  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency).rounded();
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException when the currencies differ
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "cannot add " + other.currency + " to " + currency + "; report currencies apart");
    }
    return new Money(amount.add(other.amount), currency);
  }

  /** This amount rounded half-up to the currency's minor unit: 2 digits for USD, 0 for JPY. */
  public Money rounded() {
    return new Money(round(amount, currency), currency);
  }

  /** {@code amount} rounded half-up to the minor unit of {@code currency}. */
  public static BigDecimal round(BigDecimal amount, Currency currency) {
    return amount.setScale(minorUnits(currency), RoundingMode.HALF_UP);
  }

  /** Digits after the point that amounts of {@code currency} carry; 2 where ISO 4217 names none. */
  public static int minorUnits(Currency currency) {
    int digits = currency.getDefaultFractionDigits();
    return digits < 0 ? 2 : digits;
  }

  @Override
  public String toString() {
    return currency.getCurrencyCode() + " " + amount.toPlainString();
  }
}
