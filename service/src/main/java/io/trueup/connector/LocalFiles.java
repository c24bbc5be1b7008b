package io.trueup.connector;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trueup.connector.Manifest.Request;
import io.trueup.connector.ReadFailure.Kind;
import io.trueup.connector.SourceReading.Partition;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a CSV file of this machine a few thousand records at a time, from folders that the
 * configuration allows. It is not archived: it is still there.
 */
final class LocalFiles {
  private static final int RECORDS = 5_000;
  private static final String SCHEME = "file://";

  private LocalFiles() {}

  static void read(
      StreamReading reading,
      SourceReading source,
      StreamPlan plan,
      Request request,
      Partition partition)
      throws ReadFailure {
    String url = java.util.Objects.requireNonNull(request.url());
    String address;
    try {
      address = Template.fill(url, source.requestNames(partition), Template.Encoding.NONE);
    } catch (IllegalArgumentException e) {
      throw reading.failure(Kind.BAD_SETTINGS, String.valueOf(e.getMessage()), "", 0);
    }
    Optional<Path> file = permitted(address.substring(SCHEME.length()), source.policy());
    if (file.isEmpty()) {
      throw reading.failure(
          Kind.REFUSED_ADDRESS,
          "the file is not within a folder that connectors.fetch.directories names",
          address,
          0);
    }
    if (!Files.isRegularFile(file.get())) {
      boolean optional =
          plan.rules().stream()
              .anyMatch(
                  rule ->
                      rule.rule().action().equals("skip") && rule.rule().status().contains("404"));
      if (optional) {
        return;
      }
      throw reading.failure(Kind.NOT_FOUND, "there is no such file", address, 0);
    }
    try (Reader text = withoutMark(file.get());
        CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
      pages(reading, source, partition, csv);
    } catch (CharacterCodingException e) {
      throw reading.failure(
          Kind.UNREADABLE, "the file is not written in UTF-8; save it as CSV UTF-8", address, 0);
    } catch (CsvParseException
        | UncheckedIOException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw reading.failure(
          Kind.UNREADABLE,
          "the file is no CSV: " + Texts.cut(String.valueOf(e.getMessage()), 160),
          address,
          0);
    } catch (IOException e) {
      throw reading.failure(Kind.UNREADABLE, "the file cannot be read", address, 0);
    }
  }

  private static void pages(
      StreamReading reading,
      SourceReading source,
      Partition partition,
      CsvReader<NamedCsvRecord> csv)
      throws ReadFailure {
    Map<String, Object> names = source.expressionNames(partition);
    List<Map<String, String>> records = new ArrayList<>();
    int page = 0;
    for (NamedCsvRecord row : csv) {
      Map<String, String> fields = new LinkedHashMap<>();
      row.getFieldsAsMap().forEach((name, value) -> fields.put(name.strip(), value));
      records.add(fields);
      if (records.size() == RECORDS) {
        source.place(partition).take();
        reading.take(records, records.size(), names, ++page, 0);
        records = new ArrayList<>();
        if (source.firstPageOnly()) {
          return;
        }
      }
    }
    reading.take(records, records.size(), names, ++page, 0);
  }

  private static Reader withoutMark(Path file) throws IOException {
    Reader reader =
        new java.io.BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  /** The path, where it really lies within an allowed folder, whatever links it has. */
  private static Optional<Path> permitted(String path, FetchPolicy policy) {
    try {
      Path file = Path.of(path);
      Path folder = file.getParent();
      if (!file.isAbsolute() || folder == null || !Files.isDirectory(folder)) {
        return Optional.empty();
      }
      Path real =
          Files.exists(file) ? file.toRealPath() : folder.toRealPath().resolve(file.getFileName());
      for (Path allowed : policy.allowedDirectories()) {
        if (Files.isDirectory(allowed) && real.startsWith(allowed.toRealPath())) {
          return Optional.of(real);
        }
      }
      return Optional.empty();
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }
}
