package io.trueup.benchmarks;

import io.trueup.facts.UsageRecord;
import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.db.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** 15,000 rows encoded for COPY and taken in by PostgreSQL, into a temporary table. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CopyBenchmark {
  private static final List<String> COLUMNS =
      List.of("integration_id", "account_id", "record_id", "quantity");

  private final List<UsageRecord> records =
      new GeneratedMonth(Size.XS, GeneratedMonth.SEED).usage();
  private final Path folder = folder();
  private final EmbeddedPostgres server = EmbeddedPostgres.start(folder, false);
  private final Handle handle =
      Jdbi.create(
              server.address("postgres"), server.superuser().user(), server.superuser().password())
          .open();

  private static Path folder() {
    try {
      return Files.createTempDirectory("trueup-copy-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the table. */
  @Setup
  public void table() {
    handle.execute(
        "CREATE TEMPORARY TABLE target (integration_id text, account_id text, record_id text, quantity numeric)");
  }

  /** Stops the server. */
  @TearDown
  public void stop() throws IOException {
    handle.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** In one transaction that is rolled back. */
  @Benchmark
  public long copy() {
    handle.begin();
    BulkLoad.stage(
        handle,
        "target",
        COLUMNS,
        records.iterator(),
        (record, row) ->
            row.text(record.integrationId())
                .text(record.accountId())
                .text(record.recordId())
                .number(record.quantity()));
    handle.rollback();
    return records.size();
  }
}
