package io.trueup.benchmarks;

import io.trueup.folder.ExportFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
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

/** Usage of 15,000 records from CSV: scanned, checked and made facts; and only split by FastCSV. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CsvBenchmark {
  private Path folder = Path.of("");

  /** Writes the folder once. */
  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("trueup-csv-benchmark");
    new GeneratedFolder(folder, Size.XS).write();
  }

  /** Takes it away. */
  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Facts of usage.csv, none kept. */
  @Benchmark
  public long facts() {
    LongAdder records = new LongAdder();
    ExportFolder.streamUsage(folder, record -> records.increment(), problem -> {});
    return records.sum();
  }

  /** Every cell of every file as a text. */
  @Benchmark
  public long cells() throws IOException {
    return ParseFolder.parse(folder);
  }
}
