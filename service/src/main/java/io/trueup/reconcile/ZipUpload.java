package io.trueup.reconcile;

import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An export folder that came as a zip, alone at its root or within one folder. */
final class ZipUpload {
  private ZipUpload() {}

  static void unpack(Path zip, ExportFiles into) throws IOException {
    try (ZipFile archive = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
      if (archive.size() > into.limits().entries()) {
        throw new ProblemException(
            ProblemType.UNUSABLE_UPLOAD,
            "The archive has " + archive.size() + " entries; an export folder has a dozen or two.");
      }
      List<? extends ZipEntry> entries =
          Collections.list(archive.entries()).stream()
              .filter(entry -> !entry.isDirectory())
              .toList();
      for (ZipEntry entry : entries) {
        ExportFiles.safe(entry.getName());
      }
      String top = commonFolder(entries);
      for (ZipEntry entry : entries) {
        String name = ExportFiles.safe(entry.getName());
        if (rubbish(name)) {
          into.ignore(name);
          continue;
        }
        try (InputStream in = archive.getInputStream(entry)) {
          if (in == null) {
            throw ExportFiles.unusable(name, "cannot be read");
          }
          into.add(
              name.startsWith(top) ? name.substring(top.length()) : name,
              new Reading(in, name),
              Math.max(1, entry.getCompressedSize()));
        }
      }
    } catch (ZipException e) {
      throw new ProblemException(
          ProblemType.UNUSABLE_UPLOAD, "The upload cannot be read as a zip archive.");
    }
  }

  /**
   * {@code month/} when every CSV file lies in it, since people zip the folder rather than its
   * files.
   */
  private static String commonFolder(List<? extends ZipEntry> entries) {
    Set<String> tops =
        entries.stream()
            .map(entry -> entry.getName().replace('\\', '/'))
            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".csv") && !rubbish(name))
            .map(name -> name.substring(0, name.indexOf('/') + 1))
            .collect(Collectors.toSet());
    return tops.size() == 1 && !tops.contains("previous/") ? tops.iterator().next() : "";
  }

  private static boolean rubbish(String name) {
    return name.startsWith("__MACOSX/") || name.matches("(.*/)?\\.[^/]*");
  }

  /** A broken entry is the sender's fault, not ours. */
  private static final class Reading extends FilterInputStream {
    private final String name;

    Reading(InputStream in, String name) {
      super(in);
      this.name = name;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (ZipException | java.io.EOFException e) {
        throw ExportFiles.unusable(name, "is damaged");
      }
    }
  }
}
