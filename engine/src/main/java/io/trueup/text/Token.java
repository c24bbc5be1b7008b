package io.trueup.text;

/**
 * One word of a name.
 *
 * @param text folded: lower-case ASCII letters and digits
 * @param written the same with upper case kept
 * @param marked written with dots or slashes inside or a dot before it ({@code S.A.}, {@code K/S},
 *     {@code acme.com}), or in another script: it is no ordinary word
 */
record Token(String text, String written, boolean marked) {
  /** What every way of writing "and" becomes. */
  static final String AND = "and";

  static final Token CONJUNCTION = new Token(AND, AND, false);

  boolean isConjunction() {
    return text.equals(AND);
  }

  boolean isSingleLetter() {
    return text.length() == 1 && text.charAt(0) >= 'a';
  }
}
