package io.trueup.integration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Microsoft's list "Product names and service plan identifiers for licensing": CSV, a row for each
 * service plan of each product. A product is known by its GUID. Some are in it with two names, of
 * which the last counts; names and part numbers are not unique, so nothing is joined by them.
 */
final class SkuFile {
  private static final String NAME = "productdisplayname";
  private static final String PART_NUMBER = "stringid";
  private static final String ID = "guid";
  private static final int MOST_ROWS = 200_000;
  private static final int PROBLEMS_SHOWN = 100;
  private static final char BOM = '\uFEFF';

  private SkuFile() {}

  /**
   * What a file holds.
   *
   * @param rows rows below the header
   * @param skus products, by GUID
   * @param problemCount rows that could not be used
   * @param problems the first of them
   */
  record Read(long rows, List<MicrosoftSku> skus, long problemCount, List<Problem> problems) {}

  /** A row that could not be used. */
  record Problem(long line, String column, String value, String what) {}

  /** The file is not Microsoft's list; the message says why and what to do, in one line. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /** Reads a file row by row; only the products are kept in memory. */
  static Read read(InputStream in) throws IOException, UnusableException {
    Map<UUID, MicrosoftSku> skus = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    long problemCount = 0;
    long rows = 0;
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != BOM) {
      text.reset();
    }
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      Columns columns = header(records);
      while (records.hasNext()) {
        CsvRecord row = records.next();
        if (++rows > MOST_ROWS) {
          throw new UnusableException(
              "the file has more than " + MOST_ROWS + " rows — send Microsoft's list as it is");
        }
        Problem problem = take(row, columns, skus);
        if (problem.line() > 0) {
          problemCount++;
          if (problems.size() < PROBLEMS_SHOWN) {
            problems.add(problem);
          }
        }
      }
    } catch (CsvParseException e) {
      throw new UnusableException(
          "the file is no CSV: " + e.getMessage() + " — send Microsoft's list as it is");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Read(rows, List.copyOf(skus.values()), problemCount, List.copyOf(problems));
  }

  private record Columns(int name, int partNumber, int id) {}

  private static final Problem NONE = new Problem(0, "", "", "");

  private static Columns header(Iterator<CsvRecord> records) throws UnusableException {
    if (!records.hasNext()) {
      throw new UnusableException("the file is empty — send Microsoft's list as it is");
    }
    List<String> names =
        records.next().getFields().stream()
            .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
            .toList();
    Columns columns =
        new Columns(names.indexOf(NAME), names.indexOf(PART_NUMBER), names.indexOf(ID));
    if (columns.name() < 0 || columns.partNumber() < 0 || columns.id() < 0) {
      throw new UnusableException(
          "a column of Product_Display_Name, String_Id and GUID is missing in the first line — send Microsoft's list as it is");
    }
    return columns;
  }

  private static Problem take(CsvRecord row, Columns columns, Map<UUID, MicrosoftSku> skus) {
    long line = row.getStartingLineNumber();
    int last = Math.max(columns.name(), Math.max(columns.partNumber(), columns.id()));
    if (row.getFieldCount() <= last) {
      return new Problem(line, "", "", "the row has " + row.getFieldCount() + " columns");
    }
    String id = row.getField(columns.id()).strip().toLowerCase(Locale.ROOT);
    String partNumber = row.getField(columns.partNumber()).strip();
    String name = row.getField(columns.name()).strip();
    if (!MicrosoftSku.isId(id)) {
      return new Problem(line, "GUID", cut(id), "is no GUID");
    }
    if (name.isEmpty() || name.length() > 300) {
      return new Problem(line, "Product_Display_Name", cut(name), "must be 1 to 300 characters");
    }
    if (partNumber.isEmpty() || partNumber.length() > 200) {
      return new Problem(line, "String_Id", cut(partNumber), "must be 1 to 200 characters");
    }
    UUID key = UUID.fromString(id);
    skus.put(key, new MicrosoftSku(key, clean(partNumber), clean(name)));
    return NONE;
  }

  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static String cut(String text) {
    String clean = clean(text);
    return clean.length() > 200 ? clean.substring(0, 200) : clean;
  }
}
