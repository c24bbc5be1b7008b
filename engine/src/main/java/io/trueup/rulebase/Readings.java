package io.trueup.rulebase;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rule files that were read before: when one file of many changes, the others are not read again.
 * Reading is most of what a check costs. Holds what was read last, up to a number of characters;
 * files with problems are not kept. Safe for many threads; share one among all bundles of a
 * service.
 */
public final class Readings {
  private static final long DEFAULT_CHARACTERS = 16_000_000;

  /**
   * A file that could be read.
   *
   * @param placed whether its places are those of a table that it was made of
   * @param agreed whether Drools' parser has read it in the same way
   */
  record Read(RuleText.File file, Limits limits, boolean placed, boolean agreed) {}

  private final long most;
  private final Map<String, Read> byText = new LinkedHashMap<>(16, 0.75f, true);
  private long characters;

  /** Room for 16 million characters, about 25,000 rules. */
  public Readings() {
    this(DEFAULT_CHARACTERS);
  }

  /**
   * @param characters how much text is kept at most; 0 keeps nothing
   */
  public Readings(long characters) {
    this.most = characters;
  }

  /** The text as tokens and tree; problems are recorded. */
  Read read(Source source, Limits limits, Problems problems) {
    Read known = find(source.text());
    boolean same = known != null && known.limits().equals(limits);
    boolean placed = source.origins() != null;
    if (known != null && same && !placed && !known.placed()) {
      return known;
    }
    List<Token> tokens = tokens(source, limits, problems);
    Token start = new Token(Token.Kind.END, "", 0, 0, 1, 1);
    RuleText.File file =
        problems.isEmpty()
            ? RuleFileParser.parse(tokens, problems)
            : new RuleText.File(start, "", List.of(), List.of());
    return new Read(file, limits, placed, known != null && same && known.agreed());
  }

  /** The tokens with the places that people know. */
  static List<Token> tokens(Source source, Limits limits, Problems problems) {
    Problems found = new Problems(source.path(), problems.clock());
    List<Token> tokens = Lexer.tokens(source.text(), found, limits);
    found.list().forEach(problem -> problems.add(source.placed(problem)));
    return source.origins() == null ? tokens : tokens.stream().map(source::placed).toList();
  }

  /** Reads the text with Drools' parser too, unless that was done before. */
  void agree(String text, Read read, Problems problems) {
    if (read.agreed()) {
      return;
    }
    SecondReading.check(text, read.file(), problems);
    if (problems.isEmpty()) {
      keep(text, new Read(read.file(), read.limits(), read.placed(), true));
    }
  }

  private synchronized @Nullable Read find(String text) {
    return byText.get(text);
  }

  private synchronized void keep(String text, Read read) {
    if (byText.put(text, read) == null) {
      characters += text.length();
    }
    Iterator<String> oldest = byText.keySet().iterator();
    while (characters > most && oldest.hasNext()) {
      characters -= oldest.next().length();
      oldest.remove();
    }
  }
}
