package io.trueup.result;

import io.trueup.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Numbers in the one form in which they are written: plain, and the same for equal values. */
public final class Figures {
  private Figures() {}

  /** Units without trailing zeros, never with an exponent. */
  public static @Nullable BigDecimal units(@Nullable BigDecimal units) {
    if (units == null) {
      return null;
    }
    BigDecimal stripped = units.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  /** An amount with the currency's minor units; without a currency, as it is known. */
  public static @Nullable BigDecimal amount(@Nullable BigDecimal amount, String currency) {
    return amount == null || currency.isEmpty()
        ? units(amount)
        : Money.round(amount, Currency.getInstance(currency));
  }

  /** A unit price with all its digits, and at least the currency's minor units. */
  public static @Nullable BigDecimal price(@Nullable BigDecimal price, String currency) {
    BigDecimal exact = units(price);
    if (exact == null || currency.isEmpty()) {
      return exact;
    }
    int minor = Money.minorUnits(Currency.getInstance(currency));
    return exact.scale() < minor ? exact.setScale(minor, RoundingMode.UNNECESSARY) : exact;
  }
}
