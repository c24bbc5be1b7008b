package io.trueup.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A written export folder, read back column by column for the tests. */
record Folder(Path path) {
  static Folder written(Path path) throws IOException {
    DemoMonth.write(path);
    return new Folder(path);
  }

  Folder previous() {
    return new Folder(path.resolve("previous"));
  }

  List<NamedCsvRecord> rows(String file) {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(path.resolve(file + ".csv"), StandardCharsets.UTF_8)) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<NamedCsvRecord> rows(String file, Predicate<NamedCsvRecord> wanted) {
    return rows(file).stream().filter(wanted).toList();
  }

  /** Values of a column, or of several joined by a slash. */
  Stream<String> values(String file, String... columns) {
    return rows(file).stream()
        .map(row -> Stream.of(columns).map(row::getField).collect(Collectors.joining("/")));
  }

  Set<String> distinct(String file, String... columns) {
    return values(file, columns).collect(Collectors.toSet());
  }
}
