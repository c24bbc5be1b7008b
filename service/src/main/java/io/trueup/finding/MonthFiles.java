package io.trueup.finding;

import io.trueup.period.Period;
import io.trueup.platform.db.Blobs;
import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * What a month is handed out as. While it is under review the files are made as they are asked for;
 * once it is closed they are those that were kept then.
 */
public final class MonthFiles {
  /** Every finding with what was decided. */
  public static final String FINDINGS_CSV = "findings.csv";

  /** The same as a workbook. */
  public static final String FINDINGS_XLSX = "findings.xlsx";

  /** Billing lines that are to be changed, from what to what. */
  public static final String CHANGES_CSV = "changes.csv";

  /** The names of all files. */
  public static final List<String> NAMES = List.of(FINDINGS_CSV, FINDINGS_XLSX, CHANGES_CSV);

  private MonthFiles() {}

  /** A kept file. */
  public record Kept(String name, long sizeBytes, String sha256, UUID blobId) {}

  /**
   * Writes a file.
   *
   * @param name one of {@link #NAMES}
   */
  public static void write(Handle handle, Period period, String name, Path to) throws IOException {
    Optional<Kept> kept = period.closed() ? find(handle, period.month(), name) : Optional.empty();
    try (OutputStream out = Files.newOutputStream(to)) {
      if (kept.isPresent()) {
        Blobs.copy(handle, kept.get().blobId(), out);
      } else {
        make(handle, period, name, out);
      }
    }
  }

  private static void make(Handle handle, Period period, String name, OutputStream out)
      throws IOException {
    switch (name) {
      case FINDINGS_CSV -> csv(handle, period, MonthColumns.findings(), each -> true, out);
      case CHANGES_CSV ->
          csv(handle, period, MonthColumns.changes(), Reviewed::changesBilling, out);
      default -> sheet(handle, period, out);
    }
  }

  private static void csv(
      Handle handle,
      Period period,
      List<Column<Reviewed>> columns,
      Predicate<Reviewed> which,
      OutputStream out)
      throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    CsvFile<Reviewed> file = new CsvFile<>(columns, writer);
    try (ResultIterator<Reviewed> rows = Reviewed.all(handle, period)) {
      while (rows.hasNext()) {
        Reviewed row = rows.next();
        if (which.test(row)) {
          file.write(row);
        }
      }
    }
    writer.flush();
  }

  private static void sheet(Handle handle, Period period, OutputStream out) throws IOException {
    try (MonthSheet sheet =
            new MonthSheet(out, "Findings " + period.month(), MonthColumns.findings());
        ResultIterator<Reviewed> rows = Reviewed.all(handle, period)) {
      boolean room = true;
      while (room && rows.hasNext()) {
        room = sheet.add(rows.next());
      }
    }
  }

  /**
   * Keeps all files of a month that is about to be closed.
   *
   * @param scratch a folder for them while they are made
   * @return digests by name
   */
  static Map<String, String> keep(Handle handle, Period period, Path scratch) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String name : NAMES) {
      Path file = Files.createTempFile(scratch, "month", "");
      try {
        write(handle, period, name, file);
        try (InputStream in = Files.newInputStream(file)) {
          Blobs.Blob blob = Blobs.store(handle, in);
          insert(handle, period, new Kept(name, blob.size(), blob.sha256(), blob.id()));
          digests.put(name, blob.sha256());
        }
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return digests;
  }

  private static void insert(Handle handle, Period period, Kept file) {
    handle
        .createUpdate(
            """
            INSERT INTO period_file (tenant_id, month, name, size_bytes, sha256, blob_id)
            VALUES (current_setting('app.tenant')::uuid, :month, :name, :size, :sha, :blob)
            """)
        .bind("month", period.month().atDay(1))
        .bind("name", file.name())
        .bind("size", file.sizeBytes())
        .bind("sha", file.sha256())
        .bind("blob", file.blobId())
        .execute();
  }

  /** The files that were kept of a month; none before it is closed. */
  public static List<Kept> list(Handle handle, YearMonth month) {
    return handle
        .createQuery(
            """
            SELECT name, size_bytes, sha256, blob_id FROM period_file WHERE month = :month
            ORDER BY name
            """)
        .bind("month", month.atDay(1))
        .map(
            (row, context) ->
                new Kept(
                    row.getString("name"),
                    row.getLong("size_bytes"),
                    row.getString("sha256"),
                    row.getObject("blob_id", UUID.class)))
        .list();
  }

  private static Optional<Kept> find(Handle handle, YearMonth month, String name) {
    return list(handle, month).stream().filter(file -> file.name().equals(name)).findFirst();
  }
}
