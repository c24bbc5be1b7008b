package io.trueup.client;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as they are searched: in lower case, without accents. */
final class SearchText {
  private SearchText() {}

  static String of(String... parts) {
    String text = Normalizer.normalize(String.join(" ", parts), Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK && c != 0)
        .forEach(plain::appendCodePoint);
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
