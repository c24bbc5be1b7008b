package io.trueup.connector;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as text. */
final class Texts {
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
      return number.toPlainString();
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

  /** A text in one line of at most so many characters, for messages. */
  static String cut(String text, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < most; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > most ? line.append('…').toString() : line.toString();
  }
}
