package io.trueup.month;

import io.trueup.folder.Column;
import io.trueup.folder.ExportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes one table of a month out of snapshots. */
final class TableSheet {
  private static final String INTEGRATION = "integration_id";

  /** Tables whose rows belong to the integration that they were read from, whatever they say. */
  private static final Set<String> OWN = Set.of("companies", "accounts", "usage");

  /** Attributes beyond these many are left out: a row can hold no more columns. */
  private static final int MOST_ATTRIBUTES = 200;

  private final HeldRows rows;
  private final SkuNames names;

  /**
   * @param rows the snapshots
   * @param names for usage that has a code and no name
   */
  TableSheet(HeldRows rows, SkuNames names) {
    this.rows = rows;
    this.names = names;
  }

  /**
   * Writes a file; an optional one without rows is not made.
   *
   * @return what was left out
   */
  List<Collisions.Problem> write(ExportFile file, Path folder, Collisions collisions) {
    String table = table(file);
    Set<String> present = rows.columns(table);
    if (present.isEmpty() && !file.required()) {
      return List.of();
    }
    List<String> header = header(file, present);
    boolean own = file.key().contains(INTEGRATION) && OWN.contains(table);
    List<Collisions.Problem> problems = new ArrayList<>();
    collisions.table();
    try (CsvText out = new CsvText(folder.resolve(file.name()), header)) {
      List<String> cells = new ArrayList<>(header.size());
      rows.rows(
          table,
          !own,
          (integrationId, row) -> {
            complete(table, integrationId, row);
            if (!own && !collisions.stays(table, file, integrationId, row)) {
              problems.addAll(collisions.take());
              return;
            }
            cells.clear();
            for (String column : header) {
              cells.add(row.getOrDefault(column, ""));
            }
            out.row(cells);
          });
    }
    return problems;
  }

  static String table(ExportFile file) {
    return file.name().substring(0, file.name().length() - ".csv".length());
  }

  private void complete(String table, String integrationId, Map<String, String> row) {
    if (OWN.contains(table)) {
      row.put(INTEGRATION, integrationId);
    } else if (table.equals("account_links") || table.equals("account_splits")) {
      row.putIfAbsent(INTEGRATION, integrationId);
    }
    if (table.equals("usage") && !row.containsKey("product_name")) {
      String code = row.getOrDefault("product_code", "");
      if (!code.isEmpty()) {
        names.find(code).ifPresent(name -> row.put("product_name", name));
      }
    }
  }

  /**
   * Columns that any row fills or every row needs, in the file's order, then attributes by name.
   */
  private static List<String> header(ExportFile file, Set<String> present) {
    Map<String, String> extra = new TreeMap<>();
    for (String name : present) {
      extra.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name);
    }
    List<String> header = new ArrayList<>();
    for (Column column : file.columns()) {
      String filled = extra.remove(column.name());
      extra.remove(column.alias());
      if (column.required()
          || filled != null
          || column.name().equals(INTEGRATION)
          || column.name().equals("product_name")) {
        header.add(column.name());
      }
    }
    extra.remove("");
    extra.values().stream().limit(MOST_ATTRIBUTES).forEach(header::add);
    return header;
  }
}
