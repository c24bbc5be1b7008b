package io.trueup.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A CSV file of an export folder, to which rows are added and of which rows are taken out. All
 * other bytes stay as they are, sound or not: what is wrong with the file is for the reader of the
 * folder to say, with the line numbers that its sender knows. A row that is taken out leaves an
 * empty line.
 */
public final class CsvSheet {
  private static final String BOM = "\u00EF\u00BB\u00BF";

  private final Path file;
  private final List<String> header = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private int more;
  private boolean changed;

  /** One record as it stands there, each byte a character, and what ends it. */
  private record Line(String text, String end, boolean closed) {}

  /**
   * Reads a file, or begins one.
   *
   * @param columns the columns of a file that is not there yet
   */
  public CsvSheet(Path file, List<String> columns) {
    this.file = file;
    if (Files.isRegularFile(file)) {
      try {
        split(Files.readString(file, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (lines.isEmpty()) {
      lines.add(new Line(String.join(",", columns), "\n", true));
    }
    for (String cell : cells(lines.get(0).text().replaceFirst("^" + BOM, ""))) {
      header.add(cell.toLowerCase(Locale.ROOT));
    }
  }

  /** How many rows there are, those that were added here left out. */
  public int rows() {
    return lines.size() - 1;
  }

  /** Position of a column, by the first of its names that is there; -1 when none is. */
  public int column(String... names) {
    for (String name : names) {
      if (header.contains(name)) {
        return header.indexOf(name);
      }
    }
    return -1;
  }

  /**
   * Cells of a row; empty for an empty line.
   *
   * @param row from 0
   */
  public List<String> cells(int row) {
    String text = lines.get(row + 1).text();
    return text.isBlank() ? List.of() : cells(text);
  }

  /** A cell of a row, empty when the row is too short. */
  public static String cell(List<String> cells, int column) {
    return column >= 0 && column < cells.size() ? cells.get(column) : "";
  }

  /** Takes a row out. */
  public void remove(int row) {
    lines.set(row + 1, new Line("", lines.get(row + 1).end(), true));
    changed = true;
  }

  /** Sets one cell of a row, in a column that is there. */
  public void set(int row, int column, String value) {
    List<String> cells = new ArrayList<>(cells(row));
    if (column >= header.size() - more) {
      // A column that was added here has no cells in the rows yet.
      while (cells.size() < column) {
        cells.add("");
      }
      cells.add(value);
    } else {
      cells.set(column, value);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
    }
    Line line = lines.get(row + 1);
    lines.set(row + 1, new Line(text.toString(), line.end(), line.closed()));
    changed = true;
  }

  /** Makes sure that a column is there, empty in all rows; its position. */
  public int require(String name) {
    int there = column(name);
    if (there >= 0) {
      return there;
    }
    header.add(name);
    more++;
    changed = true;
    return header.size() - 1;
  }

  /** Adds a row; columns that are not there are added. */
  public void add(Map<String, String> cells) {
    cells.keySet().forEach(this::require);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < header.size(); i++) {
      text.append(i == 0 ? "" : ",").append(quoted(cells.getOrDefault(header.get(i), "")));
    }
    added.add(text.toString());
    changed = true;
  }

  /** Writes the file, when anything was changed. */
  public void write() {
    if (!changed) {
      return;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (!line.closed()) {
        // Behind a quote that never closes, rows would belong to its cell.
        append(out);
      }
      out.append(line.text());
      if (i == 0) {
        for (String name : header.subList(header.size() - more, header.size())) {
          out.append(',').append(name);
        }
      } else if (!line.text().isBlank()) {
        out.append(",".repeat(Math.max(0, missing(line.text()))));
      }
      out.append(line.end());
    }
    if (lines.get(lines.size() - 1).closed()) {
      if (lines.get(lines.size() - 1).end().isEmpty()) {
        out.append('\n');
      }
      append(out);
    }
    try {
      Files.writeString(file, out, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(StringBuilder out) {
    added.forEach(row -> out.append(row).append('\n'));
    added.clear();
  }

  /** Cells that a sound row lacks of the columns that were added here. */
  private int missing(String text) {
    if (more == 0) {
      return 0;
    }
    int there = cells(text).size();
    int before = header.size() - more;
    // A row of the wrong length stays as wrong as it was.
    return there >= before && there <= header.size()
        ? header.size() - Math.max(there, before)
        : more;
  }

  private void split(String text) {
    int start = 0;
    boolean quoted = false;
    boolean cellStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '"') {
          if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
            i++;
          } else {
            quoted = false;
          }
        }
      } else if (c == '"' && cellStart) {
        quoted = true;
        cellStart = false;
      } else if (c == '\n' || c == '\r') {
        int end = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
        lines.add(new Line(text.substring(start, i), text.substring(i, end), true));
        start = end;
        i = end - 1;
        cellStart = true;
      } else {
        cellStart = c == ',' || (cellStart && (c == ' ' || c == '\t'));
      }
    }
    if (start < text.length()) {
      lines.add(new Line(text.substring(start), "", !quoted));
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"' && !wasQuoted && cell.toString().isBlank()) {
        quoted = true;
        wasQuoted = true;
        cell.setLength(0);
      } else if (c == ',') {
        cells.add(text(cell));
        cell.setLength(0);
        wasQuoted = false;
      } else {
        cell.append(c);
      }
    }
    cells.add(text(cell));
    return cells;
  }

  private static String text(StringBuilder bytes) {
    return new String(
            bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        .strip();
  }

  private static String quoted(String value) {
    String clean = value.replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
    String text =
        clean.indexOf(',') >= 0 || clean.indexOf('"') >= 0
            ? '"' + clean.replace("\"", "\"\"") + '"'
            : clean;
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
