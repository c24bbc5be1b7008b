package io.trueup.report;

import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes a finished run as files. Equal results give equal bytes. A folder that appears is whole:
 * everything is written elsewhere and moved; in a folder that is there already, {@code
 * summary.json} goes first and comes last, so a folder without it holds no finished result.
 */
public final class ResultFolder {
  /** The file that is written last: with it, the result is whole. */
  public static final String SUMMARY = "summary.json";

  /** The page for people. */
  public static final String REPORT = "report.html";

  /** Names of all files, in the order in which they are told to people. */
  public static final List<String> FILES =
      List.of(
          REPORT, "discrepancies.csv", "discrepancies.json", "usage.csv", "accounts.csv", SUMMARY);

  private ResultFolder() {}

  /**
   * Says early whether {@link #write} would refuse.
   *
   * @throws ForeignFilesException when a file of the folder has one of the names but is not a
   *     result
   */
  public static void check(Path out) throws IOException {
    if (Files.exists(out)) {
      refuseForeign(out.toRealPath());
    }
  }

  /**
   * Writes the files.
   *
   * @param out created when missing; other files in it stay
   * @throws ForeignFilesException when a file of it has one of the names but is not a result
   * @throws IOException when the folder cannot be written; nothing half-written is left under one
   *     of the names
   */
  public static void write(Reconciled result, Path out) throws IOException {
    Path target = out.toAbsolutePath().normalize();
    boolean there = Files.exists(target);
    if (there) {
      target = target.toRealPath();
      refuseForeign(target);
    } else if (target.getParent() != null) {
      Files.createDirectories(target.getParent());
    }
    Path name = target.getFileName();
    String draftName = "." + (name == null ? "trueup" : name) + "." + UUID.randomUUID() + ".tmp";
    Path draft = there ? target.resolve(draftName) : target.resolveSibling(draftName);
    Files.createDirectory(draft);
    try {
      new ResultFiles(result, draft).write();
      if (there) {
        replace(draft, target);
      } else {
        Files.move(draft, target);
      }
    } finally {
      discard(draft);
    }
  }

  private static void replace(Path draft, Path target) throws IOException {
    Files.deleteIfExists(target.resolve(SUMMARY));
    List<String> names = new ArrayList<>(FILES);
    names.remove(SUMMARY);
    names.add(SUMMARY);
    for (String name : names) {
      Path from = draft.resolve(name);
      Path to = target.resolve(name);
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void discard(Path draft) throws IOException {
    if (Files.isDirectory(draft, LinkOption.NOFOLLOW_LINKS)) {
      for (String name : FILES) {
        Files.deleteIfExists(draft.resolve(name));
      }
      Files.deleteIfExists(draft);
    }
  }

  /** An export folder has files of the same names: it must never be written over. */
  private static void refuseForeign(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      throw new ForeignFilesException(target, "is a file, not a folder");
    }
    if (Files.exists(target.resolve("companies.csv"))) {
      throw new ForeignFilesException(target, "is an export folder");
    }
    refuseForeign(target.resolve("discrepancies.csv"), CsvFile.header(Column.discrepancies()));
    refuseForeign(target.resolve("usage.csv"), CsvFile.header(Column.usage()).strip());
    refuseForeign(target.resolve("accounts.csv"), CsvFile.header(Column.accounts()));
  }

  private static void refuseForeign(Path file, String header) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] wanted = header.getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(file)) {
      if (!java.util.Arrays.equals(in.readNBytes(wanted.length), wanted)) {
        throw new ForeignFilesException(file, "is there already and is no result of Trueup");
      }
    }
  }
}
