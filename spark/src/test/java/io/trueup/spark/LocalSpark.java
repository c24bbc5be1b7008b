package io.trueup.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Spark in this JVM, on two cores, and jobs in it. */
final class LocalSpark {
  /**
   * What a job came to.
   *
   * @param code its exit code
   * @param out what it said
   */
  record Run(int code, String out) {}

  private LocalSpark() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("trueup test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", "target/warehouse")
        .getOrCreate();
  }

  static Run run(Object... arguments) throws IOException {
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code;
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      code = ReconcileJob.run(session(), JobArguments.of(texts), out);
    }
    return new Run(code, said.toString(StandardCharsets.UTF_8));
  }

  /** All files of a folder by name. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return files;
  }
}
