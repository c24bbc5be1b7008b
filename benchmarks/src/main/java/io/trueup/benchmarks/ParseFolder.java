package io.trueup.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that only parses an export folder: every cell of every file becomes a text by FastCSV,
 * nothing is checked, converted or kept. {@code ParseFolder FOLDER}.
 */
final class ParseFolder {
  private ParseFolder() {}

  public static void main(String[] args) throws IOException {
    if (parse(Path.of(args[0])) == 0) {
      throw new IllegalStateException("nothing to read in " + args[0]);
    }
  }

  /** Characters of all cells. */
  static long parse(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    long characters = 0;
    for (Path file : files) {
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
        for (CsvRecord row : reader) {
          for (String cell : row.getFields()) {
            characters += cell.length();
          }
        }
      }
    }
    return characters;
  }
}
