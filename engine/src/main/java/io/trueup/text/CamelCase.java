package io.trueup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words that were written together with a capital for each: GlamByWhit, ABCPlumbing. */
final class CamelCase {
  private CamelCase() {}

  /** The words of a name that is one word in camel case; any other name as it is. */
  static List<Token> apart(List<Token> tokens) {
    int joined = 0;
    while (joined < tokens.size() && !isForm(tokens, joined)) {
      joined++;
    }
    if (joined != 1) {
      return tokens;
    }
    List<Token> words = words(tokens.get(0));
    if (words.size() == 1) {
      return tokens;
    }
    List<Token> all = new ArrayList<>(words);
    all.addAll(tokens.subList(1, tokens.size()));
    return all;
  }

  private static boolean isForm(List<Token> tokens, int at) {
    return at > 0 && LegalForms.isForm(tokens.get(at).text());
  }

  /** Mc and Mac stay with what follows. */
  private static List<Token> words(Token token) {
    String text = token.written();
    List<Token> words = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < text.length(); i++) {
      if (isBoundary(text, i, from)) {
        words.add(word(text.substring(from, i)));
        from = i;
      }
    }
    if (from == 0) {
      return List.of(token);
    }
    words.add(word(text.substring(from)));
    return words;
  }

  private static Token word(String written) {
    String folded = written.toLowerCase(Locale.ROOT);
    return new Token(folded, written, false);
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
