package io.trueup.folder;

import java.math.BigDecimal;

/**
 * Decimal numbers as cells write them: no exponent, no grouping, no currency sign, at most 12
 * digits on either side.
 */
final class Numbers {
  private static final int DIGITS = 12;

  private Numbers() {}

  /** The number without trailing zeros of its fraction, or a {@link BadCell}. */
  static Object decimal(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int whole = digits(text, at);
    int point = at + whole;
    int fraction =
        point < text.length() && text.charAt(point) == '.' ? digits(text, point + 1) : -1;
    int end = point + (fraction < 0 ? 0 : 1 + fraction);
    if (whole == 0 || fraction == 0 || end != text.length()) {
      return new BadCell(ProblemKind.BAD_NUMBER, "is no number; " + advice(text));
    }
    if (whole > DIGITS || fraction > DIGITS) {
      return new BadCell(
          ProblemKind.OUT_OF_RANGE,
          "has more digits than any quantity or price; at most 12 before and 12 after the point");
    }
    BigDecimal number = new BigDecimal(text);
    if (number.scale() > 0) {
      number = number.stripTrailingZeros();
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static String advice(String text) {
    if (text.indexOf(',') >= 0) {
      return "write the fraction after a point and no separators between thousands, such as 1234.50";
    }
    if (text.indexOf('e') > 0 || text.indexOf('E') > 0) {
      return "write it without an exponent, such as 1200000";
    }
    return "write digits only, with a point before the fraction, such as 12.50";
  }
}
