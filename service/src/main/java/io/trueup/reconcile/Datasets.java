package io.trueup.reconcile;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Takes export folders in: as a zip, as several files, or from a folder the configuration allows.
 */
public final class Datasets {
  private final Path scratch;
  private final List<Path> allowed;
  private final ExportFiles.Limits limits;

  /**
   * @param scratch folder for files on their way; made if missing
   * @param allowed folders a path may point into
   * @param unpackedBytes largest export folder, unpacked
   */
  public Datasets(Path scratch, List<Path> allowed, long unpackedBytes) {
    this.scratch = scratch;
    this.allowed = List.copyOf(allowed);
    this.limits = new ExportFiles.Limits(unpackedBytes, 1_000, 200);
  }

  /** An export folder on its way into the database; its files are gone when it is closed. */
  public static final class Incoming implements AutoCloseable {
    private final Path folder;
    private final ExportFiles files;
    private String hash = "";

    Incoming(Path folder, ExportFiles files) {
      this.folder = folder;
      this.files = files;
    }

    /** SHA-256 over names and contents; the request's fingerprint too. */
    public String hash() {
      return hash;
    }

    /** Names that were left out since no export folder has them. */
    public List<String> ignored() {
      return files.ignored();
    }

    @Override
    public void close() {
      Folders.delete(folder);
    }
  }

  /** A file of a multipart upload. */
  public record Part(String field, String fileName, InputStream content) {}

  /** Takes a zip. */
  public Incoming zip(InputStream content) {
    return gather(files -> unpack(content, files));
  }

  /**
   * Takes the parts of a form: CSV files, or one zip. Parts named {@code previous} are last
   * month's.
   */
  public Incoming parts(List<Part> parts) {
    return gather(
        files -> {
          for (Part part : parts) {
            String name = ExportFiles.safe(part.fileName());
            if (name.toLowerCase(Locale.ROOT).endsWith(".zip") && parts.size() == 1) {
              unpack(part.content(), files);
            } else {
              files.add(
                  (part.field().equals("previous") ? "previous/" : "") + name, part.content(), 0);
            }
          }
        });
  }

  /** Takes a folder of this machine, which must lie within one that the configuration names. */
  public Incoming folder(String path) {
    return gather(
        files -> {
          Path folder = permitted(path);
          for (Path each : List.of(folder, folder.resolve("previous"))) {
            if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
              addFolder(each, each.equals(folder) ? "" : "previous/", files);
            }
          }
        });
  }

  /**
   * Takes what is written into an empty folder of the service's own, {@code previous/} included.
   */
  Incoming written(Consumer<Path> writer) {
    return gather(
        files -> {
          Path folder = Files.createTempDirectory(scratch, "month");
          try {
            writer.accept(folder);
            addFolder(folder, "", files);
            if (Files.isDirectory(folder.resolve("previous"))) {
              addFolder(folder.resolve("previous"), "previous/", files);
            }
          } finally {
            Folders.delete(folder);
          }
        });
  }

  /**
   * Stores what came in; the same content twice is one dataset.
   *
   * @return its id, and whether it is new
   */
  public Stored store(Handle handle, Incoming incoming, String label, String by, String requestId) {
    Optional<UUID> known = DatasetDao.findByHash(handle, incoming.hash);
    if (known.isPresent()) {
      return new Stored(known.get(), false);
    }
    UUID id =
        DatasetDao.insert(handle, incoming.hash, incoming.files.files(), label, by, requestId);
    AuditLog.append(
        handle,
        by,
        "dataset.created",
        id.toString(),
        Map.of("hash", incoming.hash, "files", Integer.toString(incoming.files.files().size())));
    return new Stored(id, true);
  }

  /** Where a dataset went. */
  public record Stored(UUID datasetId, boolean created) {}

  private interface Gathering {
    void into(ExportFiles files) throws IOException;
  }

  private Incoming gather(Gathering gathering) {
    try {
      PrivateFiles.createFolder(scratch);
      Path folder = Files.createTempDirectory(scratch, "upload");
      Incoming incoming = new Incoming(folder, new ExportFiles(folder, limits));
      boolean whole = false;
      try {
        gathering.into(incoming.files);
        if (incoming.files.files().isEmpty()) {
          throw new ProblemException(
              ProblemType.UNUSABLE_UPLOAD,
              "There is no CSV file of an export folder in it, such as companies.csv.");
        }
        incoming.hash = hash(incoming.files.files());
        whole = true;
        return incoming;
      } finally {
        if (!whole) {
          incoming.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unpack(InputStream content, ExportFiles files) throws IOException {
    Path zip = Files.createTempFile(scratch, "upload", ".zip");
    try {
      try (OutputStream out = Files.newOutputStream(zip)) {
        content.transferTo(out);
      }
      ZipUpload.unpack(zip, files);
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  /** The real folder, when it really lies within an allowed one, whatever links its path has. */
  private Path permitted(String path) throws IOException {
    for (Path root : allowed) {
      if (Files.isDirectory(root)) {
        Path real = root.toRealPath();
        try {
          Path folder = real.resolve(path).toRealPath();
          if (folder.startsWith(real) && Files.isDirectory(folder)) {
            return folder;
          }
        } catch (IOException | java.nio.file.InvalidPathException e) {
          continue;
        }
      }
    }
    throw ProblemException.invalid(
        "path",
        allowed.isEmpty()
            ? "cannot be used: datasets.allowed_directories names no folder"
            : "is not a folder within datasets.allowed_directories",
        List.of());
  }

  private static void addFolder(Path folder, String prefix, ExportFiles files) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      for (Path file : listing.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        // A link could lead anywhere; what else is no plain file is no export.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || name.startsWith(".")) {
          continue;
        }
        if (!name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
          files.ignore(prefix + name);
          continue;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(prefix + name, in, 0);
        }
      }
    }
  }

  private static String hash(Map<String, Path> files) throws IOException {
    MessageDigest all = Blobs.sha256();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      MessageDigest one = Blobs.sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file.getValue()), one)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      all.update((file.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
      all.update(one.digest());
    }
    return HexFormat.of().formatHex(all.digest());
  }
}
