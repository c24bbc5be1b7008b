package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times syncs of a paged vendor on this machine, from the first request to the snapshot in force,
 * each in a JVM of its own with a heap of 512 MiB: {@code SyncEndToEnd SERVICE_JAR [RECORDS]
 * [RUNS]}. Beside them a bare loop, in a JVM of its own too, that only downloads and parses the
 * same pages. Each run begins with an empty database; a second sync in it finds nothing changed.
 */
final class SyncEndToEnd {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SyncEndToEnd() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: SyncEndToEnd SERVICE_JAR [RECORDS] [RUNS]");
    }
    int records = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    List<Double> loop = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    List<Double> unchanged = new ArrayList<>();
    try (PagedVendor vendor = new PagedVendor(records)) {
      for (int run = 0; run < runs; run++) {
        loop.add(
            Double.parseDouble(
                    run(
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BareLoop.class.getName(),
                            vendor.address())
                        .split(" ")[1]
                        .strip())
                / 1000);
        Path folder = Files.createTempDirectory("trueup-sync-benchmark");
        try {
          Path config = config(folder, vendor.address());
          first.add(sync(args[0], config, records, records + 500));
          unchanged.add(sync(args[0], config, records, 0));
        } finally {
          try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
          }
        }
      }
    }
    print("bare loop: download and parse", loop);
    print("sync into an empty database", first);
    print("sync that finds nothing changed", unchanged);
    System.out.printf(
        Locale.ROOT,
        "ratio of medians: %.2f first, %.2f unchanged%n",
        median(first) / median(loop),
        median(unchanged) / median(loop));
  }

  private static Path config(Path folder, String address) throws IOException {
    return Files.writeString(
        folder.resolve("config.yml"),
        """
        storage: {directory: '%s'}
        connectors: {fetch: {http: true, allowed_addresses: [127.0.0.1/32]}}
        integrations:
          - {id: ninja, connector: ninjaone, settings: {base_url: '%s'}, credentials: {client_id: benchmark, client_secret: benchmark-secret}}
        """
            .formatted(folder.resolve("data"), address));
  }

  private static double sync(String jar, Path config, int records, int changed)
      throws IOException, InterruptedException {
    String out =
        run(
            "-Xmx512m",
            "-jar",
            jar,
            "sync",
            "--config",
            config.toString(),
            "--once",
            "--json",
            "--quiet");
    JsonNode sync = JSON.readTree(out).path(0);
    if (sync.path("records").asInt() < records || sync.path("added").asInt() != changed) {
      throw new IllegalStateException("not what was expected: " + out);
    }
    return sync.path("milliseconds").asLong() / 1000.0;
  }

  /** What a process of its own prints. */
  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() > 1) {
      throw new IllegalStateException("exit code " + process.exitValue() + " of " + command);
    }
    return out;
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
