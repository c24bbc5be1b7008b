package io.trueup.text;

import io.trueup.text.NameParts.Kind;
import java.util.List;

/** A stretch of a name on its way to be a segment. */
record Piece(Kind kind, String text, List<Token> tokens) {
  static final int LONGEST_CODE = 12;

  Piece as(Kind other) {
    return new Piece(other, text, tokens);
  }

  List<String> words() {
    return tokens.stream().map(Token::text).toList();
  }

  boolean isOneWord() {
    return tokens.size() == 1 && text.length() <= LONGEST_CODE;
  }
}
