package io.trueup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words that were written together with a capital for each: GlamByWhit, ABCPlumbing. */
final class CamelCase {
  private CamelCase() {}

  /** The folded words of one token; Mc and Mac stay with what follows. */
  static List<String> words(Token token) {
    String text = token.written();
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < text.length(); i++) {
      if (isBoundary(text, i, from)) {
        words.add(text.substring(from, i).toLowerCase(Locale.ROOT));
        from = i;
      }
    }
    if (from == 0) {
      return List.of(token.text());
    }
    words.add(text.substring(from).toLowerCase(Locale.ROOT));
    return words;
  }

  private static boolean isBoundary(String text, int i, int from) {
    char before = text.charAt(i - 1);
    char c = text.charAt(i);
    if (!isUpper(c)) {
      return false;
    }
    if (!isUpper(before)) {
      String sofar = text.substring(from, i);
      return !sofar.equals("Mc") && !sofar.equals("Mac") && i + 1 < text.length();
    }
    return i + 2 < text.length()
        && isLower(text.charAt(i + 1))
        && isLower(text.charAt(i + 2))
        && i - from > 1;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
