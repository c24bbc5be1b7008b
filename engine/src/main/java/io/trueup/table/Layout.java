package io.trueup.table;

import io.trueup.table.TableProblem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The parts of a table, as the first cell of each row names them. */
final class Layout {
  /** Rows above the columns that are given once, for all rules. */
  static final Set<String> ONCE = Set.of("table", "owner", "since", "rationale", "ticket", "name");

  private static final String ROWS =
      "the first cell of a row is table, owner, since, rationale, ticket, name, when, then, columns,"
          + " means, rule or note";

  private final Problems problems;
  private final Map<String, Cell> shared = new LinkedHashMap<>();
  private final List<Cell> conditions = new ArrayList<>();
  private final List<Cell> conclusions = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rules = new ArrayList<>();
  private List<Cell> labels = List.of();
  private boolean begun;
  private boolean meant;

  private Layout(Problems problems) {
    this.problems = problems;
  }

  /** The layout of a sheet; to be used only when no problems were found. */
  static Layout read(List<List<Cell>> rows, Problems problems) {
    Layout layout = new Layout(problems);
    for (List<Cell> row : rows) {
      if (!row.stream().allMatch(Cell::isBlank)) {
        layout.row(row);
      }
    }
    layout.finish(rows);
    return layout;
  }

  /** What is given once for all rules: {@code owner}, {@code since}, ... */
  Map<String, Cell> shared() {
    return shared;
  }

  List<Cell> conditions() {
    return conditions;
  }

  List<Cell> conclusions() {
    return conclusions;
  }

  List<Column> columns() {
    return columns;
  }

  /** A row a rule, its first cell included. */
  List<List<Cell>> rules() {
    return rules;
  }

  private void row(List<Cell> row) {
    Cell first = row.get(0);
    String key = first.word().toLowerCase(Locale.ROOT);
    if (!begun && !key.equals("note")) {
      begun = true;
      if (!key.equals("table")) {
        problems.add(first, Kind.ROW, "the table does not begin with the row table", ROWS);
      }
    }
    switch (key) {
      case "note" -> {}
      case "when" -> head(row, conditions);
      case "then" -> head(row, conclusions);
      case "columns" -> labels(row);
      case "means" -> means(row);
      case "rule" -> {
        if (!meant) {
          problems.add(first, Kind.ROW, "a rule stands above the columns and what they mean", ROWS);
        }
        rules.add(row);
      }
      default -> {
        if (ONCE.contains(key)) {
          List<Cell> value = new ArrayList<>();
          head(row, value);
          if (!value.isEmpty() && shared.put(key, value.get(0)) != null) {
            problems.add(first, Kind.ROW, "'" + key + "' is given twice", "delete one of the rows");
          }
        } else {
          problems.add(
              first,
              Kind.ROW,
              key.isEmpty()
                  ? "the row does not say what it is"
                  : "\"" + Literal.shortened(first.word()) + "\" is no kind of row",
              ROWS);
        }
      }
    }
  }

  /** A row above the columns: its second cell counts, and nothing stands behind it. */
  private void head(List<Cell> row, List<Cell> into) {
    Cell first = row.get(0);
    if (!labels.isEmpty()) {
      problems.add(first, Kind.ROW, "'" + first.word() + "' stands below the columns", ROWS);
    }
    if (row.size() < 2 || row.get(1).isBlank()) {
      problems.add(first, Kind.ROW, "'" + first.word() + "' says nothing", "fill in column B");
      return;
    }
    row.stream()
        .skip(2)
        .filter(cell -> !cell.isBlank())
        .findFirst()
        .ifPresent(
            cell ->
                problems.add(
                    cell,
                    Kind.ROW,
                    "'" + first.word() + "' takes one cell",
                    "write it all into column B, or another row '" + first.word() + "'"));
    into.add(row.get(1));
  }

  private void labels(List<Cell> row) {
    if (!labels.isEmpty()) {
      problems.add(row.get(0), Kind.ROW, "'columns' is given twice", "make two tables of it");
      return;
    }
    labels = row;
    Map<String, Cell> known = new HashMap<>();
    for (Cell cell : row.subList(1, row.size())) {
      String label = cell.word();
      if (label.length() > 60 || label.indexOf('{') >= 0 || label.indexOf('}') >= 0) {
        problems.add(
            cell,
            Kind.COLUMN,
            "the heading is too long or holds { or }",
            "use up to 60 characters");
      }
      Cell twin = label.isEmpty() ? null : known.put(label.toLowerCase(Locale.ROOT), cell);
      if (twin != null) {
        problems.add(cell, Kind.COLUMN, "the heading is that of " + twin.name(), "rename one");
      }
    }
  }

  private void means(List<Cell> row) {
    if (labels.isEmpty() || meant) {
      problems.add(
          row.get(0), Kind.ROW, "'means' stands once, right below 'columns'", "move the row");
      return;
    }
    meant = true;
    for (int field = 1; field < Math.max(row.size(), labels.size()); field++) {
      String label = field < labels.size() ? labels.get(field).word() : "";
      Cell cell = field < row.size() ? row.get(field) : labels.get(field);
      boolean says = field < row.size() && !cell.isBlank();
      if (label.isEmpty() != !says) {
        problems.add(
            cell,
            Kind.COLUMN,
            says ? "the column has no heading" : "the column does not say what it means",
            "columns of this sheet need a heading and a meaning; 'note' means that it is for people");
      } else if (says) {
        Column.Meaning meaning = Column.meaning(cell, problems);
        if (meaning != null) {
          columns.add(new Column(field, label, cell, meaning));
        }
      }
    }
    Set<String> about = new HashSet<>();
    for (Column column : columns) {
      if (column.meaning() instanceof Column.About one && !about.add(one.what())) {
        problems.add(
            column.means(), Kind.COLUMN, "two columns mean " + one.what(), "delete one of them");
      }
    }
  }

  private void finish(List<List<Cell>> rows) {
    if (!problems.isEmpty()) {
      return;
    }
    Cell first = rows.isEmpty() ? new Cell("", 1, 0, 1, 1, false) : rows.get(0).get(0);
    if (!meant) {
      problems.add(first, Kind.ROW, "the table has no rows 'columns' and 'means'", ROWS);
    } else if (conditions.isEmpty() || conclusions.isEmpty()) {
      problems.add(
          first,
          Kind.ROW,
          "the table has no row '" + (conditions.isEmpty() ? "when" : "then") + "'",
          "say what every rule of the table looks at, and what it concludes");
    } else if (columns.stream().noneMatch(column -> column.isAbout("id"))) {
      problems.add(
          labels.get(0), Kind.COLUMN, "no column means id", "give every rule an id: ABC-123");
    } else if (rules.isEmpty()) {
      problems.add(first, Kind.ROW, "the table has no row 'rule'", "write a row for each rule");
    }
  }
}
