package io.trueup.workbook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed, from what a spreadsheet keeps. A number is kept as a binary fraction and
 * written with 17 digits, 1.1 as 1.1000000000000001; the 15 that a spreadsheet shows are the ones
 * that were typed. A date is kept as a number of days.
 */
final class NumberText {
  /** A spreadsheet keeps no more digits than these. */
  private static final MathContext KEPT = new MathContext(15, RoundingMode.HALF_EVEN);

  private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);

  /** Before, days are counted as if 1900 had been a leap year. */
  private static final int FIRST_CERTAIN_DAY = 61;

  private static final int LAST_DAY = 2_958_465;

  /** Longest format that a spreadsheet takes. */
  private static final int MOST_FORMAT = 255;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{0,25}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{1,2})?");
  private static final Pattern NOT_SHOWN =
      Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.|\\*.");

  private NumberText() {}

  /**
   * The text of a number cell, or why there is none.
   *
   * @param text null when there is none
   * @param why empty when there is a text
   */
  record Shown(@Nullable String text, String why) {
    static Shown of(String text) {
      return new Shown(text, "");
    }

    static Shown none(String why) {
      return new Shown(null, why);
    }
  }

  /**
   * What the cell shows, as rules write it.
   *
   * @param raw the number in the file
   * @param formatId number of the format, null when there is none
   * @param format the format's own text, null when it is built in
   */
  static Shown of(
      String raw, @Nullable Integer formatId, @Nullable String format, boolean date1904) {
    Optional<BigDecimal> number = number(raw);
    if (number.isEmpty()) {
      return Shown.none("holds a number that cannot be read");
    }
    if (format != null && format.length() > MOST_FORMAT) {
      return Shown.none("has a format that cannot be read");
    }
    BigDecimal value = number.get().round(KEPT);
    if (isDate(formatId, format)) {
      return date(value, date1904);
    }
    if (value.precision() - value.scale() > KEPT.getPrecision()) {
      return Shown.none("holds more digits than a spreadsheet keeps");
    }
    if (showsLeadingZeros(format)) {
      return Shown.none("shows a number with leading zeros that it does not hold");
    }
    return Shown.of(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
  }

  private static Optional<BigDecimal> number(String raw) {
    if (!NUMBER.matcher(raw).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(raw));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Shown date(BigDecimal days, boolean date1904) {
    BigDecimal whole = days.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(days) != 0) {
      return Shown.none("holds a time of day");
    }
    int first = date1904 ? 0 : FIRST_CERTAIN_DAY;
    if (days.compareTo(BigDecimal.valueOf(first)) < 0
        || days.compareTo(BigDecimal.valueOf(LAST_DAY)) > 0) {
      return Shown.none("holds a date that cannot be read");
    }
    return Shown.of((date1904 ? EPOCH_1904 : EPOCH).plusDays(whole.intValueExact()).toString());
  }

  private static boolean isDate(@Nullable Integer id, @Nullable String format) {
    if (format == null) {
      // the formats that every spreadsheet knows
      return id != null
          && ((id >= 14 && id <= 22)
              || (id >= 27 && id <= 36)
              || (id >= 45 && id <= 47)
              || (id >= 50 && id <= 58));
    }
    String shown = NOT_SHOWN.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
    return !shown.equals("general")
        && shown.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0)
        && shown.chars().noneMatch(c -> c == '#' || c == '?');
  }

  private static boolean showsLeadingZeros(@Nullable String format) {
    if (format == null) {
      return false;
    }
    String shown = NOT_SHOWN.matcher(format).replaceAll("").split(";", 2)[0];
    int point = shown.indexOf('.');
    return (point < 0 ? shown : shown.substring(0, point)).contains("00");
  }
}
