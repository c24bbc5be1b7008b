package io.trueup.platform.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs that travel in a jar, one archive an operating system and processor.
 * Unpacked once into a folder named by the archive's content, so that an upgrade never mixes files
 * of two versions.
 */
final class PostgresPrograms {
  private final Path folder;

  private PostgresPrograms(Path folder) {
    this.folder = folder;
  }

  /** Unpacks the archive for this machine below {@code parent}, unless that was done before. */
  static PostgresPrograms unpack(Path parent) {
    String name = archiveName();
    URL archive = PostgresPrograms.class.getResource("/" + name);
    if (archive == null) {
      throw new StartupException(
          "no PostgreSQL for this machine in the program's jars",
          name,
          "name a PostgreSQL server in config.yml (database.url or TRUEUP_DB_URL)");
    }
    try {
      Files.createDirectories(parent);
      Path target = parent.resolve("programs-" + digest(archive).substring(0, 12));
      if (!Files.isDirectory(target)) {
        extract(archive, parent, target);
      }
      return new PostgresPrograms(target);
    } catch (IOException e) {
      throw new StartupException(
          "PostgreSQL could not be unpacked (" + e.getMessage() + ")",
          parent.toString(),
          "check free space and permissions, or choose another storage.directory",
          e);
    }
  }

  /** Path of a program, {@code initdb} or {@code pg_ctl}. */
  String program(String name) {
    return folder.resolve("bin").resolve(name + (windows() ? ".exe" : "")).toString();
  }

  /** Major version of the programs, which the data must be of: {@code 17}. */
  String major() throws IOException {
    Path marker = folder.resolve("share").resolve("postgresql").resolve("postgres.bki");
    // The archive's own catalogue names it in its first line: "# PostgreSQL 17".
    return firstLine(marker).replaceAll("\\D", "");
  }

  static boolean windows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
  }

  private static String archiveName() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = arch.contains("aarch64") || arch.contains("arm64");
    String system = os.contains("mac") ? "darwin" : windows() ? "windows" : "linux";
    String musl = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    return "postgres-" + system + "-" + (arm ? "arm_64" : "x86_64") + musl + ".txz";
  }

  private static String digest(URL archive) throws IOException {
    try (InputStream in = archive.openStream()) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Into a temporary folder first: a half unpacked one must never look like a whole one. */
  private static void extract(URL archive, Path parent, Path target) throws IOException {
    Path fresh = Files.createTempDirectory(parent, ".unpack");
    try {
      try (InputStream in = new BufferedInputStream(archive.openStream());
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          extract(tar, entry, fresh);
        }
      }
      openToOthers(fresh);
      try {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
        throw e;
      } catch (FileSystemException e) {
        // Another process unpacked the same content meanwhile: its folder is as good.
        if (!Files.isDirectory(target)) {
          throw e;
        }
      }
    } finally {
      delete(fresh);
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path file = root.resolve(entry.getName()).normalize();
    if (!file.startsWith(root)) {
      throw new IOException("entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    if (entry.isSymbolicLink() || entry.isLink()) {
      Path to =
          entry.isLink()
              ? root.resolve(entry.getLinkName()).normalize()
              : Path.of(entry.getLinkName());
      Files.createSymbolicLink(file, to);
      return;
    }
    Files.copy(tar, file);
    if ((entry.getMode() & 0100) != 0 && !windows()) {
      Files.setPosixFilePermissions(file, executable());
    }
  }

  /** The server may run as another user than the one who unpacked. */
  private static void openToOthers(Path folder) throws IOException {
    if (!windows()) {
      Files.setPosixFilePermissions(folder, executable());
    }
  }

  private static Set<PosixFilePermission> executable() {
    return EnumSet.of(
        PosixFilePermission.OWNER_READ,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.OTHERS_EXECUTE);
  }

  /** Removes a folder and all in it; no error if it is gone. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** First line of a file, trimmed. */
  static String firstLine(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").trim();
  }
}
