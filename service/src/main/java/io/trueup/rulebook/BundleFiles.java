package io.trueup.rulebook;

import io.trueup.workbook.WorkbookTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The texts of a rule bundle by their paths in it, and nothing else that lies beside them. */
public final class BundleFiles {
  /** A larger text is no rule file. */
  private static final long MOST_BYTES = 4L << 20;

  /** Files that are looked at in a folder, of a bundle or not. */
  private static final int MOST_ENTRIES = 100_000;

  private static final int DEPTH = 3;

  private BundleFiles() {}

  /** The bundle that is shipped, its scenarios included, from the class path. */
  public static Map<String, String> shipped() {
    URL policy =
        Objects.requireNonNull(
            BundleFiles.class.getResource("/rules/policy.yml"), "no rules on the class path");
    try {
      if (!policy.getProtocol().equals("jar")) {
        return read(Objects.requireNonNull(Path.of(policy.toURI()).getParent()));
      }
      String spec = policy.toString();
      URI jar = new URI(spec.substring(0, spec.indexOf("!/")).substring("jar:".length()));
      try (FileSystem zip = FileSystems.newFileSystem(Path.of(jar))) {
        return read(zip.getPath("/rules"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path names " + policy, e);
    }
  }

  /**
   * The bundle in a folder. Links are followed as long as they stay within it. A workbook with a
   * table is read as the CSV that it becomes.
   *
   * @return texts by path with {@code /} between names, sorted; empty when the folder has none
   * @throws IOException when a file cannot be read, is too large or is not UTF-8, when there are
   *     too many, or a link leads out of the folder
   */
  public static Map<String, String> read(Path folder) throws IOException {
    Path root = folder.toRealPath();
    Map<String, Path> found = new TreeMap<>();
    Files.walkFileTree(
        root, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new Finder(folder, root, found));
    Map<String, String> texts = new TreeMap<>();
    long left = BundleContent.MOST_CHARACTERS_IN_ALL;
    for (Map.Entry<String, Path> file : found.entrySet()) {
      boolean workbook = BundlePath.workbook(file.getKey());
      String path = workbook ? WorkbookTable.csvPath(file.getKey()) : file.getKey();
      String text = workbook ? workbook(file.getValue()) : text(file.getValue());
      if (workbook && texts.containsKey(path) && !text.equals(texts.get(path))) {
        throw new IOException(
            folder + "/" + path + " and the workbook beside it differ; delete one of them");
      }
      left -= text.length();
      if (left < 0) {
        throw new IOException(
            folder + " holds more than " + BundleContent.MOST_CHARACTERS_IN_ALL + " characters");
      }
      texts.put(path, text);
    }
    return Collections.unmodifiableMap(texts);
  }

  /** Collects the files of a bundle, and looks at nothing outside the folder. */
  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Path root;
    private final Map<String, Path> found;
    private int seen;

    Finder(Path folder, Path root, Map<String, Path> found) {
      this.folder = folder;
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      String path = path(directory);
      if (path.startsWith(".") || path.contains("/.") || path.equals("target")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      requireInside(directory, path);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (++seen > MOST_ENTRIES) {
        throw new IOException(folder + " holds more than " + MOST_ENTRIES + " files");
      }
      String path = path(file);
      if (belongs(path)) {
        if (!attributes.isRegularFile()) {
          throw new IOException(folder + "/" + BundleContent.shown(path) + " is no file");
        }
        requireInside(file, path);
        found.put(path, file);
        if (found.size() > BundleContent.MOST_FILES) {
          throw new IOException(
              folder + " holds more than " + BundleContent.MOST_FILES + " files of a bundle");
        }
      }
      return FileVisitResult.CONTINUE;
    }

    private String path(Path file) {
      return root.relativize(file).toString().replace('\\', '/');
    }

    private void requireInside(Path file, String path) throws IOException {
      if (!file.toRealPath().startsWith(root)) {
        throw new IOException(
            folder + "/" + BundleContent.shown(path) + " is a link that leads out of the folder");
      }
    }
  }

  /** What a build leaves beside the rules, and hidden files, are no part of a bundle. */
  private static boolean belongs(String path) {
    if (path.startsWith("target/") || path.startsWith(".") || path.contains("/.")) {
      return false;
    }
    return BundlePath.looksMeant(path)
        || BundlePath.workbook(path)
        || path.equals(BundlePath.POLICY)
        || (path.startsWith("presets/") && path.endsWith(".csv"));
  }

  /**
   * The text of a rule file, or the CSV of a workbook with a table.
   *
   * @throws IOException when it cannot be read, is too large or not what its name says
   */
  public static String textOrTable(Path file) throws IOException {
    return WorkbookTable.is(file.toString()) ? workbook(file) : text(file);
  }

  private static String workbook(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    return WorkbookTable.csv(Files.readAllBytes(file), file.toString());
  }

  /**
   * A text file.
   *
   * @throws IOException when it cannot be read, is too large or is not UTF-8
   */
  public static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8", e);
    }
  }
}
