package io.trueup.folder;

import io.trueup.facts.InputProblem;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one table row by row: splits, checks, and hands on the rows that can be used. */
final class TableReader {
  private final ExportFile file;
  private final String label;
  private final Reading reading;
  private final RowIds ids;
  private final Row row;
  private final CellReader[] cells;
  private final @Nullable Object[] defaults;
  private final PresetFills presets;
  private RecentCells[] extraCells = {};
  private int line;
  private boolean bad;

  /**
   * A reader of {@code file}, whose problems name it {@code label}.
   *
   * @param reading what the tables of one folder share
   */
  TableReader(ExportFile file, String label, Reading reading) {
    this.file = file;
    this.label = label;
    this.reading = reading;
    this.row = new Row(file.positions());
    this.ids = new RowIds(file, reading.keys());
    this.presets = new PresetFills(file, reading.presets());
    this.defaults = new @Nullable Object[file.columns().size()];
    this.cells = new CellReader[defaults.length];
    for (int i = 0; i < defaults.length; i++) {
      Column column = file.columns().get(i);
      cells[i] = new CellReader(column);
      defaults[i] = column.fallback().isEmpty() ? null : cells[i].parse(column.fallback());
    }
  }

  /**
   * Reads everything.
   *
   * @param where the table as a problem of the whole run names it
   * @return names of the columns that the table has beside the file's own
   * @throws UnusableFolder when the table cannot be read or its header is not this file's
   */
  List<String> read(RowSource source, String where, Consumer<Row> sink) {
    RawRow raw = new RawRow();
    try (source) {
      boolean any = source.next(raw);
      while (any && raw.nothing()) {
        any = source.next(raw);
      }
      if (!any) {
        throw new UnusableFolder(
            "the file has no header row",
            where,
            "export it again; the first row names the columns");
      }
      Header header = Header.of(file, raw, where);
      source.expect(header.width());
      line = raw.line();
      extraCells = new RecentCells[header.extraNames().size()];
      Arrays.setAll(extraCells, i -> new RecentCells());
      ContentHash.Table hash = reading.hash().table(label, header.names());
      try (RowFeed rows = new TableRows(source, header, hash).feed()) {
        for (RawRow next = rows.next(); next != null; next = rows.next()) {
          line = next.line();
          take(next, header, sink);
        }
      }
      return header.extraNames();
    } catch (IOException e) {
      throw FolderSource.unreadable(where + ":" + line);
    }
  }

  private void take(RawRow raw, Header header, Consumer<Row> sink) {
    BadRow broken = raw.broken();
    if (broken != null) {
      problem(broken.column(), broken.value(), broken.why());
      return;
    }
    if (raw.swallowing()) {
      problem("", "", BadRow.swallowed(raw));
    }
    bad = false;
    row.start(line);
    values(raw, header);
    attributes(raw, header);
    RowIds.Problem wrong = bad ? null : ids.check(row);
    if (wrong != null) {
      problem(wrong.column(), wrong.value(), wrong.why());
    }
    if (bad || wrong != null) {
      ids.leaveOut(row);
    } else {
      sink.accept(row);
    }
  }

  private void values(RawRow raw, Header header) {
    Map<String, String> fills = Map.of();
    if (presets.column() >= 0) {
      int cell = header.cellOf(presets.column());
      if (cell >= 0 && !raw.empty(cell)) {
        fills = presets.fills(raw.text(cell), integration(raw, header));
        if (fills == null) {
          fail("preset", raw.text(cell), presets.unknown(raw.text(cell)));
          fills = Map.of();
        }
      }
    }
    for (int i = 0; i < defaults.length; i++) {
      int cell = header.cellOf(i);
      Object value = cell < 0 || raw.empty(cell) ? null : cells[i].value(raw, cell);
      String fill = value != null || fills.isEmpty() ? "" : fill(fills, i);
      if (!fill.isEmpty()) {
        value = cells[i].parse(fill);
      }
      if (value == null) {
        none(i);
      } else if (value instanceof BadCell why) {
        row.set(i, null, true);
        fail(file.columns().get(i).name(), fill.isEmpty() ? raw.text(cell) : fill, why);
      } else {
        row.set(i, value, true);
      }
    }
  }

  private String fill(Map<String, String> fills, int column) {
    return fills.getOrDefault(file.columns().get(column).name(), "");
  }

  private void none(int i) {
    Column column = file.columns().get(i);
    row.set(i, defaults[i], false);
    if (column.required()) {
      fail(column.name(), "", new BadCell(ProblemKind.MISSING_VALUE, missing(column)));
    }
  }

  private static boolean integration(RawRow raw, Header header) {
    int cell = header.names().indexOf("integration_id");
    return cell >= 0 && !raw.empty(cell);
  }

  private static String missing(Column column) {
    return "is empty but required"
        + (column.unless().isEmpty()
            ? ""
            : " where " + column.unless() + " is empty or fills it not")
        + "; fill it in";
  }

  private void attributes(RawRow raw, Header header) {
    List<String> names = header.extraNames();
    if (names.isEmpty()) {
      return;
    }
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      int cell = header.extraCell(i);
      if (!raw.empty(cell)) {
        attributes.put(names.get(i), text(raw, cell, extraCells[i]));
      }
    }
    row.attributes(attributes);
  }

  private static String text(RawRow raw, int cell, RecentCells recent) {
    byte[] bytes = raw.bytes();
    if (recent.find(bytes, raw.from(cell), raw.to(cell)) instanceof String known) {
      return known;
    }
    String text = raw.text(cell);
    recent.keep(bytes, raw.from(cell), raw.to(cell), text);
    return text;
  }

  private void fail(String column, String value, BadCell why) {
    bad = true;
    problem(column, value, why);
  }

  private void problem(String column, String value, BadCell why) {
    reading
        .problems()
        .accept(
            new InputProblem(
                label,
                line,
                Printable.value(column),
                why.kind().code(),
                Printable.value(value),
                Printable.line(why.message())));
  }
}
