package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads in a JVM of its own, whose heap is too small for what would be held. */
class BoundedMemoryTest {
  @TempDir Path folder;

  @Test
  void a_million_usage_rows_are_streamed_in_96_mebibytes() throws Exception {
    new Exports(folder);
    try (BufferedWriter usage = Files.newBufferedWriter(folder.resolve("usage.csv"))) {
      usage.write(Exports.USAGE_HEADER);
      for (int i = 0; i < 1_000_000; i++) {
        usage.write("I1,T1,record-" + i + ",user,User " + i + ",1\n");
      }
    }
    assertThat(stream("96m")).isEqualTo("1000000 records, 0 problems");
  }

  @Test
  void a_cell_of_200_megabytes_costs_its_row_only_and_is_not_held() throws Exception {
    new Exports(folder);
    try (BufferedWriter usage = Files.newBufferedWriter(folder.resolve("usage.csv"))) {
      usage.write(Exports.USAGE_HEADER + "I1,T1,R1,user,Ann,1\nI1,T1,R2,user,\"");
      char[] filling = "x, \n".repeat(250_000).toCharArray();
      for (int i = 0; i < 200; i++) {
        usage.write(filling);
      }
      usage.write("\",1\nI1,T1,R3,user,Cid,1\n");
    }
    assertThat(stream("48m")).isEqualTo("2 records, 1 problems usage.csv:3: name too_long");
  }

  private String stream(String heap) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+UseSerialGC",
                    "-cp",
                    place(ExportFolder.class) + java.io.File.pathSeparator + place(Counting.class),
                    Counting.class.getName(),
                    folder.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.strip();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Streams a folder and says what it saw. */
  static final class Counting {
    private Counting() {}

    public static void main(String[] args) {
      int[] counts = new int[2];
      StringBuilder problems = new StringBuilder();
      ExportFolder.streamUsage(
          Path.of(args[0]),
          usage -> counts[0]++,
          problem -> {
            counts[1]++;
            problems.append(
                " %s:%d: %s %s"
                    .formatted(problem.file(), problem.line(), problem.column(), problem.kind()));
          });
      System.out.println(counts[0] + " records, " + counts[1] + " problems" + problems);
    }
  }
}
