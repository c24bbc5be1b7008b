package io.trueup.pages;

import io.trueup.rulebook.TextDiff.FileDiff;
import java.util.List;

/**
 * What became of a file.
 *
 * @param change {@code added}, {@code changed} or {@code removed}
 * @param added how many lines came
 * @param removed how many lines went
 */
public record Change(String path, String change, long added, long removed, List<Line> lines) {
  /** Most lines of one file that are shown. */
  private static final int MOST = 2000;

  /**
   * A line of a diff.
   *
   * @param kind {@code add}, {@code del}, {@code at} between regions, or empty
   */
  public record Line(String kind, String text) {}

  static Change of(FileDiff diff) {
    List<Line> lines = lines(diff.diff());
    return new Change(
        diff.path(),
        diff.change(),
        lines.stream().filter(line -> line.kind().equals("add")).count(),
        lines.stream().filter(line -> line.kind().equals("del")).count(),
        lines);
  }

  /** The lines of a unified diff without its head. */
  static List<Line> lines(String diff) {
    return diff.lines()
        .dropWhile(line -> !line.startsWith("@@"))
        .limit(MOST)
        .map(Change::line)
        .toList();
  }

  private static Line line(String text) {
    String kind =
        text.startsWith("@@")
            ? "at"
            : text.startsWith("+") ? "add" : text.startsWith("-") ? "del" : "";
    return new Line(kind, text);
  }
}
