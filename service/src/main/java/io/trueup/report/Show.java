package io.trueup.report;

import io.trueup.result.Figures;
import io.trueup.stage.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, dates and codes as people read them on the page. */
final class Show {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  private Show() {}

  /** Grouped, with the digits that the number has; a true minus sign. */
  static String number(BigDecimal number) {
    return Words.amount(number).replace('-', '\u2212');
  }

  /** Units without trailing zeros; a dash when they are not known. */
  static String units(@Nullable BigDecimal units) {
    BigDecimal plain = Figures.units(units);
    return plain == null ? "\u2013" : number(plain);
  }

  static String count(long count) {
    return number(BigDecimal.valueOf(count));
  }

  /** {@code 1 line}, {@code 2 lines}. */
  static String many(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** With its sign, also when it is positive. */
  static String signed(BigDecimal number) {
    return (number.signum() > 0 ? "+" : "") + number(number);
  }

  static String signedUnits(@Nullable BigDecimal units) {
    BigDecimal plain = Figures.units(units);
    return plain == null ? "\u2013" : signed(plain);
  }

  /** Never rounded up to the whole: 99.96 % is not all. */
  static String percent(@Nullable BigDecimal fraction) {
    if (fraction == null) {
      return "none";
    }
    BigDecimal percent = fraction.movePointRight(2).setScale(1, RoundingMode.DOWN);
    return number(
            percent.stripTrailingZeros().scale() <= 0
                ? percent.setScale(0, RoundingMode.DOWN)
                : percent)
        + " %";
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String shortDay(@Nullable LocalDate day) {
    return day == null ? "\u2013" : SHORT_DAY.format(day);
  }

  static String instant(@Nullable Instant instant) {
    return instant == null ? "never" : MINUTE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** {@code stale_integration} as {@code stale integration}. */
  static String words(String code) {
    return code.replace('_', ' ');
  }

  static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
