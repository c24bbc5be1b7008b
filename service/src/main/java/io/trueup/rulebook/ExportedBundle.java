package io.trueup.rulebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A bundle as a folder: its files, and beside them {@code bundle.yml}, which says what they are a
 * change of.
 */
public final class ExportedBundle {
  /** Name of the file that says which bundle it is. */
  public static final String MARK = "bundle.yml";

  private static final Pattern VERSION = Pattern.compile("(?m)^version: ([1-9]\\d{0,17})$");
  private static final Pattern HASH = Pattern.compile("(?m)^hash: ([0-9a-f]{64})$");

  /**
   * What a folder was exported from.
   *
   * @param version number of the bundle
   * @param hash of all its files
   */
  public record Origin(long version, String hash) {}

  private ExportedBundle() {}

  /**
   * Writes a bundle. A folder that holds an earlier export is made to hold this one; whatever else
   * lies in it stays.
   *
   * @throws UnusableBundle when the folder holds other things and no earlier export
   */
  public static void write(Path folder, BundleRow row, BundleContent content) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isRegularFile(folder.resolve(MARK)) && !empty(folder)) {
      throw new UnusableBundle(
          "the folder holds other files", folder.toString(), "name a new or an exported one");
    }
    Set<String> stale = new TreeSet<>(BundleFiles.read(folder).keySet());
    stale.removeAll(content.files().keySet());
    for (Map.Entry<String, String> file : content.files().entrySet()) {
      write(folder, file.getKey(), file.getValue());
    }
    for (String path : stale) {
      if (BundlePath.allowed(path)) {
        // what was read of a workbook is no file
        Files.deleteIfExists(folder.resolve(path));
      }
    }
    write(
        folder,
        MARK,
        "# Written by `trueup rules export`: the bundle that the files beside it are a change of.\n"
            + "version: "
            + row.version()
            + "\nhash: "
            + row.hash()
            + "\nrules_hash: "
            + row.rulesHash()
            + "\npublished_at: "
            + row.publishedAt()
            + "\n");
  }

  private static boolean empty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findFirst().isEmpty();
    }
  }

  /** Replaces a file at once, so that who watches the folder never reads half of one. */
  private static void write(Path folder, String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Path parent = Objects.requireNonNull(file.getParent());
    if (Files.isSymbolicLink(parent)) {
      throw new IOException(parent + " is a link; it is not followed");
    }
    Files.createDirectories(parent);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) < (8L << 20)
        && text.equals(Files.readString(file))) {
      return;
    }
    Path fresh = Files.createTempFile(parent, ".trueup", ".tmp");
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * What a folder was exported from; empty when it does not say.
   *
   * @throws UnusableBundle when what it says cannot be understood
   */
  public static Optional<Origin> origin(Path folder) throws IOException {
    Path mark = folder.resolve(MARK);
    if (!Files.isRegularFile(mark)) {
      return Optional.empty();
    }
    String text = BundleFiles.text(mark);
    Matcher version = VERSION.matcher(text);
    Matcher hash = HASH.matcher(text);
    if (!version.find() || !hash.find()) {
      throw new UnusableBundle(
          "it does not say which bundle this is",
          mark.toString(),
          "restore it from the export, or delete it to start from the bundle in force");
    }
    return Optional.of(new Origin(Long.parseLong(version.group(1)), hash.group(1)));
  }
}
