package io.trueup.result;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RFC 4180 writes them, but with {@code \n} line ends. A spreadsheet runs text that begins
 * like a formula: such text gets an apostrophe in front, numbers stay numbers.
 */
public final class CsvFile<T> {
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final List<Column<T>> columns;
  private final Writer out;
  private final StringBuilder line = new StringBuilder(256);

  /** Writes the header. */
  public CsvFile(List<Column<T>> columns, Writer out) throws IOException {
    this(out, columns);
    out.write(header(columns));
  }

  private CsvFile(Writer out, List<Column<T>> columns) {
    this.columns = columns;
    this.out = out;
  }

  /** Further rows of a file whose header is written already. */
  public static <T> CsvFile<T> continued(List<Column<T>> columns, Writer out) {
    return new CsvFile<>(out, columns);
  }

  /** The header row of these columns, with its line end. */
  public static <T> String header(List<Column<T>> columns) {
    return String.join(",", columns.stream().map(Column::name).toList()) + "\n";
  }

  /** Writes a row. */
  public void write(T row) throws IOException {
    line.setLength(0);
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      append(columns.get(i).value().apply(row));
    }
    out.append(line.append('\n'));
  }

  private void append(@Nullable Object value) {
    if (value instanceof String text) {
      cell(text);
    } else if (value instanceof BigDecimal number) {
      line.append(number.toPlainString());
    } else if (value instanceof List<?> list) {
      cell(joined(list));
    } else if (value != null) {
      line.append(value);
    }
  }

  private static String joined(List<?> list) {
    return switch (list.size()) {
      case 0 -> "";
      case 1 -> String.valueOf(list.get(0));
      default -> String.join(";", list.stream().map(String::valueOf).toList());
    };
  }

  private void cell(String text) {
    if (text.isEmpty()) {
      return;
    }
    boolean formula = FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    if (!quoted(text)) {
      if (formula) {
        line.append('\'');
      }
      line.append(text);
      return;
    }
    line.append('"');
    if (formula) {
      line.append('\'');
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        line.append('"');
      }
      line.append(c);
    }
    line.append('"');
  }

  private static boolean quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }
}
