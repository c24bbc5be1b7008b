package io.trueup.finding;

import io.trueup.result.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Rows as a workbook of one sheet: numbers are number cells, dates date cells, and texts stay
 * texts, whatever they begin with. Written row by row: memory does not grow with the rows.
 */
final class MonthSheet implements AutoCloseable {
  /** What a sheet can hold below its header, by the format. */
  static final int MOST_ROWS = 1_048_575;

  private static final int FLUSH = 500;
  private static final int MOST_TEXT = 32_767;

  private final Workbook workbook;
  private final Worksheet sheet;
  private final List<Column<Reviewed>> columns;
  private int row;

  /** Writes the header. */
  MonthSheet(OutputStream out, String name, List<Column<Reviewed>> columns) {
    this.workbook = new Workbook(out, "Trueup", "1.0");
    this.sheet = workbook.newWorksheet(name);
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      sheet.value(0, i, title(columns.get(i).name()));
      sheet.width(i, columns.get(i).name().equals("explanation") ? 90 : 18);
    }
    sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
    sheet.freezePane(0, 1);
  }

  /** {@code company_name} as {@code Company name}. */
  private static String title(String name) {
    String words = name.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * Adds a row.
   *
   * @return false when the sheet is full
   */
  boolean add(Reviewed each) throws IOException {
    if (row == MOST_ROWS) {
      return false;
    }
    row++;
    for (int i = 0; i < columns.size(); i++) {
      put(i, columns.get(i).value().apply(each));
    }
    if (row % FLUSH == 0) {
      sheet.flush();
    }
    return true;
  }

  private void put(int column, @org.jspecify.annotations.Nullable Object value) {
    if (value instanceof BigDecimal number) {
      sheet.value(row, column, number);
      String format = number.scale() > 0 ? "#,##0." + "0".repeat(number.scale()) : "#,##0";
      sheet.style(row, column).format(format).set();
    } else if (value instanceof Boolean truth) {
      sheet.value(row, column, truth);
    } else if (value instanceof LocalDate day) {
      sheet.value(row, column, day);
      sheet.style(row, column).format("yyyy-mm-dd").set();
    } else if (value instanceof Instant moment) {
      sheet.value(row, column, moment.atZone(ZoneOffset.UTC));
      sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
    } else if (value instanceof List<?> list) {
      text(column, String.join(";", list.stream().map(String::valueOf).toList()));
    } else if (value != null) {
      text(column, value.toString());
    }
  }

  /** Inline, so that no table of all texts is held; control characters are not XML. */
  private void text(int column, String text) {
    String clean = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
    String whole =
        clean.length() <= MOST_TEXT ? clean : clean.substring(0, MOST_TEXT - 1) + "\u2026";
    if (!whole.isEmpty()) {
      sheet.inlineString(row, column, whole);
    }
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
