package io.trueup.workbook;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** The one sheet of an XLSX workbook as CSV text: row by row, cell by cell, as it was typed. */
public final class WorkbookTable {
  /** How the name of a table's workbook ends. */
  public static final String ENDING = ".table.xlsx";

  private static final int MOST_CHARACTERS = 1 << 20;

  private final String where;
  private final boolean date1904;
  private final StringWriter text = new StringWriter();
  private int rows;
  private int characters;

  private WorkbookTable(String where, boolean date1904) {
    this.where = where;
    this.date1904 = date1904;
  }

  /** Whether a file's name says that it is a workbook with a table. */
  public static boolean is(String path) {
    return path.endsWith(ENDING);
  }

  /** The path of the CSV that a workbook becomes. */
  public static String csvPath(String path) {
    return path.substring(0, path.length() - "xlsx".length()) + "csv";
  }

  /**
   * The CSV of a workbook, with line feeds between lines. Row 9 of the sheet is row 9 of the CSV.
   *
   * @param where what the workbook is called, for messages
   * @throws UnreadableWorkbook when it cannot be taken as a table
   */
  public static String csv(byte[] workbook, String where) throws UnreadableWorkbook {
    Parts parts = Parts.read(workbook, where);
    boolean date1904 = Inspection.of(parts, where);
    WorkbookTable table = new WorkbookTable(where, date1904);
    try {
      table.read(parts.packed());
    } catch (UnreadableWorkbook refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      throw new UnreadableWorkbook(
          "the workbook cannot be read", where, "save it with Excel again, or as CSV UTF-8");
    }
    return table.text.toString();
  }

  private void read(byte[] workbook) throws IOException {
    try (ReadableWorkbook book =
            new ReadableWorkbook(
                new ByteArrayInputStream(workbook), new ReadingOptions(true, false));
        Stream<Row> all = book.getFirstSheet().openStream();
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      for (Row row : (Iterable<Row>) all::iterator) {
        write(row, csv);
      }
    }
  }

  private void write(Row row, CsvWriter csv) throws IOException {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      Cell cell = row.getCell(i);
      String value = cell == null ? "" : value(cell);
      characters += value.length();
      cells.add(value);
      if (characters > MOST_CHARACTERS) {
        throw new UnreadableWorkbook(
            "the table is longer than " + MOST_CHARACTERS + " characters",
            where,
            "split it into several tables");
      }
    }
    while (!cells.isEmpty() && cells.get(cells.size() - 1).isEmpty()) {
      cells.remove(cells.size() - 1);
    }
    if (cells.isEmpty()) {
      return;
    }
    csv.flush();
    text.write("\n".repeat(row.getRowNum() - 1 - rows));
    rows = row.getRowNum();
    csv.writeRecord(cells);
    csv.flush();
  }

  private String value(Cell cell) throws UnreadableWorkbook {
    String raw = cell.getRawValue() == null ? "" : cell.getRawValue();
    return switch (cell.getType()) {
      case EMPTY -> "";
      case STRING -> raw.replace("\r\n", "\n").replace('\r', '\n');
      case BOOLEAN -> raw.equals("1") ? "yes" : "no";
      case NUMBER -> number(cell, raw);
      case FORMULA ->
          throw refused(cell, "is a formula", "copy the cells and paste them as values");
      case ERROR -> throw refused(cell, "shows an error", "write its value");
    };
  }

  private String number(Cell cell, String raw) throws UnreadableWorkbook {
    NumberText.Shown shown =
        NumberText.of(raw, cell.getDataFormatId(), cell.getDataFormatString(), date1904);
    @Nullable String number = shown.text();
    if (number == null) {
      throw refused(cell, shown.why(), "format the cell as text and type it again");
    }
    return number;
  }

  private UnreadableWorkbook refused(Cell cell, String what, String advice) {
    return new UnreadableWorkbook("cell " + cell.getAddress() + " " + what, where, advice);
  }
}
