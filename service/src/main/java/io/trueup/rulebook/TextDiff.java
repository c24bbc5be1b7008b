package io.trueup.rulebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** What differs between two sets of files, as people read it: unified diffs of their lines. */
public final class TextDiff {
  /**
   * A file that differs.
   *
   * @param path where it stands
   * @param change {@code added}, {@code removed} or {@code changed}
   * @param diff a unified diff with three lines around each change
   */
  public record FileDiff(String path, String change, String diff) {}

  private TextDiff() {}

  /** The files that differ, by path. */
  public static List<FileDiff> of(Map<String, String> from, Map<String, String> to) {
    TreeSet<String> paths = new TreeSet<>(from.keySet());
    paths.addAll(to.keySet());
    List<FileDiff> diffs = new ArrayList<>();
    for (String path : paths) {
      String before = from.getOrDefault(path, "");
      String after = to.getOrDefault(path, "");
      String change =
          !from.containsKey(path) ? "added" : to.containsKey(path) ? "changed" : "removed";
      if (!change.equals("changed") || !before.equals(after)) {
        diffs.add(new FileDiff(path, change, unified(path, change, before, after)));
      }
    }
    return diffs;
  }

  /** Differs by regions; never falls back to an algorithm whose time is the product of lengths. */
  static HistogramDiff algorithm() {
    HistogramDiff histogram = new HistogramDiff();
    histogram.setFallbackAlgorithm(null);
    return histogram;
  }

  static RawText raw(String text) {
    return new RawText(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String unified(String path, String change, String before, String after) {
    RawText a = raw(before);
    RawText b = raw(after);
    EditList edits = algorithm().diff(RawTextComparator.DEFAULT, a, b);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "--- "
            + (change.equals("added") ? "/dev/null" : "a/" + path)
            + "\n+++ "
            + (change.equals("removed") ? "/dev/null" : "b/" + path)
            + "\n";
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.format(edits, a, b);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head + out.toString(StandardCharsets.UTF_8);
  }
}
