package io.trueup.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value as DRL writes it. Whatever a cell holds becomes one literal of its kind, or nothing:
 * there is no text that ends the literal it is written into.
 *
 * @param drl the literal; empty when there is none
 * @param why why there is none; empty when there is one
 * @param hint what to write instead
 */
record Literal(String drl, String why, String hint) {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");

  static Literal of(String drl) {
    return new Literal(drl, "", "");
  }

  private static Literal none(String why, String hint) {
    return new Literal("", why, hint);
  }

  /** The literal of a cell. Blanks around a number, a date or yes and no do not matter. */
  static Literal of(FieldKind kind, String cell) {
    String word = cell.strip();
    return switch (kind) {
      case TEXT, NAMED_TEXT -> text(cell);
      case NUMBER -> number(word);
      case TRUTH -> truth(word);
      case DATE -> date(word);
      case MOMENT -> moment(word);
      case MONTH -> month(word);
      case OTHER -> none("this field holds " + kind.shown(), "compare another field");
    };
  }

  /** The literal of any text. */
  static Literal text(String text) {
    Optional<String> forbidden = forbidden(text);
    if (forbidden.isPresent()) {
      return none(
          "it holds the character " + forbidden.get(),
          "delete it; it cannot be seen or changes how the line reads");
    }
    if (!text.isEmpty() && (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)))) {
      return none(
          "the text begins or ends with a blank", "delete the blank, or nothing will equal it");
    }
    return of(quoted(text));
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** The text between quotes; it must not hold a forbidden character. */
  static String quoted(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\t' -> literal.append("\\t");
        default -> literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  /** The first character that a rule must not hold, {@code U+202E}. */
  static Optional<String> forbidden(String text) {
    return text.codePoints()
        .filter(c -> c != '\n' && c != '\t' && isForbidden(c))
        .mapToObj(c -> "U+" + String.format(Locale.ROOT, "%04X", c))
        .findFirst();
  }

  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }

  private static Literal number(String word) {
    if (!isNumber(word)) {
      String hint = "write digits, and a point before decimals: 1234.50";
      return none(
          "\"" + shortened(word) + "\" is no number",
          word.endsWith("%") ? hint + "; ten per cent is 0.1" : hint);
    }
    String plain = new BigDecimal(word).toPlainString();
    return of(plain.indexOf('.') < 0 ? plain : plain + "B");
  }

  private static Literal truth(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> of("true");
      case "no", "false" -> of("false");
      default -> none("\"" + shortened(word) + "\" is neither yes nor no", "write yes or no");
    };
  }

  private static Literal date(String word) {
    try {
      return of(quoted(LocalDate.parse(word).toString()));
    } catch (DateTimeException none) {
      return none(
          "\"" + shortened(word) + "\" is no date", "write year, month and day: 2026-10-31");
    }
  }

  private static Literal moment(String word) {
    try {
      return of(quoted(Instant.parse(word).toString()));
    } catch (DateTimeException none) {
      return none(
          "\"" + shortened(word) + "\" is no moment", "write it in UTC: 2026-10-31T00:00:00Z");
    }
  }

  private static Literal month(String word) {
    try {
      return of(quoted(YearMonth.parse(word).toString()));
    } catch (DateTimeException none) {
      return none("\"" + shortened(word) + "\" is no month", "write year and month: 2026-10");
    }
  }

  /**
   * A text with {@code *} for any run of characters as a regular expression, without regard to case
   * as in service mappings.
   */
  static Literal glob(String text) {
    Literal plain = text(text);
    if (plain.drl().isEmpty()) {
      return plain;
    }
    StringBuilder expression = new StringBuilder("(?is)");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '*') {
                expression.append(".*");
              } else {
                if (c < 128 && !Character.isLetterOrDigit(c) && c != '\n' && c != '\t') {
                  expression.append('\\');
                }
                expression.appendCodePoint(c);
              }
            });
    return of(quoted(expression.toString()));
  }

  static String shortened(String word) {
    String plain = word.replaceAll("[\\p{C}\\p{Z}&&[^ ]]", "?");
    return plain.length() > 40 ? plain.substring(0, 37) + "..." : plain;
  }
}
