package io.trueup.spark;

import io.trueup.facts.InputProblem;
import io.trueup.result.Column;
import io.trueup.result.SummaryJson;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Results as Parquet: the data sets {@code discrepancies}, {@code usage}, {@code accounts}, {@code
 * problems} and {@code summary}, a file a tenant's month in each, in folders {@code
 * tenant=T/month=YYYY-MM}. The summary comes last: without it, there is no whole result.
 */
record ParquetResults(Path out, Configuration hadoop) implements Results {
  private static final List<String> DATA_SETS =
      List.of("summary", "discrepancies", "usage", "accounts", "problems");

  private static final List<Column<Reconciled>> SUMMARY =
      List.of(
          new Column<>("as_of", result -> result.asOf().toString()),
          new Column<>("bundle_hash", result -> result.bundle().hash()),
          new Column<>("input_hash", result -> result.month().inputHash()),
          new Column<>("complete", result -> result.summary().complete()),
          new Column<>("audited", result -> result.summary().audited()),
          new Column<>("summary", result -> SummaryJson.text(result.summary())));

  private static final List<Column<InputProblem>> PROBLEMS =
      List.of(
          new Column<>("file", InputProblem::file),
          new Column<>("line", problem -> String.valueOf(problem.line())),
          new Column<>("column", InputProblem::column),
          new Column<>("kind", InputProblem::kind),
          new Column<>("message", InputProblem::message),
          new Column<>("value", InputProblem::value));

  private interface Content<T> {
    void write(ParquetRows<T> rows) throws IOException;
  }

  @Override
  public void write(TenantMonth key, Reconciled result) throws IOException {
    discard(key);
    write(key, "discrepancies", Column.discrepancies(), all(result.discrepancies()));
    write(key, "usage", Column.usageWithSplits(), rows -> result.forEachUsage(rows::write));
    write(key, "accounts", Column.accounts(), all(result.accounts().values()));
    write(key, "problems", PROBLEMS, all(result.month().problems()));
    write(key, "summary", SUMMARY, all(List.of(result)));
  }

  @Override
  public void discard(TenantMonth key) throws IOException {
    FileSystem fs = CsvResults.fileSystem(out, hadoop);
    for (String name : DATA_SETS) {
      fs.delete(folder(name, key), true);
    }
  }

  private Path folder(String name, TenantMonth key) {
    return new Path(new Path(out, name), key.folder());
  }

  private static <T> Content<T> all(Collection<T> all) {
    return rows -> all.forEach(rows::write);
  }

  private <T> void write(TenantMonth key, String name, List<Column<T>> columns, Content<T> content)
      throws IOException {
    FileSystem fs = CsvResults.fileSystem(out, hadoop);
    Path folder = folder(name, key);
    Path draft = new Path(folder, "_" + UUID.randomUUID());
    Path file = new Path(folder, "result.parquet");
    try {
      try (ParquetRows<T> rows = new ParquetRows<>(fs, draft, name, columns, hadoop)) {
        content.write(rows);
      }
      fs.delete(file, false);
      if (!fs.rename(draft, file)) {
        throw new IOException("cannot rename " + draft + " to " + file);
      }
    } finally {
      fs.delete(draft, false);
    }
  }
}
