package io.trueup.connector;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a vendor asks to wait. */
final class RetryAfter {
  /** A larger number is a moment in seconds since 1970, not a time to wait. */
  private static final BigDecimal MOMENT = BigDecimal.valueOf(1_000_000_000);

  /** A gateway before the vendor may add a header of its own: then the first counts. */
  private static final Pattern NUMBER =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(?:\\s*,\\s*[\\d.]+)*");

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
    Matcher matcher = NUMBER.matcher(text);
    Duration wait;
    if (matcher.matches()) {
      BigDecimal number = new BigDecimal(matcher.group(1));
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

  private static Optional<Instant> moment(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    for (DateTimeFormatter format :
        new DateTimeFormatter[] {
          DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_OFFSET_DATE_TIME
        }) {
      try {
        return Optional.of(ZonedDateTime.parse(text.strip(), format).toInstant());
      } catch (DateTimeException e) {
        // Perhaps the other.
      }
    }
    return Optional.empty();
  }
}
