package io.trueup.connector;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as text. */
final class Texts {
  private static final int MOST_DIGITS = 1_000;

  private Texts() {}

  /** A value as a cell holds it: numbers in plain digits, lists joined by semicolons. */
  static String plain(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal number) {
      // Written out, 1E+999999999 would fill the memory.
      return Math.abs((long) number.scale()) > MOST_DIGITS
          ? number.toString()
          : number.toPlainString();
    }
    if (value instanceof Double number) {
      return number.isNaN() || number.isInfinite()
          ? ""
          : plain(BigDecimal.valueOf(number).stripTrailingZeros());
    }
    if (value instanceof Collection<?> list) {
      return list.stream()
          .map(Texts::plain)
          .filter(t -> !t.isEmpty())
          .collect(Collectors.joining(";"));
    }
    return value.toString();
  }

  /** A time for people. */
  static String seconds(java.time.Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + " s";
  }

  /** A text in one line of at most so many characters, for messages. */
  static String cut(String text, int most) {
    StringBuilder line = new StringBuilder();
    int at = 0;
    while (at < text.length() && line.length() < most) {
      int c = text.codePointAt(at);
      line.appendCodePoint(breaks(c) ? ' ' : c);
      at += Character.charCount(c);
    }
    return at < text.length() ? line.append('…').toString() : line.toString();
  }

  /** Ends a line, or turns the direction of what follows. */
  private static boolean breaks(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
