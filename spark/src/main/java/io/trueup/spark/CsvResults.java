package io.trueup.spark;

import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import io.trueup.result.SummaryJson;
import io.trueup.stage.Reconciled;
import io.trueup.stage.UsageRow;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Results as {@code trueup reconcile} writes them, byte by byte: a folder {@code
 * tenant=T/month=YYYY-MM} with the files for programs. It is written elsewhere and renamed; {@code
 * summary.json} is its last file, so that a folder without it holds no whole result.
 */
record CsvResults(Path out, Configuration hadoop) implements Results {
  private interface Content {
    void write(Writer out) throws IOException;
  }

  @Override
  public void write(TenantMonth key, Reconciled result) throws IOException {
    FileSystem fs = fileSystem(out, hadoop);
    Path target = new Path(out, key.folder());
    Path draft = new Path(target.getParent(), "_" + target.getName() + "." + UUID.randomUUID());
    try {
      write(
          fs,
          new Path(draft, "discrepancies.csv"),
          file -> all(Column.discrepancies(), result.discrepancies(), file));
      write(fs, new Path(draft, "usage.csv"), file -> usage(result, file));
      write(
          fs,
          new Path(draft, "accounts.csv"),
          file -> all(Column.accounts(), result.accounts().values(), file));
      write(fs, new Path(draft, "summary.json"), file -> SummaryJson.write(result.summary(), file));
      discard(key);
      if (!fs.rename(draft, target)) {
        throw new IOException("cannot rename " + draft + " to " + target);
      }
    } finally {
      fs.delete(draft, true);
    }
  }

  @Override
  public void discard(TenantMonth key) throws IOException {
    FileSystem fs = fileSystem(out, hadoop);
    Path target = new Path(out, key.folder());
    if (fs.exists(new Path(target, "companies.csv"))) {
      throw new IOException(target + " is an export folder and is never written over");
    }
    fs.delete(target, true);
  }

  /** On this machine's own disk without Hadoop's checksum files beside the results. */
  static FileSystem fileSystem(Path path, Configuration hadoop) throws IOException {
    FileSystem fs = path.getFileSystem(hadoop);
    return fs instanceof org.apache.hadoop.fs.LocalFileSystem local ? local.getRaw() : fs;
  }

  static <T> void write(FileSystem fs, Path file, List<Column<T>> columns, Collection<T> rows)
      throws IOException {
    write(fs, file, out -> all(columns, rows, out));
  }

  private static void write(FileSystem fs, Path file, Content content) throws IOException {
    try (Writer out = new OutputStreamWriter(fs.create(file, true), StandardCharsets.UTF_8)) {
      content.write(out);
    }
  }

  private static <T> void all(List<Column<T>> columns, Collection<T> rows, Writer out)
      throws IOException {
    CsvFile<T> csv = new CsvFile<>(columns, out);
    for (T row : rows) {
      csv.write(row);
    }
  }

  private static void usage(Reconciled result, Writer out) throws IOException {
    CsvFile<UsageRow> csv = new CsvFile<>(Column.usageOf(result), out);
    try {
      result.forEachUsage(
          row -> {
            try {
              csv.write(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
