package io.trueup.folder;

import io.trueup.facts.InputProblem;
import java.io.IOException;
import java.util.ArrayList;
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
  private final List<CellParser> parsers = new ArrayList<>();
  private final List<TextPool> pools = new ArrayList<>();
  private final @Nullable Object[] defaults;
  private final PresetFills presets;
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
    for (int i = 0; i < defaults.length; i++) {
      Column column = file.columns().get(i);
      CellParser parser = new CellParser(column);
      parsers.add(parser);
      pools.add(new TextPool());
      defaults[i] = column.fallback().isEmpty() ? null : parser.parse(column.fallback());
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
      ContentHash.Table hash = reading.hash().table(label, header.names());
      List<TextPool> extraPools = new ArrayList<>();
      header.extraNames().forEach(name -> extraPools.add(new TextPool()));
      while (source.next(raw)) {
        if (!raw.nothing()) {
          take(raw, header, hash, extraPools, sink);
        }
      }
      return header.extraNames();
    } catch (IOException e) {
      throw FolderSource.unreadable(where + ":" + raw.line());
    }
  }

  private void take(
      RawRow raw,
      Header header,
      ContentHash.Table hash,
      List<TextPool> extraPools,
      Consumer<Row> sink) {
    raw.trim();
    if (raw.fault() == RawRow.Fault.NONE && raw.allEmpty()) {
      return;
    }
    BadRow broken = BadRow.find(raw, header);
    if (broken != null) {
      hash.addBroken(raw);
      problem(raw.line(), broken.column(), broken.value(), broken.why());
      return;
    }
    hash.add(raw);
    if (raw.swallowing()) {
      problem(raw.line(), "", "", BadRow.swallowed(raw));
    }
    bad = false;
    row.start(raw.line());
    values(raw, header);
    attributes(raw, header, extraPools);
    RowIds.Problem wrong = bad ? null : ids.check(row);
    if (wrong != null) {
      problem(raw.line(), wrong.column(), wrong.value(), wrong.why());
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
          fail(raw.line(), "preset", raw.text(cell), presets.unknown(raw.text(cell)));
          fills = Map.of();
        }
      }
    }
    for (int i = 0; i < defaults.length; i++) {
      Column column = file.columns().get(i);
      int cell = header.cellOf(i);
      String text = cell < 0 || raw.empty(cell) ? "" : text(raw, cell, column, pools.get(i));
      if (text.isBlank()) {
        text = fills.getOrDefault(column.name(), "");
      }
      if (text.isEmpty()) {
        row.set(i, defaults[i], false);
        if (column.required()) {
          fail(
              raw.line(),
              column.name(),
              "",
              new BadCell(ProblemKind.MISSING_VALUE, missing(column)));
        }
        continue;
      }
      Object value = parsers.get(i).parse(text);
      if (value instanceof BadCell why) {
        row.set(i, null, true);
        fail(raw.line(), column.name(), text, why);
      } else {
        row.set(i, value, true);
      }
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

  private static String text(RawRow raw, int cell, Column column, TextPool pool) {
    return raw.ascii() && column.repeated()
        ? pool.get(raw.bytes(), raw.from(cell), raw.to(cell))
        : raw.text(cell);
  }

  private void attributes(RawRow raw, Header header, List<TextPool> extraPools) {
    List<String> names = header.extraNames();
    if (names.isEmpty()) {
      return;
    }
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      int cell = header.extraCell(i);
      if (!raw.empty(cell)) {
        String text =
            raw.ascii()
                ? extraPools.get(i).get(raw.bytes(), raw.from(cell), raw.to(cell))
                : raw.text(cell);
        attributes.put(names.get(i), text);
      }
    }
    row.attributes(attributes);
  }

  private void fail(int line, String column, String value, BadCell why) {
    bad = true;
    problem(line, column, value, why);
  }

  private void problem(int line, String column, String value, BadCell why) {
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
