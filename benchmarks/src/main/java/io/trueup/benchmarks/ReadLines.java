package io.trueup.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads every line of a folder's files and does nothing with them. */
final class ReadLines {
  private ReadLines() {}

  public static void main(String[] args) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of(args[0]))) {
      files = list.filter(Files::isRegularFile).toList();
    }
    long characters = 0;
    for (Path file : files) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          characters += line.length();
        }
      }
    }
    if (characters == 0) {
      throw new IllegalStateException("nothing to read in " + args[0]);
    }
  }
}
