package io.trueup.stage;

import io.trueup.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers and words as people write them in a sentence. */
public final class Words {
  private static final int GROUP = 3;

  private Words() {}

  /** {@code USD 1,440.00}; "an unknown amount" when there is none. */
  public static String money(@Nullable BigDecimal amount, String currency) {
    if (amount == null || currency.isEmpty()) {
      return "an unknown amount";
    }
    return currency + " " + grouped(amount, Money.minorUnits(Currency.getInstance(currency)));
  }

  /** A unit price, with all its digits but at least the currency's minor units. */
  public static String price(@Nullable BigDecimal price, String currency) {
    if (price == null || currency.isEmpty()) {
      return "an unknown price";
    }
    int digits =
        Math.max(
            price.stripTrailingZeros().scale(), Money.minorUnits(Currency.getInstance(currency)));
    return currency + " " + grouped(price, digits);
  }

  /** {@code 1,440.00}: an amount with the digits that it has. */
  public static String amount(BigDecimal amount) {
    return grouped(amount, Math.max(0, amount.scale()));
  }

  private static String grouped(BigDecimal value, int digits) {
    String plain = value.abs().setScale(digits, RoundingMode.HALF_UP).toPlainString();
    int point = digits == 0 ? plain.length() : plain.length() - digits - 1;
    if (point <= GROUP && value.signum() >= 0) {
      return plain;
    }
    StringBuilder text = new StringBuilder(plain.length() + 8);
    if (value.signum() < 0) {
      text.append('-');
    }
    for (int i = 0; i < point; i++) {
      if (i > 0 && (point - i) % GROUP == 0) {
        text.append(',');
      }
      text.append(plain.charAt(i));
    }
    return text.append(plain, point, plain.length()).toString();
  }

  /** {@code 1,537.4}: grouped, without trailing zeros. */
  public static String units(BigDecimal value) {
    return grouped(value, Math.max(0, value.stripTrailingZeros().scale()));
  }

  public static String units(long value) {
    return units(BigDecimal.valueOf(value));
  }

  /** {@code 1 record}, {@code 2 records}. */
  public static String many(long count, String noun) {
    return units(count) + " " + (count == 1 ? noun : noun + "s");
  }

  public static String many(BigDecimal count, String noun) {
    return units(count) + " " + (count.compareTo(BigDecimal.ONE) == 0 ? noun : noun + "s");
  }

  /** The kind of mailbox that a reason speaks of: {@code room} of {@code room_mailbox}. */
  static Optional<String> mailbox(String reason) {
    return reason.endsWith("_mailbox")
        ? Optional.of(reason.substring(0, reason.length() - "_mailbox".length()).replace('_', ' '))
        : Optional.empty();
  }

  /** {@code stale_integration} as {@code stale integration}. */
  public static String code(String code) {
    return code.replace('_', ' ');
  }

  public static String agree(BigDecimal count, String one, String several) {
    return count.compareTo(BigDecimal.ONE) == 0 ? one : several;
  }
}
