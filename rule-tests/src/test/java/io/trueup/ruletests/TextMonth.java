package io.trueup.ruletests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A month as text: file name to rows, each row column to cell, as of one date. A file of the
 * previous run has its folder in its name ({@code previous/usage.csv}). An absent cell reads as
 * empty.
 */
final class TextMonth {

  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("companies.csv", "company_id,name"),
          Map.entry("agreements.csv", "agreement_id,company_id,name"),
          Map.entry("additions.csv", "addition_id,agreement_id,product_code,quantity"),
          Map.entry(
              "invoice_lines.csv", "invoice_id,invoice_date,company_id,product_code,quantity"),
          Map.entry("integrations.csv", "integration_id,category,vendor"),
          Map.entry("accounts.csv", "integration_id,account_id,name"),
          Map.entry("usage.csv", "integration_id,account_id,record_id,kind"),
          Map.entry("account_links.csv", "integration_id,account_id,company_id"),
          Map.entry("account_splits.csv", "integration_id,account_id,attribute,value,company_id"),
          Map.entry("service_mappings.csv", "mapping_id,product_code,count"),
          Map.entry("products.csv", "product_code"),
          Map.entry("decisions.csv", "decision_id,kind,reason,decided_by,decided_at"));

  private static final List<String> ALWAYS =
      List.of(
          "companies.csv",
          "agreements.csv",
          "additions.csv",
          "integrations.csv",
          "accounts.csv",
          "usage.csv");

  private final LocalDate asOf;
  private final Map<String, List<Map<String, String>>> tables = new TreeMap<>();

  TextMonth(LocalDate asOf) {
    this.asOf = asOf;
    ALWAYS.forEach(this::table);
  }

  LocalDate asOf() {
    return asOf;
  }

  boolean has(String file) {
    return tables.containsKey(file);
  }

  Set<String> files() {
    return Collections.unmodifiableSet(tables.keySet());
  }

  List<Map<String, String>> rows(String file) {
    return Collections.unmodifiableList(tables.getOrDefault(file, List.of()));
  }

  static boolean requires(String file, String column) {
    String columns = REQUIRED.getOrDefault(file.replace("previous/", ""), "");
    return List.of(columns.split(",")).contains(column);
  }

  /** Makes the file exist, with no rows if nothing is added. */
  List<Map<String, String>> table(String file) {
    return tables.computeIfAbsent(file, f -> new ArrayList<>());
  }

  /** Adds a row given as column, value, column, value; empty values are left out. */
  Map<String, String> add(String file, String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      if (!cells[i + 1].isEmpty()) {
        row.put(cells[i], cells[i + 1]);
      }
    }
    table(file).add(row);
    return row;
  }

  TextMonth copy() {
    TextMonth copy = new TextMonth(asOf);
    tables.forEach(
        (file, rows) -> rows.forEach(row -> copy.table(file).add(new LinkedHashMap<>(row))));
    tables.keySet().forEach(copy::table);
    return copy;
  }

  static TextMonth read(Path folder, LocalDate asOf) {
    TextMonth month = new TextMonth(asOf);
    for (String file : REQUIRED.keySet()) {
      for (String name : List.of(file, "previous/" + file)) {
        Path path = folder.resolve(name);
        if (Files.exists(path)) {
          month.readTable(name, path);
        }
      }
    }
    return month;
  }

  private void readTable(String name, Path path) {
    List<List<String>> lines;
    try {
      lines = CsvText.parse(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Map<String, String>> table = table(name);
    List<String> header = lines.get(0);
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
        if (!line.get(i).isEmpty()) {
          row.put(header.get(i), line.get(i));
        }
      }
      table.add(row);
    }
  }

  /** Writes one CSV a table, rows and columns as they stand. */
  void write(Path folder) {
    write(folder, new Random(0), false);
  }

  /** Writes the same facts with rows and columns in an order that the seed decides. */
  void writeShuffled(Path folder, long seed) {
    write(folder, new Random(seed), true);
  }

  private void write(Path folder, Random random, boolean shuffled) {
    tables.forEach(
        (file, rows) -> {
          Set<String> columns = new LinkedHashSet<>();
          String plain = file.replace("previous/", "");
          Collections.addAll(columns, REQUIRED.getOrDefault(plain, "").split(","));
          rows.forEach(row -> columns.addAll(row.keySet()));
          List<String> header = new ArrayList<>(columns);
          List<Map<String, String>> body = new ArrayList<>(rows);
          if (shuffled) {
            Collections.shuffle(header, random);
            Collections.shuffle(body, random);
          }
          List<List<String>> lines = new ArrayList<>();
          lines.add(header);
          body.forEach(
              row -> lines.add(header.stream().map(c -> row.getOrDefault(c, "")).toList()));
          writeText(folder.resolve(file), CsvText.write(lines));
        });
  }

  private static void writeText(Path path, String text) {
    try {
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("as of " + asOf);
    Stream<Map.Entry<String, List<Map<String, String>>>> filled =
        tables.entrySet().stream().filter(e -> !e.getValue().isEmpty());
    filled.forEach(
        e -> {
          text.append("\n").append(e.getKey());
          e.getValue().forEach(row -> text.append("\n  ").append(new TreeMap<>(row)));
        });
    return text.toString();
  }
}
