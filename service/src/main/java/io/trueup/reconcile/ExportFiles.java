package io.trueup.reconcile;

import io.trueup.platform.http.Problem;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The CSV files of an upload, gathered in a folder of the service's own under names it chose: no
 * name from outside ever becomes a path. Files that no export folder has are left out and named;
 * whatever looks like an attack or a mistake refuses the upload.
 */
final class ExportFiles {
  private static final Pattern NAME = Pattern.compile("(previous/)?[a-z][a-z0-9_]{0,60}\\.csv");
  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(zip|gz|tgz|tar|bz2|xz|7z|rar|zst|jar|xlsx|xlsm|ods)");
  private static final List<String> ARCHIVE_STARTS =
      List.of(
          "PK\003\004",
          "PK\005\006",
          "\037\213",
          "BZh",
          "\3757zXZ",
          "7z\274\257",
          "Rar!",
          "(\265/\375");
  private static final int PIECE = 1 << 16;

  private final Path folder;
  private final Limits limits;
  private final Map<String, Path> files = new TreeMap<>();
  private final List<String> ignored = new ArrayList<>();
  private long size;

  /**
   * How much is taken.
   *
   * @param unpackedBytes of all files together, after unpacking
   * @param entries files in an archive, those left out included
   * @param ratio unpacked to packed bytes of one file; only asked of files beyond 16 MiB
   */
  record Limits(long unpackedBytes, int entries, int ratio) {}

  ExportFiles(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** The files taken, by name, {@code previous/} in front where they are last month's. */
  Map<String, Path> files() {
    return files;
  }

  /** Names that were left out, shortened and harmless to print. */
  List<String> ignored() {
    return ignored;
  }

  Limits limits() {
    return limits;
  }

  /** Notes a file that is not part of an export folder. */
  void ignore(String name) {
    if (ignored.size() < 20) {
      ignored.add(printable(name));
    }
  }

  /**
   * Takes a file, or leaves it out.
   *
   * @param name as it was sent, with {@code /} between folders
   * @param packed its length as it was sent, 0 when that is its length anyway
   */
  void add(String name, InputStream in, long packed) throws IOException {
    String lower = safe(name).toLowerCase(Locale.ROOT);
    if (ARCHIVE.matcher(lower).matches()) {
      throw unusable(name, "is an archive or a workbook; send CSV files, or one zip of CSV files");
    }
    if (!NAME.matcher(lower).matches()) {
      ignore(name);
      return;
    }
    if (files.containsKey(lower)) {
      throw unusable(name, "is there twice");
    }
    Path file = folder.resolve("file" + files.size() + ".csv");
    copy(name, in, packed, file);
    files.put(lower, file);
  }

  /** The name with forward slashes; refuses one that leaves its folder or starts at a root. */
  static String safe(String name) {
    String path = name.replace('\\', '/');
    if (path.startsWith("/") || path.matches("^[A-Za-z]:.*") || path.indexOf('\0') >= 0) {
      throw unusable(name, "is a path of its own; an entry must lie within the upload");
    }
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        throw unusable(name, "leads out of the upload");
      }
    }
    return path;
  }

  private void copy(String name, InputStream in, long packed, Path file) throws IOException {
    byte[] piece = new byte[PIECE];
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = in.readNBytes(piece, 0, PIECE);
          read > 0;
          read = in.readNBytes(piece, 0, PIECE)) {
        if (length == 0 && archive(piece, read)) {
          throw unusable(name, "holds an archive or a workbook, not CSV");
        }
        length += read;
        size += read;
        if (size > limits.unpackedBytes()) {
          throw new ProblemException(
              ProblemType.TOO_LARGE,
              "The files are more than " + limits.unpackedBytes() + " bytes together.");
        }
        if (packed > 0 && length > (16L << 20) && length / packed > limits.ratio()) {
          throw unusable(name, "unpacks to far more than a CSV file would");
        }
        out.write(piece, 0, read);
      }
    }
  }

  private static boolean archive(byte[] start, int length) {
    String head = new String(start, 0, Math.min(length, 8), StandardCharsets.ISO_8859_1);
    return ARCHIVE_STARTS.stream().anyMatch(head::startsWith);
  }

  static ProblemException unusable(String name, String message) {
    return new ProblemException(
        ProblemType.UNUSABLE_UPLOAD,
        printable(name) + " " + message + ".",
        List.of(new Problem.Place(printable(name), message)));
  }

  private static String printable(String name) {
    String text = name.replaceAll("[^\\x20-\\x7E]", "?");
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }
}
