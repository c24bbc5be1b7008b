package io.trueup.app;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder's copy that says the same with its rows and its columns in another order. */
final class Shuffled {
  private Shuffled() {}

  static void copy(Path from, Path to, long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      List<CsvRecord> rows;
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
        rows = new ArrayList<>(reader.stream().toList());
      }
      CsvRecord header = rows.remove(0);
      Collections.shuffle(rows, random);
      List<Integer> columns =
          new ArrayList<>(IntStream.range(0, header.getFieldCount()).boxed().toList());
      Collections.shuffle(columns, random);
      rows.add(0, header);
      try (CsvWriter writer = CsvWriter.builder().build(copy)) {
        for (CsvRecord row : rows) {
          writer.writeRecord(columns.stream().map(row::getField).toList());
        }
      }
    }
  }
}
