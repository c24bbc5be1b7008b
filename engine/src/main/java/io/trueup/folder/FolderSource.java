package io.trueup.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder on disk. Only files with known names are opened, and only when they really lie inside
 * the folder: no name or path that the data holds is ever looked at.
 */
final class FolderSource implements TableSource {
  private final Path folder;
  private final Path root;
  private final TreeSet<String> names;
  private final long maxFileBytes;

  /**
   * A folder that exists and holds files.
   *
   * @throws UnusableFolder when it does not
   */
  FolderSource(Path folder, long maxFileBytes) {
    this(folder, real(folder, folder), maxFileBytes);
  }

  private FolderSource(Path folder, Path root, long maxFileBytes) {
    this.folder = folder;
    this.root = root;
    this.maxFileBytes = maxFileBytes;
    this.names = list(folder, root);
  }

  private static Path real(Path path, Path shown) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UnusableFolder(
          "no such folder, or it cannot be reached",
          shown.toString(),
          "name a folder that holds the exported CSV files");
    }
  }

  private static TreeSet<String> list(Path folder, Path root) {
    if (!Files.isDirectory(root)) {
      throw new UnusableFolder(
          "this is a file, not a folder",
          folder.toString(),
          "name the folder that holds the exported CSV files");
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(path -> String.valueOf(path.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UnusableFolder(
          "the folder cannot be listed", folder.toString(), "check its permissions");
    }
  }

  /**
   * Checks that every required file is there.
   *
   * @param packed whether what stands in for usage.csv will do
   * @throws UnusableFolder naming all that are not
   */
  void requireFiles(boolean packed) {
    if (names.isEmpty()) {
      throw new UnusableFolder(
          "the folder is empty", folder.toString(), "put the exported CSV files into it");
    }
    List<String> missing =
        ExportFiles.list().stream()
            .filter(ExportFile::required)
            .map(ExportFile::name)
            .filter(name -> !names.contains(name))
            .filter(name -> !(packed && isStoodInFor(name)))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    StringBuilder advice =
        new StringBuilder(missing.size() == 1 ? "export it" : "export them")
            .append(", a header row alone is enough when there is nothing in it");
    for (String name : missing) {
      Nearest.find(name, strangers())
          .ifPresent(
              near -> advice.append("; or rename ").append(near).append(" to ").append(name));
    }
    throw new UnusableFolder(
        (missing.size() == 1 ? "required file " : "required files ")
            + String.join(", ", missing)
            + (missing.size() == 1 ? " is missing" : " are missing"),
        folder.toString(),
        advice.toString());
  }

  private boolean isStoodInFor(String name) {
    return name.equals(ExportFiles.USAGE.name()) && names.contains(PackedUsage.FILE);
  }

  /** CSV files whose names are not known here. */
  List<String> strangers() {
    return names.stream()
        .filter(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith(".csv"))
        .filter(name -> ExportFiles.find(name).isEmpty())
        .toList();
  }

  @Override
  public Optional<RowSource> open(String file) {
    if (!names.contains(file)) {
      return Optional.empty();
    }
    return Optional.of(open(inside(file), where(file), maxFileBytes));
  }

  /** Opens one file that the user named himself. */
  static RowSource openFile(Path file, long maxFileBytes) {
    Path path;
    try {
      path = file.toRealPath();
    } catch (IOException e) {
      throw unreadable(file.toString());
    }
    return open(path, file.toString(), maxFileBytes);
  }

  private static RowSource open(Path path, String where, long maxFileBytes) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnusableFolder("this is no file", where, "put a CSV file in its place");
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        check(channel, where, maxFileBytes);
        return new CsvScanner(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(where);
    }
  }

  /** The real place of a file or folder in here. */
  private Path inside(String name) {
    Path path;
    try {
      path = root.resolve(name).toRealPath();
    } catch (IOException e) {
      throw unreadable(where(name));
    }
    if (!path.startsWith(root)) {
      throw new UnusableFolder(
          "this is a link to a place outside the folder", where(name), "put the file itself here");
    }
    return path;
  }

  static UnusableFolder unreadable(String where) {
    return new UnusableFolder(
        "the file cannot be read", where, "check that it exists and its permissions");
  }

  private static void check(FileChannel channel, String where, long maxFileBytes)
      throws IOException {
    if (channel.size() > maxFileBytes) {
      throw new UnusableFolder(
          "the file is larger than " + maxFileBytes + " bytes",
          where,
          "export fewer rows, or raise the limit");
    }
    ByteBuffer head = ByteBuffer.allocate(512);
    while (head.hasRemaining() && channel.read(head) >= 0) {
      // a read may bring fewer bytes than there are
    }
    channel.position(FileStart.of(head.flip(), where));
  }

  @Override
  public Optional<Path> packedUsage() {
    return names.contains(PackedUsage.FILE)
        ? Optional.of(inside(PackedUsage.FILE))
        : Optional.empty();
  }

  @Override
  public String where(String file) {
    return folder.resolve(file).toString();
  }

  @Override
  public Optional<TableSource> previous() {
    if (!names.contains(ExportFiles.PREVIOUS)) {
      return Optional.empty();
    }
    Path path = inside(ExportFiles.PREVIOUS);
    return Optional.of(new FolderSource(folder.resolve(ExportFiles.PREVIOUS), path, maxFileBytes));
  }
}
