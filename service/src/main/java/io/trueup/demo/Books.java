package io.trueup.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All sheets of the month while stories write into them, and the state of a week before for the
 * previous run.
 */
final class Books {
  private static final List<Sheet> KEPT_FROM_BEFORE =
      List.of(
          Sheet.COMPANIES, Sheet.AGREEMENTS, Sheet.ADDITIONS, Sheet.ACCOUNTS, Sheet.ACCOUNT_LINKS);

  private final Map<Sheet, List<Row>> rows = new EnumMap<>(Sheet.class);
  private final Map<Story, List<String>> cast = new EnumMap<>(Story.class);
  private final List<Row> goneUsage = new ArrayList<>();
  private final List<Row> previousIntegrations = new ArrayList<>();

  Books() {
    for (Sheet sheet : Sheet.values()) {
      rows.put(sheet, new ArrayList<>());
    }
    for (Story story : Story.values()) {
      cast.put(story, new ArrayList<>());
    }
  }

  /** A new row at the end of a sheet. */
  Row add(Sheet sheet) {
    Row row = new Row(sheet);
    list(sheet).add(row);
    return row;
  }

  List<Row> list(Sheet sheet) {
    List<Row> sheetRows = rows.get(sheet);
    if (sheetRows == null) {
      throw new IllegalStateException("no sheet " + sheet);
    }
    return sheetRows;
  }

  /** Gives a company its part in a story. */
  void casts(Story story, String companyId) {
    cast.computeIfAbsent(story, none -> new ArrayList<>()).add(companyId);
  }

  /** Companies by the story they tell. */
  Map<Story, List<String>> cast() {
    return cast;
  }

  /** Takes a usage row out of the month; the previous run still saw it. */
  void vanish(Row usage) {
    if (!list(Sheet.USAGE).remove(usage)) {
      throw new IllegalArgumentException("not in the month: " + usage.get("record_id"));
    }
    goneUsage.add(usage);
  }

  /** An integration as it was at the previous run. */
  Row addPreviousIntegration() {
    Row row = new Row(Sheet.INTEGRATIONS);
    previousIntegrations.add(row);
    return row;
  }

  /** Usage that the previous run still saw. */
  List<Row> gone() {
    return goneUsage;
  }

  /** Integrations as they were at the previous run. */
  List<Row> before() {
    return previousIntegrations;
  }

  /** Writes the folder; files of the same names are replaced. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Sheet sheet : Sheet.values()) {
      write(folder, sheet, list(sheet));
    }
    Path previous = Files.createDirectories(folder.resolve("previous"));
    for (Sheet sheet : KEPT_FROM_BEFORE) {
      write(previous, sheet, list(sheet));
    }
    write(previous, Sheet.INTEGRATIONS, previousIntegrations);
    write(previous, Sheet.USAGE, previousUsage());
  }

  private List<Row> previousUsage() {
    List<Row> before = new ArrayList<>();
    for (Row row : list(Sheet.USAGE)) {
      if (Calendar.knownBefore(row.get("created_at"))) {
        before.add(asOfPrevious(row));
      }
    }
    for (Row row : goneUsage) {
      before.add(asOfPrevious(row));
    }
    return before;
  }

  private static Row asOfPrevious(Row row) {
    String seen = row.get("last_active_at");
    if (seen.isEmpty() || Calendar.knownBefore(seen)) {
      return row;
    }
    String clamped = Calendar.PREVIOUS + seen.substring(seen.indexOf('T'));
    String created = row.get("created_at");
    return row.copy().set("last_active_at", clamped.compareTo(created) < 0 ? created : clamped);
  }

  private static void write(Path folder, Sheet sheet, List<Row> rows) throws IOException {
    try (Writer out =
            Files.newBufferedWriter(folder.resolve(sheet.fileName()), StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
      csv.writeRecord(sheet.columns());
      for (Row row : rows) {
        csv.writeRecord(row.values());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
