package io.trueup.folder;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Says beforehand whether the reader would take a cell, for whoever writes rows. Safe for use by
 * several threads.
 */
public final class CellCheck {
  private final ConcurrentMap<Column, CellParser> parsers = new ConcurrentHashMap<>();

  /**
   * What is wrong with a cell.
   *
   * @param kind stable code of the problem
   * @param what the rest of a sentence that begins with the value
   */
  public record Fault(String kind, String what) {}

  /** The fault of a cell that is not empty; none when it is fine. */
  public Optional<Fault> fault(Column column, String cell) {
    CellParser parser = parsers.computeIfAbsent(column, CellParser::new);
    Object parsed;
    synchronized (parser) {
      parsed = parser.parse(cell);
    }
    return parsed instanceof BadCell bad
        ? Optional.of(new Fault(bad.kind().code(), bad.message()))
        : Optional.empty();
  }

  /** The known word that a mistyped one probably means. */
  public static Optional<String> nearest(String word, Iterable<String> known) {
    java.util.List<String> words = new java.util.ArrayList<>();
    known.forEach(words::add);
    return Nearest.find(word, words);
  }
}
