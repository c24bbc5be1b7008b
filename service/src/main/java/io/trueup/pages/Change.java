package io.trueup.pages;

import io.trueup.rulebook.TextDiff.FileDiff;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a file.
 *
 * @param change {@code added}, {@code changed} or {@code removed}
 * @param added how many lines came
 * @param removed how many lines went
 * @param lines as many of its diff as are shown
 * @param hidden how many more there are
 */
public record Change(
    String path, String change, long added, long removed, List<Line> lines, int hidden) {
  /** Most lines that a page shows, of all files together. */
  private static final int MOST = 2000;

  /**
   * A line of a diff.
   *
   * @param kind {@code add}, {@code del}, {@code at} between regions, or empty
   */
  public record Line(String kind, String text) {}

  /** What became of some files: all are named, the lines of the first are shown. */
  static List<Change> all(List<FileDiff> diffs) {
    List<Change> changes = new ArrayList<>();
    int room = MOST;
    for (FileDiff diff : diffs) {
      Change change = of(diff, room);
      room -= change.lines().size();
      changes.add(change);
    }
    return changes;
  }

  private static Change of(FileDiff diff, int room) {
    List<Line> lines = lines(diff.diff());
    return new Change(
        diff.path(),
        diff.change(),
        lines.stream().filter(line -> line.kind().equals("add")).count(),
        lines.stream().filter(line -> line.kind().equals("del")).count(),
        lines.subList(0, Math.min(room, lines.size())),
        Math.max(0, lines.size() - room));
  }

  /** The lines of a unified diff without its head. */
  static List<Line> lines(String diff) {
    return diff.lines().dropWhile(line -> !line.startsWith("@@")).map(Change::line).toList();
  }

  private static Line line(String text) {
    String kind =
        text.startsWith("@@")
            ? "at"
            : text.startsWith("+") ? "add" : text.startsWith("-") ? "del" : "";
    return new Line(kind, text);
  }
}
