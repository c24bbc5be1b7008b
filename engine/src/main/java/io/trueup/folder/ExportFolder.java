package io.trueup.folder;

import io.trueup.facts.Account;
import io.trueup.facts.Company;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a folder of exported CSV files: see {@code docs/reference/export-folder.md}. Rows that
 * cannot be used are reported and left out; everything else goes on without them. Memory does not
 * depend on the size of any cell, row or file beyond the facts that are kept.
 */
public final class ExportFolder {
  private ExportFolder() {}

  /**
   * Reads a month with everything in it.
   *
   * @throws UnusableFolder when a required file or column is missing, or a file cannot be read
   */
  public static Month read(Path folder, ReadOptions options) {
    return reading(folder, options).month();
  }

  /**
   * As {@link #read(Path, ReadOptions)}, with what spares reading usage.csv the next time.
   *
   * @throws UnusableFolder when a required file or column is missing, or a file cannot be read
   */
  public static MonthReading reading(Path folder, ReadOptions options) {
    FolderSource source = new FolderSource(folder, options.maxFileBytes());
    source.requireFiles(options.packed());
    MonthReader reader = new MonthReader(source, options);
    for (String name : source.strangers()) {
      Nearest.find(name, ExportFiles.list().stream().map(ExportFile::name).toList())
          .ifPresent(
              near ->
                  reader.report(
                      new InputProblem(
                          Printable.value(name),
                          0,
                          "",
                          ProblemKind.UNKNOWN_FILE.code(),
                          "",
                          "is not read; rename it to " + near + " if that is what it is")));
    }
    Month month = reader.read();
    return new MonthReading(month, reader.usage());
  }

  /**
   * Reads a month from tables that are split into cells already.
   *
   * @throws UnusableFolder when a required column of a table is missing
   */
  public static Month read(Tables tables, ReadOptions options) {
    return new MonthReader(tables.source(), options).read();
  }

  /**
   * Reads a month from tables that are handed over row by row.
   *
   * @throws UnusableFolder when a required column of a table is missing
   */
  public static Month read(TableFeed feed, ReadOptions options) {
    return new MonthReader(new FeedSource(feed, ""), options).read();
  }

  /**
   * Reads usage.csv record by record and keeps none: a million records in a few tens of megabytes.
   * Ids are checked against integrations.csv and accounts.csv.
   *
   * @param records takes each record, in file order
   * @param problems takes each problem
   * @throws UnusableFolder when one of the three files or a required column is missing, or a file
   *     cannot be read
   */
  public static void streamUsage(
      Path folder, Consumer<UsageRecord> records, Consumer<InputProblem> problems) {
    FolderSource source = new FolderSource(folder, ReadOptions.DEFAULTS.maxFileBytes());
    Reading reading = new Reading(new Keys(), problems, new ContentHash(), Map.of());
    each(source, ExportFiles.INTEGRATIONS, reading, row -> {});
    each(source, ExportFiles.ACCOUNTS, reading, row -> {});
    each(source, ExportFiles.USAGE, reading, row -> records.accept(UsageRows.record(row)));
  }

  /**
   * Reads one file of companies by itself, wherever it lies and whatever it is called.
   *
   * @throws UnusableFolder when a required column is missing or the file cannot be read
   */
  public static List<Company> readCompanies(Path file, Consumer<InputProblem> problems) {
    return alone(file, ExportFiles.COMPANIES, FactRows::company, problems);
  }

  /**
   * Reads one file of accounts by itself, wherever it lies and whatever it is called.
   *
   * @throws UnusableFolder when a required column is missing or the file cannot be read
   */
  public static List<Account> readAccounts(Path file, Consumer<InputProblem> problems) {
    return alone(file, ExportFiles.ACCOUNTS, FactRows::account, problems);
  }

  private static <T> List<T> alone(
      Path file, ExportFile kind, Function<Row, T> fact, Consumer<InputProblem> problems) {
    Reading reading = new Reading(new Keys(), problems, new ContentHash(), Map.of());
    List<T> facts = new ArrayList<>();
    RowSource rows = FolderSource.openFile(file, ReadOptions.DEFAULTS.maxFileBytes());
    new TableReader(kind, String.valueOf(file.getFileName()), reading)
        .read(rows, file.toString(), row -> facts.add(fact.apply(row)));
    return facts;
  }

  private static void each(
      FolderSource source, ExportFile file, Reading reading, Consumer<Row> sink) {
    RowSource rows =
        source
            .open(file.name())
            .orElseThrow(
                () ->
                    new UnusableFolder(
                        "required file " + file.name() + " is missing",
                        source.where("."),
                        "export it"));
    new TableReader(file, file.name(), reading).read(rows, source.where(file.name()), sink);
  }
}
