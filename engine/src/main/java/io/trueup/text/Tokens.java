package io.trueup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words out of a text: letters and digits, with apostrophes and the dots of initials dropped, every
 * conjunction as "and", initials that stand apart joined ({@code A. B. C.} is {@code abc}).
 */
final class Tokens {
  private Tokens() {}

  /** Words of any text. */
  static List<Token> of(String text) {
    return joined(scanned(Folding.ascii(text), 0, Integer.MAX_VALUE));
  }

  /** Words of ASCII text from one index to another, conjunctions and initials as they stand. */
  static List<Token> ofAscii(String ascii, int from, int to) {
    return joined(scanned(ascii, from, to));
  }

  private static List<Token> scanned(String text, int from, int limit) {
    int to = Math.min(limit, text.length());
    List<Token> tokens = new ArrayList<>();
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (isWord(c)) {
        i = word(text, i, from, to, tokens);
      } else {
        if (c == '&' || c == '+') {
          sign(text, i, from, to, tokens);
        }
        i++;
      }
    }
    return tokens;
  }

  /** {@code &} and {@code +} between words; a plus that ends a word is part of it (A+ Staffing). */
  private static void sign(String text, int i, int from, int to, List<Token> tokens) {
    boolean before = i > from && isWord(text.charAt(i - 1));
    boolean after = i + 1 < to && isWord(text.charAt(i + 1));
    if (text.charAt(i) == '+' && before && !after && !tokens.isEmpty()) {
      Token word = tokens.remove(tokens.size() - 1);
      tokens.add(new Token(word.text() + "plus", word.written() + "plus", false));
    } else if (!tokens.isEmpty() && !tokens.get(tokens.size() - 1).isConjunction()) {
      tokens.add(Token.CONJUNCTION);
    }
  }

  private static int word(String text, int start, int from, int to, List<Token> tokens) {
    StringBuilder word = new StringBuilder();
    boolean marked =
        start > from + 1 && text.charAt(start - 1) == '.' && isWord(text.charAt(start - 2));
    int i = start;
    while (i < to) {
      char c = text.charAt(i);
      if (isWord(c)) {
        word.append(c);
        i++;
      } else if (c == '\'' && i + 1 < to && isWord(text.charAt(i + 1))) {
        i++;
      } else if (c == '-' && i - start == 2 && isCo(text, start, to)) {
        i++;
      } else if ((c == '.' || c == '/') && joinsInitials(text, i, start, to)) {
        marked = true;
        i++;
      } else {
        break;
      }
    }
    marked |= i < to && text.charAt(i) == '.' && word.length() < 5;
    String written = word.toString();
    String folded = written.toLowerCase(Locale.ROOT);
    if (written.equals("s") && start > from && text.charAt(start - 1) == '-' && !tokens.isEmpty()) {
      Token owner = tokens.remove(tokens.size() - 1);
      tokens.add(new Token(owner.text() + "s", owner.written() + "s", owner.marked()));
      return i;
    }
    tokens.add(
        isConjunction(folded, written, tokens, i >= to)
            ? Token.CONJUNCTION
            : new Token(folded, written, marked));
    return i;
  }

  /** Co-op, co-managed: one word. */
  private static boolean isCo(String text, int start, int to) {
    return text.regionMatches(true, start, "co-", 0, 3)
        && start + 3 < to
        && isLetter(text.charAt(start + 3));
  }

  /** A dot or slash between two letters that each stand alone: A.B, a/s, d/b/a. */
  private static boolean joinsInitials(String text, int at, int start, int to) {
    boolean aloneBefore =
        isLetter(text.charAt(at - 1)) && (at - 1 == start || !isWord(text.charAt(at - 2)));
    boolean aloneAfter =
        at + 1 < to
            && isLetter(text.charAt(at + 1))
            && (at + 2 >= to || !isWord(text.charAt(at + 2)));
    return aloneBefore && aloneAfter;
  }

  private static boolean isConjunction(
      String folded, String written, List<Token> before, boolean last) {
    if (folded.equals(Token.AND)) {
      return true;
    }
    if (before.isEmpty() || last) {
      return false;
    }
    return switch (folded) {
      case "und", "et", "och", "og" -> true;
      case "y" -> !before.get(before.size() - 1).isSingleLetter();
      case "n" -> written.equals("n");
      default -> false;
    };
  }

  /** Two or more letters that stand alone are initials: A B C Plumbing, E. J. Smith. */
  private static List<Token> joined(List<Token> tokens) {
    List<Token> out = new ArrayList<>(tokens.size());
    int i = 0;
    while (i < tokens.size()) {
      int end = i;
      while (end < tokens.size() && tokens.get(end).isSingleLetter()) {
        end++;
      }
      if (end - i < 2) {
        out.add(tokens.get(i));
        i++;
        continue;
      }
      StringBuilder text = new StringBuilder();
      StringBuilder written = new StringBuilder();
      for (Token letter : tokens.subList(i, end)) {
        text.append(letter.text());
        written.append(letter.written());
      }
      out.add(new Token(text.toString(), written.toString(), true));
      i = end;
    }
    return out;
  }

  static boolean isWord(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
