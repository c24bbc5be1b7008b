package io.trueup.pages;

import io.trueup.rulebook.FileRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a bundle or a draft by folder.
 *
 * @param folders in the order in which a month goes through them
 */
public record Tree(List<Folder> folders) {
  private static final List<String> ORDER =
      List.of("", "client-matching", "service-mapping", "discrepancies", "scenarios", "presets");

  private static final int LARGE = 30;

  /** A folder; the root has no name. */
  public record Folder(String name, List<Leaf> files) {}

  /**
   * A file.
   *
   * @param mark {@code added} or {@code changed} against the bundle before; empty otherwise
   */
  public record Leaf(String path, String name, String mark) {}

  /** Whether it has so many files that somebody looks for one by its name. */
  public boolean large() {
    return folders.stream().mapToInt(folder -> folder.files().size()).sum() > LARGE;
  }

  /**
   * The tree of some files.
   *
   * @param base the files that they are a change of; empty where nothing is to be marked
   */
  static Tree of(List<FileRow> files, List<FileRow> base) {
    Map<String, String> before = new LinkedHashMap<>();
    base.forEach(file -> before.put(file.path(), file.sha256()));
    Map<String, List<Leaf>> folders = new LinkedHashMap<>();
    ORDER.forEach(name -> folders.put(name, new ArrayList<>()));
    for (FileRow file : files) {
      int slash = file.path().indexOf('/');
      String folder = slash < 0 ? "" : file.path().substring(0, slash);
      String was = before.get(file.path());
      String mark =
          base.isEmpty() || file.sha256().equals(was) ? "" : was == null ? "added" : "changed";
      folders
          .computeIfAbsent(folder, name -> new ArrayList<>())
          .add(new Leaf(file.path(), file.path().substring(slash + 1), mark));
    }
    return new Tree(
        folders.entrySet().stream()
            .filter(folder -> !folder.getValue().isEmpty())
            .map(folder -> new Folder(folder.getKey(), List.copyOf(folder.getValue())))
            .toList());
  }
}
