package io.trueup.rulebase;

import org.antlr.runtime.ANTLRStringStream;
import org.antlr.runtime.CharStream;
import org.antlr.runtime.CommonTokenStream;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.antlr.runtime.TokenSource;
import org.drools.drl.parser.lang.DRL6Lexer;
import org.drools.drl.parser.lang.DRL6Parser;

/** Drools' own lexer and parser over one text, with a clock in every step of theirs. */
final class WatchedReading {
  private WatchedReading() {}

  static DRL6Parser parser(String text, CheckClock clock) {
    return new DRL6Parser(new Tokens(lexer(text, clock), clock));
  }

  static DRL6Lexer lexer(String text, CheckClock clock) {
    return new Words(new Characters(text, clock));
  }

  private static final class Characters extends ANTLRStringStream {
    private final CheckClock clock;

    Characters(String text, CheckClock clock) {
      super(text);
      this.clock = clock;
    }

    @Override
    public int LA(int ahead) {
      clock.tick();
      return super.LA(ahead);
    }
  }

  private static final class Tokens extends CommonTokenStream {
    private final CheckClock clock;

    Tokens(TokenSource source, CheckClock clock) {
      super(source);
      this.clock = clock;
    }

    @Override
    public Token LT(int ahead) {
      clock.tick();
      return super.LT(ahead);
    }
  }

  /**
   * Reads plain words by a loop. Drools' method for them has 38,000 bytes of code, which no JVM
   * compiles, so that it took half the time of a check; every other token is left to Drools, and so
   * is a word that goes on with other letters. A test compares the tokens with those of Drools'
   * lexer alone.
   */
  private static final class Words extends DRL6Lexer {
    Words(CharStream text) {
      super(text);
    }

    @Override
    public void mTokens() throws RecognitionException {
      int start = input.LA(1);
      if (!isStart(start)) {
        super.mTokens();
        return;
      }
      int length = 1;
      int next = input.LA(2);
      while (isStart(next) || (next >= '0' && next <= '9')) {
        length++;
        next = input.LA(length + 1);
      }
      if (!isPlainEnd(next) || isReserved(length)) {
        super.mTokens();
        return;
      }
      for (int i = 0; i < length; i++) {
        input.consume();
      }
      state.type = ID;
      state.channel = Token.DEFAULT_CHANNEL;
    }

    private static boolean isStart(int c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    /** Not other letters, and not control characters, which Drools counts to words. */
    private static boolean isPlainEnd(int c) {
      return c == CharStream.EOF
          || c == '\n'
          || c == '\r'
          || c == '\t'
          || (c >= ' ' && c < 127 && c != '\\');
    }

    /** true, false and null have tokens of their own. */
    private boolean isReserved(int length) {
      int first = input.LA(1);
      return (length == 4 && (first == 't' || first == 'n')) || (length == 5 && first == 'f');
    }
  }
}
