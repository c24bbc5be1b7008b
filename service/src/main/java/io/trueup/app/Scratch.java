package io.trueup.app;

import io.trueup.platform.db.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder for files on their way; what an earlier, killed process left in it is removed at
 * start.
 */
final class Scratch {
  private Scratch() {}

  static void empty(Path folder) {
    try {
      PrivateFiles.createFolder(folder);
      try (Stream<Path> left = Files.walk(folder)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          if (!path.equals(folder)) {
            Files.deleteIfExists(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
