package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.runtime.ANTLRStringStream;
import org.antlr.runtime.Token;
import org.drools.drl.parser.lang.DRL6Lexer;
import org.junit.jupiter.api.Test;

/** The short cut for plain words gives exactly the tokens of Drools' own lexer. */
class WatchedReadingTest {
  private static final String[] PIECES = {
    "true",
    "false",
    "null",
    "truer",
    "nul",
    "nullx",
    "False",
    "rule",
    "a",
    "_",
    "$",
    "$a",
    "a1",
    "1a",
    "é",
    "aé",
    "éa",
    "a\\u0041",
    "\\",
    "-",
    "lock-on-active",
    ".",
    "..",
    " ",
    "\n",
    "\t",
    "\"a\"",
    "'b'",
    "/*",
    "*/",
    "//",
    "0x1f",
    "1B",
    "0.1B",
    "1e5",
    "==",
    "!=",
    "%",
    "%a",
    "#",
    "@",
    "`a`",
    "日本",
    "A\u0301",
    "str[",
    "]",
    "from",
    "end",
    "\u0000",
    "𝒜",
    "a𝒜",
    "\u00a0",
    "Ω",
    "(",
    ")",
    "{",
    "}",
    "->",
    ":="
  };

  private static List<String> tokens(DRL6Lexer lexer) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Token token;
      try {
        token = lexer.nextToken();
      } catch (NullPointerException gaveUp) {
        // antlr cannot word some of its own refusals
        tokens.add("gives up");
        return tokens;
      }
      tokens.add(
          token.getType()
              + " "
              + token.getChannel()
              + " "
              + token.getLine()
              + ":"
              + token.getCharPositionInLine()
              + " "
              + token.getText());
      if (token.getType() == Token.EOF) {
        return tokens;
      }
    }
    throw new AssertionError("no end");
  }

  private static void assertSame(String text) {
    DRL6Lexer quick = WatchedReading.lexer(text, new CheckClock(Limits.DEFAULT));
    DRL6Lexer plain = new DRL6Lexer(new ANTLRStringStream(text));
    assertThat(tokens(quick)).as(text).isEqualTo(tokens(plain));
    assertThat(quick.getNumberOfSyntaxErrors()).isEqualTo(plain.getNumberOfSyntaxErrors());
  }

  @Test
  void tokens_of_real_files_are_the_same() throws IOException {
    List<Path> roots =
        List.of(Path.of("../rules"), Path.of("src/test/resources/io/trueup/rulebase"));
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(f -> f.toString().endsWith(".drl"))
            .forEach(
                f -> {
                  try {
                    assertSame(Files.readString(f));
                  } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                  }
                });
      }
    }
  }

  @Test
  void tokens_of_random_texts_are_the_same() {
    Random random = new Random(20261123);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
        if (random.nextInt(3) > 0) {
          text.append(' ');
        }
      }
      assertSame(text.toString());
    }
  }
}
