package io.trueup.connector;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long a vendor asks to wait. */
final class RetryAfter {
  /** A larger number is a moment in seconds since 1970, not a time to wait. */
  private static final BigDecimal MOMENT = BigDecimal.valueOf(1_000_000_000);

  private RetryAfter() {}

  /**
   * The time to wait, zero where nothing is said. Moments are measured from the answer's own date,
   * where it has one, so that it does not matter whose clock is wrong.
   */
  static Duration read(Answer answer, String header, Instant now) {
    String text = answer.header(header.toLowerCase(Locale.ROOT)).strip();
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    Instant from = moment(answer.header("date")).orElse(now);
    Duration wait;
    if (text.matches("\\d{1,15}(\\.\\d{1,9})?")) {
      BigDecimal number = new BigDecimal(text);
      wait =
          number.compareTo(MOMENT) > 0
              ? Duration.between(from, epoch(number))
              : Duration.ofMillis(number.movePointRight(3).longValue());
    } else {
      wait = moment(text).map(until -> Duration.between(from, until)).orElse(Duration.ZERO);
    }
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Instant epoch(BigDecimal number) {
    // Thirteen digits are milliseconds.
    return number.precision() - number.scale() >= 13
        ? Instant.ofEpochMilli(number.longValue())
        : Instant.ofEpochSecond(number.longValue());
  }

  private static java.util.Optional<Instant> moment(String text) {
    try {
      return text.isEmpty()
          ? java.util.Optional.empty()
          : java.util.Optional.of(
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return java.util.Optional.empty();
    }
  }
}
