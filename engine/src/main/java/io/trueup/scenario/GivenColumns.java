package io.trueup.scenario;

import io.trueup.folder.Column;
import io.trueup.folder.ExportFiles;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which columns a given table may have, and what stands in for required ones that it leaves out.
 */
final class GivenColumns {
  /** The column that makes several rows of one; it is not part of the export folder. */
  static final String REPEAT = "repeat";

  /** In a cell: the number of the repeated row, from 1. */
  static final String NUMBER = "{n}";

  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,4}");

  /** A fault in a table. */
  record Fault(int line, String message, String hint) {}

  private GivenColumns() {}

  /**
   * What is wrong with a table of {@code file}. Columns that the export folder does not have are
   * attributes, so only those that look like a slip are refused.
   */
  static Optional<Fault> fault(String file, ScenarioTable table) {
    List<String> known =
        ExportFiles.find(file).orElseThrow().columns().stream().map(Column::name).toList();
    for (String column : table.header()) {
      if (!known.contains(column) && !column.equals(REPEAT)) {
        Optional<String> near = Spelling.nearest(column, known);
        if (near.isPresent()) {
          return Optional.of(
              new Fault(
                  table.line(),
                  file + " has no column " + column,
                  "did you mean " + near.get() + "?"));
        }
      }
    }
    return repeatFault(table);
  }

  private static Optional<Fault> repeatFault(ScenarioTable table) {
    int repeat = table.header().indexOf(REPEAT);
    int id = table.header().indexOf("record_id");
    for (ScenarioTable.Row row : table.rows()) {
      if (repeat < 0 || row.cells().size() <= repeat) {
        continue;
      }
      String count = row.cells().get(repeat);
      if (!COUNT.matcher(count).matches()) {
        return Optional.of(
            new Fault(
                row.line(), "repeat is no count: " + count, "write a whole number of 1 or more"));
      }
      if (id >= 0 && !count.equals("1") && !row.cells().get(id).contains(NUMBER)) {
        return Optional.of(
            new Fault(
                row.line(),
                "every repeated row would be called " + row.cells().get(id),
                "write {n} in record_id, or leave the column out"));
      }
    }
    return Optional.empty();
  }

  /** How many rows a table makes once those that are repeated are written out. */
  static long rows(ScenarioTable table) {
    int repeat = table.header().indexOf(REPEAT);
    return repeat < 0
        ? table.rows().size()
        : table.rows().stream().mapToLong(row -> Long.parseLong(row.cells().get(repeat))).sum();
  }

  /** What the first rows of the other tables are called, for columns that refer to them. */
  record Firsts(String company, String agreement, String integration) {}

  /**
   * Cells for the columns that a table leaves out, by column name, in the order in which they are
   * added. An empty cell of a column that is there stays empty: it may be what is tested.
   *
   * @param number number of the row in its file, from 1
   */
  static Map<String, String> defaults(
      String file, List<String> header, int number, LocalDate asOf, Firsts firsts) {
    Map<String, String> cells = new LinkedHashMap<>();
    switch (file) {
      case "companies.csv" -> {
        cells.put("company_id", "C" + number);
        cells.put("name", "Client " + number);
      }
      case "agreements.csv" -> {
        cells.put("agreement_id", "A" + number);
        cells.put("company_id", firsts.company());
        cells.put("name", "Agreement " + number);
      }
      case "additions.csv" -> {
        cells.put("addition_id", "L" + number);
        cells.put("agreement_id", firsts.agreement());
      }
      case "invoice_lines.csv" -> {
        cells.put("invoice_id", "INV" + number);
        cells.put("invoice_date", asOf.toString());
        cells.put("company_id", firsts.company());
      }
      case "integrations.csv" -> {
        cells.put("integration_id", "I" + number);
        cells.put("category", "microsoft365");
        cells.put("vendor", "microsoft");
        cells.put("last_success_at", asOf + "T20:00:00Z");
        cells.put("last_status", "succeeded");
      }
      case "sync_streams.csv" -> {
        cells.put("integration_id", firsts.integration());
        cells.put("stream", "stream" + number);
        cells.put("last_success_at", asOf + "T20:00:00Z");
        cells.put("last_status", "succeeded");
      }
      case "sync_problems.csv" -> {
        cells.put("integration_id", firsts.integration());
        cells.put("table", "usage");
        cells.put("kind", "missing_id");
        cells.put("what", "the vendor sent no id");
      }
      case "accounts.csv" -> {
        cells.put("integration_id", firsts.integration());
        cells.put("account_id", "T" + number);
        cells.put("name", "Account " + number);
      }
      case "usage.csv" -> {
        cells.put("integration_id", firsts.integration());
        cells.put("account_id", "T1");
        cells.put("record_id", "R" + number);
        cells.put("kind", "licence");
      }
      case "account_links.csv" -> {
        cells.put("integration_id", firsts.integration());
        cells.put("account_id", "T" + number);
      }
      case "account_splits.csv" -> {
        cells.put("integration_id", firsts.integration());
        cells.put("account_id", "T1");
      }
      case "service_mappings.csv" -> {
        cells.put("mapping_id", "M" + number);
        if (!header.contains("preset")) {
          cells.put("count", "records");
        }
      }
      case "decisions.csv" -> {
        cells.put("decision_id", "D" + number);
        cells.put("reason", "agreed");
        cells.put("decided_by", "billing");
        cells.put("decided_at", asOf + "T08:00:00Z");
      }
      default -> {}
    }
    header.forEach(cells::remove);
    return cells;
  }
}
