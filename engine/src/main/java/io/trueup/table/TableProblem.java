package io.trueup.table;

import java.util.Objects;

/**
 * Why a table cannot become rules.
 *
 * @param line from 1
 * @param column from 1, counted in characters
 * @param kind what it is about
 * @param message what is wrong, naming the cell as a spreadsheet does: {@code D9}
 * @param hint what to write instead; empty when there is nothing to add
 */
public record TableProblem(int line, int column, Kind kind, String message, String hint) {
  /** What a problem is about. */
  public enum Kind {
    /** The text is no CSV, or holds what a spreadsheet would calculate. */
    SHEET,
    /** A row that is not where it belongs, or says not what it is. */
    ROW,
    /** The heading of a column, or what it means. */
    COLUMN,
    /** What stands in a cell. */
    CELL,
    /** The conditions and conclusions that all rows share. */
    TEMPLATE,
    /** There is too much. */
    SIZE
  }

  public TableProblem {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
  }
}
