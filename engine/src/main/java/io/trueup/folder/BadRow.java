package io.trueup.folder;

import org.jspecify.annotations.Nullable;

/**
 * A row that could not be split into the header's cells.
 *
 * @param column the column it happened in; empty when it is the row's
 * @param value what was read there
 * @param why what is wrong
 */
record BadRow(String column, String value, BadCell why) {

  /** What is wrong with the row as a whole; null when nothing is. */
  static @Nullable BadRow find(RawRow row, Header header) {
    String column = "";
    String value = "";
    if (row.faultCell() < Math.min(header.width(), row.kept())) {
      column = header.names().get(row.faultCell());
      value = row.text(row.faultCell());
    }
    switch (row.fault()) {
      case UNCLOSED_QUOTE:
        return new BadRow(
            column,
            value,
            new BadCell(
                ProblemKind.UNCLOSED_QUOTE,
                "opens a quote that never closes; the row was left out, reading went on with the next"
                    + " line; double quotes inside quotes"));
      case TEXT_AFTER_QUOTE:
        return new BadRow(
            column,
            value,
            new BadCell(
                ProblemKind.BAD_SHAPE,
                "has text after its closing quote; write a quote inside quotes twice"));
      case TOO_LONG:
        return new BadRow(
            column,
            value,
            new BadCell(
                ProblemKind.TOO_LONG,
                "is longer than " + RawRow.FIELD_CHARACTERS + " characters; shorten it"));
      case NONE:
        break;
    }
    if (!row.wellFormed()) {
      return encoding(row, header);
    }
    if (row.cells() != header.width()) {
      return new BadRow(
          "",
          "",
          new BadCell(
              ProblemKind.BAD_SHAPE,
              "has "
                  + row.cells()
                  + (row.cells() == 1 ? " cell" : " cells")
                  + " where the header has "
                  + header.width()
                  + "; put quotes around cells that hold commas"));
    }
    return null;
  }

  /** A row that is sound and yet holds whole rows in its quotes. */
  static BadCell swallowed(RawRow row) {
    return new BadCell(
        ProblemKind.SWALLOWED_ROWS,
        "holds lines inside its quotes, up to line "
            + row.lastLine()
            + ", that look like rows; if they are, close the quote in this row");
  }

  private static BadRow encoding(RawRow row, Header header) {
    int cell = 0;
    while (cell < row.kept() - 1 && row.wellFormed(cell)) {
      cell++;
    }
    return new BadRow(
        cell < header.width() ? header.names().get(cell) : "",
        row.text(cell),
        new BadCell(
            ProblemKind.BAD_ENCODING, "holds bytes that are not UTF-8; save the file as UTF-8"));
  }
}
