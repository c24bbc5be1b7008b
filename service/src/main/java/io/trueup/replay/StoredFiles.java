package io.trueup.replay;

import io.trueup.platform.db.Blobs;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.RunFiles.FileRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Compares the files that a run stored with those of a result, byte by byte. */
final class StoredFiles {
  private final Handle handle;
  private final Path scratch;
  private final Differences differences;

  /**
   * @param scratch an empty folder, for stored files that have to be looked at
   */
  StoredFiles(Handle handle, Path scratch, Differences differences) {
    this.handle = handle;
    this.scratch = scratch;
    this.differences = differences;
  }

  /** Compares all of them. */
  void compare(UUID run, List<Path> computed) throws IOException {
    Map<String, Path> left = new TreeMap<>();
    computed.forEach(file -> left.put(String.valueOf(file.getFileName()), file));
    for (FileRow stored : RunFiles.list(handle, run)) {
      Path again = left.remove(stored.name());
      if (again == null) {
        differences.add(new Difference("file " + stored.name(), "", "", null));
      } else {
        compare(stored, again);
      }
    }
    for (String missing : left.keySet()) {
      differences.add(new Difference("file " + missing, "", null, null));
    }
  }

  private void compare(FileRow stored, Path computed) throws IOException {
    String digest = Blobs.digest(computed);
    String content = storedDigest(stored);
    if (content == null) {
      differences.add(
          new Difference("file " + stored.name(), "its content cannot be read", "", digest));
    } else if (!content.equals(digest)) {
      differences.add(firstLine(stored, computed));
    }
    differences.compare("file " + stored.name(), "its digest", stored.sha256(), digest);
    differences.compare(
        "file " + stored.name(),
        "its size",
        Long.toString(stored.sizeBytes()),
        Long.toString(Files.size(computed)));
  }

  private @Nullable String storedDigest(FileRow stored) {
    MessageDigest sha = Blobs.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      RunFiles.copy(handle, stored, out);
    } catch (IOException e) {
      return null;
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private Difference firstLine(FileRow stored, Path computed) throws IOException {
    Path before = scratch.resolve("stored");
    try (OutputStream out = Files.newOutputStream(before)) {
      RunFiles.copy(handle, stored, out);
    }
    // Bytes as characters: what differs need not be UTF-8.
    try (BufferedReader one = Files.newBufferedReader(before, StandardCharsets.ISO_8859_1);
        BufferedReader other = Files.newBufferedReader(computed, StandardCharsets.ISO_8859_1)) {
      for (long line = 1; ; line++) {
        String a = one.readLine();
        String b = other.readLine();
        if (a == null && b == null) {
          return new Difference("file " + stored.name(), "the ends of its lines", "", "");
        }
        if (a == null || b == null || !a.equals(b)) {
          return Difference.of("file " + stored.name() + ", line " + line, "", utf8(a), utf8(b));
        }
      }
    }
  }

  private static @Nullable String utf8(@Nullable String bytes) {
    return bytes == null
        ? null
        : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
