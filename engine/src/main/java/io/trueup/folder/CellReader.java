package io.trueup.folder;

import org.jspecify.annotations.Nullable;

/** Turns one column's cells from bytes into values. */
final class CellReader {
  private final CellParser parser;
  private final boolean repeated;
  private final boolean anyText;
  private final RecentCells recent = new RecentCells();

  CellReader(Column column) {
    ColumnType type = column.type();
    this.parser = new CellParser(column);
    this.repeated = column.repeated() || type == ColumnType.INSTANT || type == ColumnType.MOMENT;
    this.anyText = type == ColumnType.ID || type == ColumnType.TEXT;
  }

  /** The value of a text, or a {@link BadCell}. */
  Object parse(String text) {
    return parser.parse(text);
  }

  /** The value of a cell that is not empty, or a {@link BadCell}; null when it is blank. */
  @Nullable Object value(RawRow row, int cell) {
    if (!repeated) {
      return anyText && row.plain(cell) ? row.text(cell) : parsed(row, cell);
    }
    byte[] bytes = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    Object known = recent.find(bytes, from, to);
    if (known == null) {
      known = parsed(row, cell);
      if (known != null) {
        recent.keep(bytes, from, to, known);
      }
    }
    return known;
  }

  private @Nullable Object parsed(RawRow row, int cell) {
    String text = row.text(cell);
    return text.isBlank() ? null : parser.parse(text);
  }
}
