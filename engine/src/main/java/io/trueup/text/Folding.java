package io.trueup.text;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writing systems and the accidents of copying taken out of a text.
 *
 * <ul>
 *   <li>{@link #fold}: {@code "Caf&eacute; Müller – Zürich"} and {@code "CafÃ© Müller — Zürich"}
 *       become {@code "cafe muller - zurich"}.
 *   <li>{@link #ascii}: the same with upper case kept.
 *   <li>{@link #writtenOut}: the other way of writing umlauts, {@code "cafe mueller - zuerich"}.
 * </ul>
 *
 * <p>All are pure, never throw, and look at no more than {@value #LONGEST} characters of a text.
 */
public final class Folding {
  /** What is longer is no name: the rest is not looked at. */
  static final int LONGEST = 1000;

  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('ß', "ss"),
          Map.entry('ẞ', "SS"),
          Map.entry('æ', "ae"),
          Map.entry('Æ', "AE"),
          Map.entry('œ', "oe"),
          Map.entry('Œ', "OE"),
          Map.entry('ø', "o"),
          Map.entry('Ø', "O"),
          Map.entry('đ', "d"),
          Map.entry('Đ', "D"),
          Map.entry('ð', "d"),
          Map.entry('Ð', "D"),
          Map.entry('þ', "th"),
          Map.entry('Þ', "Th"),
          Map.entry('ł', "l"),
          Map.entry('Ł', "L"),
          Map.entry('ħ', "h"),
          Map.entry('Ħ', "H"),
          Map.entry('ı', "i"),
          Map.entry('ŋ', "n"),
          Map.entry('Ŋ', "N"),
          Map.entry('ŧ', "t"),
          Map.entry('Ŧ', "T"),
          Map.entry('ə', "a"),
          Map.entry('Ə', "A"));

  /** Cyrillic as people write it in Latin letters, not as libraries do: ш is sh. */
  private static final String[] CYRILLIC = {
    "а a", "б b", "в v", "г g", "д d", "е e", "ж zh", "з z", "и i", "к k", "л l", "м m", "н n",
    "о o", "п p", "р r", "с s", "т t", "у u", "ф f", "х kh", "ц ts", "ч ch", "ш sh", "щ shch", "ъ ",
    "ы y", "ь ", "э e", "ю yu", "я ya", "і i", "є ye", "ґ g", "ђ dj", "ј j", "љ lj", "њ nj", "ћ c",
    "џ dz", "ѕ dz"
  };

  private static final Map<Character, String> OTHER_LETTERS = otherLetters();

  private static Map<Character, String> otherLetters() {
    Map<Character, String> letters = new HashMap<>(LETTERS);
    for (String line : CYRILLIC) {
      String latin = line.substring(2);
      letters.put(line.charAt(0), latin);
      letters.put(Character.toUpperCase(line.charAt(0)), capital(latin));
    }
    return Map.copyOf(letters);
  }

  private static String capital(String latin) {
    return latin.isEmpty() ? "" : Character.toUpperCase(latin.charAt(0)) + latin.substring(1);
  }

  private static final Map<Character, String> UMLAUTS =
      Map.ofEntries(
          Map.entry('ä', "ae"),
          Map.entry('ö', "oe"),
          Map.entry('ü', "ue"),
          Map.entry('Ä', "Ae"),
          Map.entry('Ö', "Oe"),
          Map.entry('Ü', "Ue"),
          Map.entry('ø', "oe"),
          Map.entry('Ø', "Oe"),
          Map.entry('å', "aa"),
          Map.entry('Å', "Aa"));

  private Folding() {}

  /**
   * The text in lower-case ASCII, on one line, with single spaces and none at the ends; entities of
   * HTML and UTF-8 that was read as Latin-1 are repaired, other scripts transliterated, invisible
   * characters gone. Punctuation stays.
   */
  public static String fold(String text) {
    return ascii(text).toLowerCase(Locale.ROOT);
  }

  /** {@link #fold} with upper case kept. */
  public static String ascii(String text) {
    boolean asItIs = text.length() <= LONGEST && text.indexOf('&') < 0 && isTidyAscii(text);
    return asItIs ? text : plain(repaired(text));
  }

  /**
   * {@link #fold} with umlauts written out: ä as ae, ö and ø as oe, ü as ue, å as aa. Empty when
   * the text has none, so that there is no second way to write it.
   */
  public static Optional<String> writtenOut(String text) {
    String repaired = Normalizer.normalize(repaired(text), Normalizer.Form.NFC);
    StringBuilder out = new StringBuilder(repaired.length() + 8);
    boolean found = false;
    for (int i = 0; i < repaired.length(); i++) {
      String instead = UMLAUTS.get(repaired.charAt(i));
      found |= instead != null;
      if (instead == null) {
        out.append(repaired.charAt(i));
      } else {
        out.append(instead);
      }
    }
    return found ? Optional.of(plain(out.toString()).toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /** What a text is written in, as far as it matters to reading it. */
  enum Writing {
    LATIN,
    /** Some of it is Cyrillic, which has a table here. */
    CYRILLIC,
    /** Some of it is in a script that takes the rules of ICU. */
    OTHER
  }

  static Writing writing(String text) {
    Writing found = Writing.LATIN;
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      if (c >= 0x370 && Character.isLetter(c)) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        if (script == Character.UnicodeScript.CYRILLIC) {
          found = Writing.CYRILLIC;
        } else if (script != Character.UnicodeScript.LATIN) {
          return Writing.OTHER;
        }
      }
    }
    return found;
  }

  private static String repaired(String text) {
    String bounded = text;
    if (text.length() > LONGEST) {
      int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
      bounded = text.substring(0, end);
    }
    return Mojibake.repaired(Entities.unescaped(bounded));
  }

  private static String plain(String text) {
    if (isTidyAscii(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    String decomposed = isAscii(text) ? text : latin(text);
    boolean gap = false;
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        gap |= c == ' ' || (c >= '\t' && c <= '\r');
      } else if (c < 0x7f) {
        if (gap && !out.isEmpty()) {
          out.append(' ');
        }
        gap = false;
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String latin(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    boolean other = false;
    boolean han = false;
    String decomposed = Normalizer.normalize(signs(text), Normalizer.Form.NFKD);
    for (int i = 0; i < decomposed.length(); ) {
      int c = decomposed.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        out.append((char) c);
        continue;
      }
      String instead = c <= 0xffff ? OTHER_LETTERS.get((char) c) : null;
      if (instead != null) {
        out.append(instead);
      } else if (Character.isLetterOrDigit(c)) {
        // Words of Chinese characters are read one by one: what follows them is another word.
        if (other && han != Character.isIdeographic(c)) {
          out.append(' ');
        }
        han = Character.isIdeographic(c);
        other = true;
        out.appendCodePoint(c);
      } else {
        mark(c, other, out);
      }
    }
    return other ? Scripts.latin(Normalizer.normalize(out, Normalizer.Form.NFC)) : out.toString();
  }

  /** A mark on a foreign letter is part of how it is read; everything else says nothing. */
  private static void mark(int c, boolean other, StringBuilder out) {
    switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> {
        if (other) {
          out.appendCodePoint(c);
        }
      }
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.OTHER_SYMBOL,
          Character.OTHER_PUNCTUATION,
          Character.CURRENCY_SYMBOL ->
          out.append(' ');
      case Character.DASH_PUNCTUATION -> out.append('-');
      case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION ->
          out.append('"');
      case Character.START_PUNCTUATION -> out.append('(');
      case Character.END_PUNCTUATION -> out.append(')');
      case Character.MATH_SYMBOL -> out.append(c == '∕' || c == '⁄' ? '/' : ' ');
      default -> {
        // controls, directions, private use, half surrogates: nothing that anybody can see
      }
    }
  }

  /** Signs whose compatibility form would be read as letters or break a word in two. */
  private static String signs(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '™', '℠', '®', '©' -> {}
        case '‘', '’', '‚', '‛', 'ʼ', '´', '`', '′', 'ʹ', 'ʻ', '＇' -> out.append('\'');
        case '—', '―' -> out.append(" - ");
        case '·', '・', '･' -> {
          boolean catalan =
              i > 0
                  && i + 1 < text.length()
                  && Character.toLowerCase(text.charAt(i - 1)) == 'l'
                  && Character.toLowerCase(text.charAt(i + 1)) == 'l';
          out.append(catalan ? "" : " ");
        }
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isTidyAscii(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x7f || c < ' ' || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return text.isEmpty() || before != ' ';
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Held apart, so that the rules of ICU are loaded when the first text needs them. */
  private static final class Scripts {
    private static final Transliterator ANY =
        Transliterator.getInstance(
            "Greek-Latin/UNGEGN; Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII");

    static String latin(String text) {
      return ANY.transliterate(text);
    }
  }
}
