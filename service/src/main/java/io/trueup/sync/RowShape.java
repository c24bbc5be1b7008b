package io.trueup.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.connector.RecordProblem;
import io.trueup.connector.SyncedRow;
import io.trueup.folder.Column;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import io.trueup.platform.db.Blobs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What makes a row of the export folder the same row again: its key, and the hash of its cells. */
final class RowShape {
  /** Between the parts of a key; no id that holds it is taken. */
  static final char SEPARATOR = '\u001f';

  private static final int LONGEST_KEY = 1_000;
  private static final String INTEGRATION = "integration_id";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private RowShape() {}

  /**
   * A row as it is stored.
   *
   * @param stream the stream that brought it
   * @param problems told when it cannot be
   * @return empty when it cannot be
   */
  static Optional<SpooledRow> of(String stream, SyncedRow row, Consumer<RecordProblem> problems) {
    Optional<ExportFile> found =
        ExportFiles.find(row.table() + ".csv")
            .filter(file -> !file.name().equals(ExportFiles.INTEGRATIONS.name()));
    if (found.isEmpty()) {
      problems.accept(
          problem(
              stream,
              "unknown_table",
              "",
              row,
              row.table(),
              "The mapping names a table that facts are not kept of; correct the connector."));
      return Optional.empty();
    }
    ExportFile file = found.get();
    Map<String, String> cells = clean(row.cells());
    List<String> key = new ArrayList<>();
    for (String column : file.key()) {
      String part = cells.getOrDefault(column, fallback(file, column));
      if (part.isEmpty()) {
        if (column.equals(INTEGRATION)) {
          continue;
        }
        problems.accept(
            problem(stream, "missing_id", column, row, "", "The row has no " + column + "."));
        return Optional.empty();
      }
      if (part.indexOf(SEPARATOR) >= 0 || part.length() > LONGEST_KEY) {
        problems.accept(
            problem(
                stream,
                "bad_id",
                column,
                row,
                part,
                "The id is longer than "
                    + LONGEST_KEY
                    + " characters or holds a control character."));
        return Optional.empty();
      }
      key.add(part);
    }
    return Optional.of(spooled(stream, row.table(), key, !file.key().isEmpty(), cells));
  }

  private static SpooledRow spooled(
      String stream, String table, List<String> parts, boolean keyed, Map<String, String> cells) {
    String json = json(cells);
    String key =
        keyed
            ? String.join(String.valueOf(SEPARATOR), parts)
            : HexFormat.of().formatHex(sha256(table, "", json), 0, 16);
    return new SpooledRow(stream, table, key, keyed, cells.size(), sha256(table, key, json), json);
  }

  /** The parts of a key, in the order of the table's key columns. */
  static List<String> parts(String key) {
    return List.of(key.split(String.valueOf(SEPARATOR), -1));
  }

  /** Cells as they were stored, by sorted names. */
  static Map<String, String> cells(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored cells are JSON", e);
    }
  }

  private static byte[] sha256(String table, String key, String json) {
    MessageDigest sha = Blobs.sha256();
    // None of the three can hold a NUL, so no two rows share their bytes.
    sha.update((table + '\0' + key + '\0').getBytes(StandardCharsets.UTF_8));
    return sha.digest(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Map<String, String> cells) {
    try {
      return JSON.writeValueAsString(cells);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts", e);
    }
  }

  private static String fallback(ExportFile file, String column) {
    return file.find(column).map(Column::fallback).orElse("");
  }

  /** Sorted by name, as they come; hardly ever is there anything to clean. */
  private static Map<String, String> clean(Map<String, String> cells) {
    for (Map.Entry<String, String> cell : cells.entrySet()) {
      if (!cell.getKey().equals(clean(cell.getKey()))
          || !cell.getValue().equals(clean(cell.getValue()))) {
        Map<String, String> cleaned = new TreeMap<>();
        cells.forEach((column, text) -> cleaned.put(clean(column), clean(text)));
        return cleaned;
      }
    }
    return cells;
  }

  /** PostgreSQL stores no NUL, and half a character has no bytes. */
  private static String clean(String text) {
    String whole = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    for (int i = 0; i < whole.length(); i++) {
      if (Character.isSurrogate(whole.charAt(i))) {
        return new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return whole;
  }

  private static RecordProblem problem(
      String stream, String kind, String field, SyncedRow row, String value, String what) {
    String named =
        Optional.ofNullable(row.cells().get("name")).orElseGet(() -> "a row of " + row.table());
    return new RecordProblem(stream, kind, field, cut(named), cut(value), what, true);
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
