package io.trueup.table;

/**
 * A cell of a table.
 *
 * @param text what it holds
 * @param row from 1, as a spreadsheet counts
 * @param field from 0
 * @param line where it begins in the CSV text, from 1
 * @param column where it begins, from 1
 * @param quoted whether it stands between quotes there
 */
record Cell(String text, int row, int field, int line, int column, boolean quoted) {
  /** {@code D9}. */
  String name() {
    return letters(field) + row;
  }

  static String letters(int field) {
    StringBuilder letters = new StringBuilder();
    for (int rest = field + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  boolean isBlank() {
    return text.isBlank();
  }

  /** The text without blanks around it. */
  String word() {
    return text.strip();
  }

  Place place() {
    return new Place(line, column);
  }

  /** Where a character of the text stands in the CSV: quotes are doubled there. */
  Place place(int offset) {
    int atLine = line;
    int atColumn = column + (quoted ? 1 : 0);
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        atLine++;
        atColumn = 1;
      } else {
        atColumn += quoted && c == '"' ? 2 : 1;
      }
    }
    return new Place(atLine, atColumn);
  }

  TableProblem problem(TableProblem.Kind kind, String message, String hint) {
    return new TableProblem(line, column, kind, message, hint);
  }
}
