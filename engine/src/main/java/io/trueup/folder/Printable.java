package io.trueup.folder;

/**
 * Texts of unknown origin made safe to print: one line, no control or invisible direction
 * characters.
 */
final class Printable {
  private static final int VALUE = 80;
  private static final int LINE = 1_000;

  private Printable() {}

  /** A value as a problem shows it: at most 80 characters on one line. */
  static String value(String text) {
    return shortened(text, VALUE);
  }

  /** A message on one line. */
  static String line(String text) {
    return shortened(text, LINE);
  }

  private static String shortened(String text, int limit) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), limit) + 8);
    int at = 0;
    while (at < text.length() && out.length() < limit) {
      int code = text.codePointAt(at);
      at += Character.charCount(code);
      if (hidden(code)) {
        out.append(String.format("\\u%04x", code));
      } else {
        out.appendCodePoint(code);
      }
    }
    if (at < text.length() || out.length() > limit) {
      out.setLength(limit - 1);
      if (Character.isHighSurrogate(out.charAt(limit - 2))) {
        out.setLength(limit - 2);
      }
      out.append('…');
    }
    return out.toString();
  }

  private static boolean hidden(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
