package io.trueup.table;

import com.google.common.base.CharMatcher;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.trueup.table.TableProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cells of a table in CSV, each with the place where it stands. */
final class Sheet {
  /** Most rows, those of the head among them. */
  static final int MOST_ROWS = 2_100;

  /** Most columns. */
  static final int MOST_COLUMNS = 60;

  private Sheet() {}

  /** Longest cell. */
  static final int MOST_CHARACTERS = 10_000;

  /** All rows, the empty ones too. */
  static List<List<Cell>> read(String csv, Problems problems) {
    Handler handler = new Handler();
    List<List<Cell>> rows = new ArrayList<>();
    try (CsvReader<List<Cell>> reader =
        CsvReader.builder()
            .fieldSeparator(separator(csv))
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(false)
            .allowUnclosedQuote(false)
            .build(handler, csv)) {
      for (List<Cell> row : reader) {
        rows.add(row);
        if (rows.size() > MOST_ROWS || row.size() > MOST_COLUMNS) {
          problems.add(
              row.get(0)
                  .problem(
                      Kind.SIZE,
                      "the table has more than "
                          + (rows.size() > MOST_ROWS
                              ? MOST_ROWS + " rows"
                              : MOST_COLUMNS + " columns"),
                      "split it into several tables"));
          return List.of();
        }
        row.forEach(cell -> check(cell, problems));
      }
    } catch (CsvParseException | java.io.IOException broken) {
      problems.add(
          new TableProblem(
              Math.max(1, handler.line),
              1,
              Kind.SHEET,
              "this row is no CSV",
              "a cell with quotes stands between quotes, and each of its own is doubled;"
                  + " save the sheet as CSV UTF-8"));
      return List.of();
    }
    return rows;
  }

  /** Spreadsheets write a comma, a semicolon or a tab, as their country has it. */
  private static char separator(String csv) {
    // No first cell of a row holds one of them.
    int at = CharMatcher.anyOf(",;\t").indexIn(csv);
    return at < 0 ? ',' : csv.charAt(at);
  }

  private static void check(Cell cell, Problems problems) {
    Optional<String> forbidden = Literal.forbidden(cell.text());
    if (cell.text().length() > MOST_CHARACTERS) {
      problems.add(
          cell, Kind.SIZE, "it holds more than " + MOST_CHARACTERS + " characters", "shorten it");
    } else if (forbidden.isPresent()) {
      problems.add(
          cell,
          Kind.SHEET,
          "it holds the character " + forbidden.get(),
          "delete it; it cannot be seen or changes how the line reads");
    } else if (isFormula(cell.text())) {
      problems.add(
          cell,
          Kind.SHEET,
          "a spreadsheet would calculate it: " + Literal.shortened(cell.text()),
          "write the value itself; a text that begins so needs a rule in a .drl file");
    }
  }

  private static boolean isFormula(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    return first == '='
        || first == '@'
        || first == '\t'
        || ((first == '+' || first == '-') && !Literal.isNumber(text.strip()));
  }

  /** Makes cells of what FastCSV finds, and counts along where they stand. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<List<Cell>> {
    private List<Cell> cells = new ArrayList<>();
    private int row;
    private int line = 1;
    private Place next = new Place(1, 1);

    @Override
    protected void handleBegin(long startingLine) {
      row++;
      line = (int) startingLine;
      next = new Place(line, 1);
      cells = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      Cell cell =
          new Cell(
              new String(buffer, offset, length), row, index, next.line(), next.column(), quoted);
      cells.add(cell);
      Place end = cell.place(length);
      next = new Place(end.line(), end.column() + (quoted ? 1 : 0) + 1);
    }

    @Override
    protected void handleEmpty() {
      cells.add(new Cell("", row, 0, line, 1, false));
    }

    @Override
    protected List<Cell> buildRecord() {
      return cells;
    }
  }
}
