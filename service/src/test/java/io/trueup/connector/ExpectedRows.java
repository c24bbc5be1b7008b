package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reading must have brought, as {@code expected.yml} says it: every row with every cell.
 *
 * @param rows by table and identity
 * @param problems kinds of problems, sorted
 * @param requests how many requests were answered well, where that is said
 * @param pages how many pages the longest stream has at least: 3, where nothing else is said
 */
record ExpectedRows(
    Map<String, Map<String, String>> rows, List<String> problems, OptionalInt requests, int pages) {
  /** Columns that together name a row of a table. */
  private static final Map<String, List<String>> IDENTITY =
      Map.ofEntries(
          Map.entry("companies", List.of("company_id")),
          Map.entry("agreements", List.of("agreement_id")),
          Map.entry("additions", List.of("addition_id")),
          Map.entry("products", List.of("product_code")),
          Map.entry("invoice_lines", List.of("invoice_id", "addition_id", "product_code")),
          Map.entry("accounts", List.of("account_id")),
          Map.entry("usage", List.of("account_id", "record_id")),
          Map.entry("account_links", List.of("account_id")),
          Map.entry("account_splits", List.of("account_id", "attribute", "value")),
          Map.entry("service_mappings", List.of("mapping_id")),
          Map.entry("decisions", List.of("decision_id")));

  static ExpectedRows read(Path file) {
    try {
      JsonNode root = new YAMLMapper().readTree(file.toFile());
      List<SyncedRow> rows = new ArrayList<>();
      for (Map.Entry<String, JsonNode> table : root.path("tables").properties()) {
        for (JsonNode row : table.getValue()) {
          Map<String, String> cells = new TreeMap<>();
          row.properties().forEach(e -> cells.put(e.getKey(), e.getValue().asText()));
          add(table.getKey(), cells, rows);
        }
      }
      List<String> problems = new ArrayList<>();
      root.path("problems").forEach(kind -> problems.add(kind.asText()));
      JsonNode requests = root.path("requests");
      return new ExpectedRows(
          byIdentity(rows),
          problems.stream().sorted().toList(),
          requests.isInt() ? OptionalInt.of(requests.asInt()) : OptionalInt.empty(),
          root.path("pages").asInt(3));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /**
   * Adds a row, or as many as the cell {@code repeat} says, such as {@code 3..200}, with the number
   * in place of <code>{{n}}</code>.
   */
  private static void add(String table, Map<String, String> cells, List<SyncedRow> rows) {
    String repeat = cells.remove("repeat");
    if (repeat == null) {
      rows.add(new SyncedRow(table, cells));
      return;
    }
    int dots = repeat.indexOf("..");
    int last = Integer.parseInt(repeat.substring(dots + 2));
    for (int n = Integer.parseInt(repeat.substring(0, dots)); n <= last; n++) {
      Map<String, String> one = new TreeMap<>(cells);
      String number = Integer.toString(n);
      one.replaceAll((column, text) -> text.replace("{{n}}", number));
      rows.add(new SyncedRow(table, one));
    }
  }

  /** Rows by table and identity; rows with one identity are told apart by their place. */
  static Map<String, Map<String, String>> byIdentity(List<SyncedRow> rows) {
    List<SyncedRow> sorted = new ArrayList<>(rows);
    sorted.sort((a, b) -> a.cells().toString().compareTo(b.cells().toString()));
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (SyncedRow row : sorted) {
      StringBuilder identity = new StringBuilder(row.table());
      for (String column : IDENTITY.getOrDefault(row.table(), List.of())) {
        identity.append(' ').append(row.cells().getOrDefault(column, "(none)"));
      }
      String key = identity.toString();
      for (int again = 2; found.containsKey(key); again++) {
        key = identity + " (number " + again + ")";
      }
      found.put(key, row.cells());
    }
    return found;
  }

  /** Each difference in a line: rows that are missing, rows too many, cells that differ. */
  List<String> differences(List<SyncedRow> actual) {
    Map<String, Map<String, String>> found = byIdentity(actual);
    List<String> lines = new ArrayList<>();
    TreeSet<String> keys = new TreeSet<>(rows.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      Map<String, String> want = rows.get(key);
      Map<String, String> have = found.get(key);
      if (have == null) {
        lines.add("missing: " + key + " " + want);
      } else if (want == null) {
        lines.add("too many: " + key + " " + have);
      } else {
        cells(key, want, have, lines);
      }
    }
    return lines;
  }

  private static void cells(
      String key, Map<String, String> want, Map<String, String> have, List<String> lines) {
    TreeSet<String> columns = new TreeSet<>(want.keySet());
    columns.addAll(have.keySet());
    for (String column : columns) {
      String expected = want.getOrDefault(column, "(nothing)");
      String actual = have.getOrDefault(column, "(nothing)");
      if (!expected.equals(actual)) {
        lines.add(key + ": " + column + " is " + actual + ", not " + expected);
      }
    }
  }
}
