package io.trueup.text;

import io.trueup.text.NameParts.Kind;
import java.util.List;
import java.util.Locale;

/** Tells which pieces of a name are codes for it, and which one is the name itself. */
final class Codes {
  private final List<Piece> pieces;

  Codes(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /** Finds codes, and makes sure of exactly one main piece. */
  void settle() {
    int main = indexOf(Kind.MAIN);
    if (main < 0) {
      int instead = firstOf(Kind.TAIL, Kind.BRACKET, Kind.CODE, Kind.ALIAS, Kind.FORMER);
      if (instead < 0) {
        pieces.add(new Piece(Kind.MAIN, "", List.of()));
        return;
      }
      pieces.set(instead, pieces.get(instead).as(Kind.MAIN));
      main = instead;
    }
    underscored(main);
    main = coded(main, Kind.TAIL);
    main = coded(main, Kind.BRACKET);
    // A second time: JMGJEF JMG Jefferson's Mobile Grillery.
    if (ledByCode(main)) {
      ledByCode(main);
    }
  }

  /** Finds codes among pieces of a kind beside the main one, or the name when that is the code. */
  private int coded(int from, Kind beside) {
    int main = from;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      Piece name = pieces.get(main);
      if (piece.kind() == beside && name.isOneWord() && (isNumber(name) || explains(piece, name))) {
        pieces.set(main, name.as(Kind.CODE));
        pieces.set(i, piece.as(Kind.MAIN));
        main = i;
      } else if (piece.kind() == beside && piece.isOneWord() && explains(name, piece)) {
        pieces.set(i, piece.as(Kind.CODE));
      }
    }
    return main;
  }

  /** 2714_Thymia, QSHI_Q Ship USA: the underscore divides when a code stands before it. */
  private void underscored(int main) {
    Piece name = pieces.get(main);
    int at = name.text().indexOf('_');
    if (at <= 0) {
      return;
    }
    String before = name.text().substring(0, at);
    String after = name.text().substring(at + 1);
    Piece code = new Piece(Kind.CODE, before, Tokens.ofAscii(before, 0, before.length()));
    Piece rest = new Piece(Kind.MAIN, after, Tokens.ofAscii(after, 0, after.length()));
    if (!rest.tokens().isEmpty() && code.isOneWord() && (isNumber(code) || explains(rest, code))) {
      pieces.set(main, rest);
      pieces.add(code);
    }
  }

  /**
   * BRIMYE Bristol-Myers Squibb: capitals that the words after them explain. 9243 Southern Studio:
   * a number of four digits or more that is no year and no 1-800.
   */
  private boolean ledByCode(int main) {
    Piece name = pieces.get(main);
    if (name.tokens().size() < 2) {
      return false;
    }
    Token first = name.tokens().get(0);
    List<Token> rest = name.tokens().subList(1, name.tokens().size());
    String code = first.written();
    boolean led =
        !first.marked()
            && name.text().startsWith(code)
            && (isLongNumber(code)
                || (code.length() >= 3
                    && isUpper(code)
                    && !rest.stream().allMatch(token -> isUpper(token.written()))
                    && Likeness.isCodeOf(first.text(), rest.stream().map(Token::text).toList())));
    if (led) {
      pieces.set(main, new Piece(Kind.MAIN, name.text().substring(code.length()).strip(), rest));
      pieces.add(new Piece(Kind.CODE, code, List.of(first)));
    }
    return led;
  }

  private static boolean isUpper(String written) {
    return written.equals(written.toUpperCase(Locale.ROOT));
  }

  private static boolean isLongNumber(String written) {
    return written.length() >= 4
        && written.chars().allMatch(c -> c >= '0' && c <= '9')
        && !(written.length() == 4
            && (written.startsWith("18") || written.startsWith("19") || written.startsWith("20")));
  }

  /** Whether the words of a piece begin with the letters of a code. */
  private static boolean explains(Piece name, Piece code) {
    String letters = code.tokens().get(0).text();
    if (Likeness.isCodeOf(letters, name.words())) {
      return true;
    }
    String first = name.tokens().get(0).text();
    return letters.length() >= 3 && first.length() > letters.length() && first.startsWith(letters);
  }

  /** Digits, or a few letters and two digits or more: 9102, C20593, CUST-001 */
  private static boolean isNumber(Piece piece) {
    String word = piece.tokens().get(0).text();
    int letters = 0;
    while (letters < word.length() && word.charAt(letters) >= 'a') {
      letters++;
    }
    for (int i = letters; i < word.length(); i++) {
      if (word.charAt(i) > '9') {
        return false;
      }
    }
    return letters <= 4 && word.length() - letters >= (letters == 0 ? 1 : 2);
  }

  private int indexOf(Kind kind) {
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).kind() == kind) {
        return i;
      }
    }
    return -1;
  }

  private int firstOf(Kind... kinds) {
    for (Kind kind : kinds) {
      int at = indexOf(kind);
      if (at >= 0) {
        return at;
      }
    }
    return -1;
  }
}
