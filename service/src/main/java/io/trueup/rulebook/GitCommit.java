package io.trueup.rulebook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which git commit a folder is checked out at. Three small files are read; git itself is not asked,
 * so that nothing a repository configures is ever run.
 */
final class GitCommit {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern REF = Pattern.compile("refs/[A-Za-z0-9][A-Za-z0-9._/-]{0,250}");
  private static final int LEVELS = 8;
  private static final int MOST_BYTES = 8 << 20;

  private GitCommit() {}

  /**
   * The commit of the checkout that a folder lies in; empty when there is none or it is unclear.
   */
  static Optional<String> find(Path folder) {
    Path at = folder;
    for (int level = 0; at != null && level < LEVELS; level++, at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        try {
          return commit(at, git);
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> commit(Path at, Path git) throws IOException {
    Path folder = git;
    if (Files.isRegularFile(git)) {
      // A further working tree: its .git is a file that names the folder.
      String line = text(git).strip();
      if (!line.startsWith("gitdir: ")) {
        return Optional.empty();
      }
      folder = at.resolve(line.substring("gitdir: ".length())).normalize();
    }
    String head = text(folder.resolve("HEAD")).strip();
    if (ID.matcher(head).matches()) {
      return Optional.of(head);
    }
    String ref = head.startsWith("ref: ") ? head.substring("ref: ".length()) : "";
    if (!REF.matcher(ref).matches() || ref.contains("..")) {
      return Optional.empty();
    }
    Path common = folder.resolve("commondir");
    Path refs =
        Files.isRegularFile(common) ? folder.resolve(text(common).strip()).normalize() : folder;
    return loose(folder.resolve(ref))
        .or(() -> loose(refs.resolve(ref)))
        .or(() -> packed(refs.resolve("packed-refs"), ref));
  }

  private static Optional<String> loose(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(text(file).strip()).filter(id -> ID.matcher(id).matches())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> packed(Path file, String ref) {
    try {
      return Files.isRegularFile(file)
          ? text(file)
              .lines()
              .filter(line -> line.endsWith(" " + ref))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .filter(id -> ID.matcher(id).matches())
              .findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(file + " is too large");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
