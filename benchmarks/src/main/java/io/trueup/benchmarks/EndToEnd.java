package io.trueup.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times {@code reconcile} from CSV to result files, each run in a JVM of its own: {@code EndToEnd
 * SERVICE_JAR [S|M] [RUNS]}. Beside it stands the least that any program must do with the same
 * folder in a JVM of its own: read every byte of it and split it into lines.
 */
final class EndToEnd {
  private EndToEnd() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: EndToEnd SERVICE_JAR [S|M] [RUNS]");
    }
    Size size = args.length > 1 ? Size.valueOf(args[1]) : Size.S;
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    Path work = Files.createTempDirectory("trueup-benchmark");
    try {
      Path folder = work.resolve("month");
      new GeneratedFolder(folder, size).write();
      List<Double> reconcile = new ArrayList<>();
      List<Double> reading = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        reading.add(
            time(
                "-cp",
                System.getProperty("java.class.path"),
                ReadLines.class.getName(),
                folder.toString()));
        reconcile.add(
            time(
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                args[0],
                "reconcile",
                "--quiet",
                "--as-of",
                GeneratedFolder.AS_OF.toString(),
                "--data",
                folder.toString(),
                "--out",
                work.resolve("out").toString()));
      }
      print("reconcile, CSV to result files", reconcile);
      print("reading the same bytes", reading);
      System.out.printf(
          Locale.ROOT, "ratio of medians: %.1f%n", median(reconcile) / median(reading));
    } finally {
      try (Stream<Path> files = Files.walk(work)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  /** Wall seconds of one process, the start of its JVM included. */
  private static double time(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("exit code " + exit + " of " + command);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> seconds) {
    return seconds.stream().sorted().toList().get(seconds.size() / 2);
  }

  private static void print(String what, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: min %.2f s, median %.2f s, max %.2f s of %d runs%n",
        what,
        sorted.get(0),
        median(seconds),
        sorted.get(sorted.size() - 1),
        sorted.size());
  }
}
