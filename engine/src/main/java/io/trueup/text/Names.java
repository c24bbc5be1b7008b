package io.trueup.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Company names in a form that can be compared. */
public final class Names {
  private static final Set<String> LEGAL_FORMS =
      Set.of(
          "inc",
          "incorporated",
          "llc",
          "ltd",
          "limited",
          "corp",
          "corporation",
          "co",
          "company",
          "gmbh",
          "ag",
          "kg",
          "ug",
          "sa",
          "sas",
          "sarl",
          "bv",
          "nv",
          "plc",
          "llp",
          "lp",
          "pty",
          "oy",
          "ab",
          "as",
          "aps",
          "srl",
          "spa",
          "sl",
          "kk",
          "pc",
          "pllc",
          "pa",
          "ltda",
          "zoo",
          "sro");

  private Names() {}

  /**
   * The name in lower case, without accents, with {@code &} and {@code +} read as "and", every
   * other run of punctuation or space as one space. Two names with the same result differ in
   * writing only.
   */
  public static String plain(String name) {
    String decomposed =
        Normalizer.normalize(
            name.replace("&", " and ").replace("+", " and "), Normalizer.Form.NFKD);
    StringBuilder out = new StringBuilder(decomposed.length());
    boolean gap = false;
    for (int i = 0; i < decomposed.length(); ) {
      int c = decomposed.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetterOrDigit(c)) {
        if (gap && !out.isEmpty()) {
          out.append(' ');
        }
        gap = false;
        out.appendCodePoint(c);
      } else if (!joins(c)) {
        gap = true;
      }
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Marks that sit on or inside a word: accents after decomposition, apostrophes, dots (A.B.C.).
   */
  private static boolean joins(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || c == '\'' || c == '\u2019' || c == '.';
  }

  /**
   * {@link #plain} without a leading "the" and without legal forms at the end; the plain name
   * itself when nothing else would be left.
   */
  public static String withoutLegalForm(String name) {
    String plain = plain(name);
    List<String> words = new ArrayList<>(List.of(plain.split(" ")));
    if (words.size() > 1 && words.get(0).equals("the")) {
      words.remove(0);
    }
    while (words.size() > 1 && LEGAL_FORMS.contains(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    if (words.size() > 1 && words.get(words.size() - 1).equals("and")) {
      words.remove(words.size() - 1);
    }
    return String.join(" ", words);
  }
}
