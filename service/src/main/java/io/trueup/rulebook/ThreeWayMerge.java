package io.trueup.rulebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;
import org.jspecify.annotations.Nullable;

/**
 * Brings two changes of one set of files together: file by file, and where both changed a file,
 * line by line. What both changed differently is a conflict, and left to people.
 */
final class ThreeWayMerge {
  /**
   * A file that both changed differently.
   *
   * @param path where it stands
   * @param base its text before both changes; null where it was not there
   * @param yours the draft's; null where the draft removed it
   * @param theirs the published bundle's; null where that removed it
   * @param marked both in one text, with the lines in conflict between marks; null where one of
   *     them removed the file
   */
  record Conflict(
      String path,
      @Nullable String base,
      @Nullable String yours,
      @Nullable String theirs,
      @Nullable String marked) {}

  /**
   * What came of it.
   *
   * @param files all files as far as they could be brought together
   * @param conflicts those that could not
   */
  record Merged(Map<String, String> files, List<Conflict> conflicts) {}

  private ThreeWayMerge() {}

  static Merged of(
      Map<String, String> base, Map<String, String> yours, Map<String, String> theirs) {
    TreeSet<String> paths = new TreeSet<>(base.keySet());
    paths.addAll(yours.keySet());
    paths.addAll(theirs.keySet());
    Map<String, String> files = new TreeMap<>();
    List<Conflict> conflicts = new ArrayList<>();
    for (String path : paths) {
      merge(path, base.get(path), yours.get(path), theirs.get(path), files)
          .ifPresent(conflicts::add);
    }
    return new Merged(files, List.copyOf(conflicts));
  }

  private static Optional<Conflict> merge(
      String path,
      @Nullable String base,
      @Nullable String yours,
      @Nullable String theirs,
      Map<String, String> files) {
    if (Objects.equals(yours, theirs) || Objects.equals(theirs, base)) {
      put(path, yours, files);
      return Optional.empty();
    }
    if (Objects.equals(yours, base)) {
      put(path, theirs, files);
      return Optional.empty();
    }
    if (yours == null || theirs == null) {
      return Optional.of(new Conflict(path, base, yours, theirs, null));
    }
    MergeResult<RawText> lines =
        new MergeAlgorithm(TextDiff.algorithm())
            .merge(
                RawTextComparator.DEFAULT,
                TextDiff.raw(base == null ? "" : base),
                TextDiff.raw(yours),
                TextDiff.raw(theirs));
    String text = text(lines);
    if (lines.containsConflicts()) {
      return Optional.of(new Conflict(path, base, yours, theirs, text));
    }
    files.put(path, text);
    return Optional.empty();
  }

  private static void put(String path, @Nullable String text, Map<String, String> files) {
    if (text != null) {
      files.put(path, text);
    }
  }

  private static String text(MergeResult<RawText> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new MergeFormatter()
          .formatMerge(out, lines, List.of("base", "yours", "published"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
