package io.trueup.report;

import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import io.trueup.result.SummaryJson;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the files of one result: the large ones in slices, which all cores put into words. */
final class ResultFiles {
  private static final int ROWS = 256;
  private static final int RECORDS = 8_192;

  private final Reconciled result;
  private final InputIndex input;
  private final Path folder;

  ResultFiles(Reconciled result, Path folder) {
    this.result = result;
    this.input = new InputIndex(result.month());
    this.folder = folder;
  }

  private interface Content {
    void write(Writer out) throws IOException;
  }

  void write() throws IOException {
    NamedByRows named = named();
    try (OrderedFile json = file("discrepancies.json");
        OrderedFile csv = file("discrepancies.csv");
        OrderedFile usage = file("usage.csv")) {
      Crew crew = new Crew();
      crew.together(json, csv, usage);
      DiscrepanciesJson rows = new DiscrepanciesJson(result, input);
      int slices = slices(result.discrepancies().size(), ROWS);
      crew.add(
          slices,
          i -> {
            int from = i * ROWS;
            int to = Math.min(result.discrepancies().size(), from + ROWS);
            json.write(i, bytes(out -> json(rows, named, from, to, out)));
            csv.write(i, bytes(out -> csv(from, to, out)));
          });
      crew.add(
          () ->
              alone(
                  ResultFolder.REPORT,
                  out -> ReportPage.write(result, input, result.summary(), out)));
      crew.add(
          slices(result.usage().size(), RECORDS), i -> usage.write(i, bytes(out -> usage(i, out))));
      crew.add(() -> alone("accounts.csv", this::accounts));
      crew.add(() -> alone(ResultFolder.SUMMARY, out -> SummaryJson.write(result.summary(), out)));
      crew.work();
    }
  }

  /** Every file has at least one slice, for what is written even where there are no rows. */
  private static int slices(int rows, int size) {
    return Math.max(1, (rows + size - 1) / size);
  }

  private NamedByRows named() throws IOException {
    List<DiscrepancyRow> rows = result.discrepancies();
    NamedByRows named = new NamedByRows(input);
    Crew crew = new Crew();
    crew.add(result::summary);
    crew.add(
        slices(rows.size(), ROWS),
        i -> named.add(rows.subList(i * ROWS, Math.min(rows.size(), (i + 1) * ROWS))));
    crew.work();
    return named;
  }

  private OrderedFile file(String name) throws IOException {
    return new OrderedFile(folder.resolve(name));
  }

  private void alone(String name, Content content) throws IOException {
    try (Writer out = new Utf8Writer(Files.newOutputStream(folder.resolve(name)))) {
      content.write(out);
    }
  }

  private static ByteArrayOutputStream bytes(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (Writer out = new Utf8Writer(bytes)) {
      content.write(out);
    }
    return bytes;
  }

  private void json(DiscrepanciesJson rows, NamedByRows named, int from, int to, Writer out)
      throws IOException {
    if (from == 0) {
      rows.begin(named, out);
    }
    rows.rows(from, to, out);
    if (to == result.discrepancies().size()) {
      rows.end(out);
    }
  }

  private void csv(int from, int to, Writer out) throws IOException {
    CsvFile<DiscrepancyRow> csv = csv(Column.discrepancies(), from == 0, out);
    for (DiscrepancyRow row : result.discrepancies().subList(from, to)) {
      csv.write(row);
    }
  }

  private void usage(int slice, Writer out) throws IOException {
    CsvFile<Integer> csv = csv(Column.usageByPosition(result), slice == 0, out);
    int to = Math.min(result.usage().size(), (slice + 1) * RECORDS);
    for (int i = slice * RECORDS; i < to; i++) {
      csv.write(i);
    }
  }

  private void accounts(Writer out) throws IOException {
    CsvFile<AccountOutcome> csv = csv(Column.accounts(), true, out);
    for (AccountOutcome account : result.accounts().values()) {
      csv.write(account);
    }
  }

  private static <T> CsvFile<T> csv(List<Column<T>> columns, boolean begins, Writer out)
      throws IOException {
    return begins ? new CsvFile<>(columns, out) : CsvFile.continued(columns, out);
  }
}
