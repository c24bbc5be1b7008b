package io.trueup.rulebase;

/**
 * One word, sign, number or quoted text of a rule file.
 *
 * @param text as written; for a quoted text its value without quotes and escapes
 * @param start offset of its first character in the file
 * @param end offset behind its last character
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, int start, int end, int line, int column) {
  enum Kind {
    WORD,
    VARIABLE,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
  }

  /** The token as a message names it. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the file";
      case TEXT ->
          "the text \"" + (text.length() > 30 ? text.substring(0, 30) + "..." : text) + "\"";
      default -> "'" + text + "'";
    };
  }
}
