package io.trueup.rulebase;

import java.util.List;

/** Walks over the tokens of one file; the last one, END, is never passed. */
final class Cursor {
  private final List<Token> tokens;
  private final Problems problems;
  private int at;

  Cursor(List<Token> tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  Token peek() {
    problems.clock().tick();
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token last() {
    return tokens.get(Math.max(0, at - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  boolean sees(String word) {
    return peek().is(word);
  }

  boolean accept(String word) {
    boolean seen = sees(word);
    if (seen) {
      at++;
    }
    return seen;
  }

  Token expect(String word, String hint) {
    if (!sees(word)) {
      throw problems.stop(
          peek(), Fault.SYNTAX, "expected '" + word + "' but found " + peek().shown(), hint);
    }
    return next();
  }

  Token expect(Token.Kind kind, String what, String hint) {
    if (peek().kind() != kind) {
      throw problems.stop(
          peek(), Fault.SYNTAX, "expected " + what + " but found " + peek().shown(), hint);
    }
    return next();
  }

  boolean isFirstOnLine() {
    return at == 0 || tokens.get(at - 1).line() < peek().line();
  }
}
