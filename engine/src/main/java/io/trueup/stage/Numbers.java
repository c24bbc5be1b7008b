package io.trueup.stage;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in the values that people write into decisions. */
final class Numbers {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");

  private Numbers() {}

  static Optional<BigDecimal> find(String text) {
    String value = text.strip();
    return DECIMAL.matcher(value).matches() ? Optional.of(new BigDecimal(value)) : Optional.empty();
  }

  /** Without trailing zeros and without an exponent, for people to read. */
  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
