package io.trueup.connector;

import io.trueup.connector.Manifest.Rows;
import io.trueup.folder.CellCheck;
import io.trueup.folder.Column;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which rows of one table a record becomes. */
final class RowPlan {
  private final ExportFile file;
  private final String table;
  private final @Nullable Expression when;
  private final @Nullable Expression each;
  private final boolean passThrough;
  private final List<CellPlan> cells = new ArrayList<>();

  /** Compiles what the manifest says; throws what {@link CellPlan} throws. */
  RowPlan(Rows rows) {
    this.table = rows.table();
    this.file = ExportFiles.find(rows.table() + ".csv").orElseThrow();
    this.when = Expression.compileOptional(rows.when());
    this.each = Expression.compileOptional(rows.each());
    this.passThrough = rows.passThrough();
    rows.columns()
        .forEach((name, cell) -> cells.add(new CellPlan(name, file.find(name).orElse(null), cell)));
  }

  String table() {
    return table;
  }

  ExportFile file() {
    return file;
  }

  /** What became of a record. */
  static final class Made {
    final List<SyncedRow> rows = new ArrayList<>();
    final List<RecordProblem> problems = new ArrayList<>();

    /** Rows that lack what their table needs. */
    int incomplete;
  }

  /**
   * Makes a record's rows.
   *
   * @param label names the record in problems
   */
  void make(
      String stream,
      String label,
      @Nullable Object record,
      Map<String, ?> names,
      CellCheck check,
      Made made) {
    Map<String, Object> known = new HashMap<>(names);
    known.put("record", record);
    try {
      if (when != null && !when.holds(record, known)) {
        return;
      }
      if (each == null) {
        row(stream, label, record, known, check, made);
      } else {
        for (Object element : each.list(record, known)) {
          row(stream, label, element, known, check, made);
        }
      }
    } catch (Expression.BadExpression e) {
      made.incomplete++;
      made.problems.add(
          new RecordProblem(
              stream, "bad_value", table, label, "", String.valueOf(e.getMessage()), true));
    }
  }

  private void row(
      String stream,
      String label,
      @Nullable Object input,
      Map<String, Object> names,
      CellCheck check,
      Made made) {
    Map<String, String> cells = new TreeMap<>();
    List<RecordProblem> found = new ArrayList<>();
    if (passThrough && input instanceof Map<?, ?> fields) {
      pass(stream, label, fields, check, cells, found);
    }
    for (CellPlan plan : this.cells) {
      CellPlan.Result result = plan.read(input, names, check);
      if (result.kind() != null) {
        found.add(
            problem(stream, result.kind(), plan.name(), label, result.found(), result.what()));
      } else if (!result.text().isEmpty()) {
        cells.put(plan.name(), result.text());
      }
    }
    List<String> missing = missing(cells);
    if (missing.isEmpty()) {
      made.rows.add(new SyncedRow(table, cells));
      made.problems.addAll(found);
      return;
    }
    made.incomplete++;
    for (String column : missing) {
      RecordProblem cause =
          found.stream().filter(p -> p.field().equals(column)).findFirst().orElse(null);
      boolean key = file.key().contains(column);
      made.problems.add(
          new RecordProblem(
              stream,
              cause != null ? cause.kind() : key ? "missing_id" : "missing_value",
              column,
              label,
              cause == null ? "" : cause.value(),
              (cause == null ? "there is no " + column : cause.what()) + "; the record is left out",
              true));
    }
  }

  private void pass(
      String stream,
      String label,
      Map<?, ?> fields,
      CellCheck check,
      Map<String, String> cells,
      List<RecordProblem> found) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String text = Texts.plain(field.getValue()).strip();
      Column column = file.find(String.valueOf(field.getKey())).orElse(null);
      String name = column == null ? String.valueOf(field.getKey()) : column.name();
      if (text.isEmpty() || name.equals("integration_id")) {
        continue;
      }
      CellCheck.Fault fault = column == null ? null : check.fault(column, text).orElse(null);
      if (fault == null) {
        cells.put(name, text);
      } else {
        found.add(
            problem(stream, fault.kind(), name, label, text, fault.what() + "; it is left out"));
      }
    }
  }

  private static RecordProblem problem(
      String stream, String kind, String field, String label, String value, String what) {
    return new RecordProblem(stream, kind, field, label, Texts.cut(value, 200), what, false);
  }

  private List<String> missing(Map<String, String> cells) {
    List<String> missing = new ArrayList<>();
    for (Column column : file.columns()) {
      if (column.required()
          && !column.name().equals("integration_id")
          && !cells.containsKey(column.name())
          && (column.unless().isEmpty() || !cells.containsKey(column.unless()))) {
        missing.add(column.name());
      }
    }
    return missing;
  }
}
