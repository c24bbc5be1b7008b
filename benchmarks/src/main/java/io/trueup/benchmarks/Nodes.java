package io.trueup.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Times a run by one node and by two: {@code Nodes SERVICE_JAR [COMPANIES LINES RECORDS [ROUNDS
 * [BATCH]]]}. Each node is a JVM that sees one core ({@code -XX:ActiveProcessorCount=1}, one batch
 * at a time); all use one PostgreSQL, which the first one brings along. Every measurement has a
 * database and JVMs of its own, which a small month warms first; one node and two take turns.
 */
final class Nodes {

  private final String jar;
  private final Path months;
  private final int batch;

  private Nodes(String jar, Path months, int batch) {
    this.jar = jar;
    this.months = months;
    this.batch = batch;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: Nodes SERVICE_JAR [S|M|L [ROUNDS [BATCH]]]");
    }
    Size size = args.length > 1 ? Size.valueOf(args[1]) : Size.M;
    int rounds = number(args, 2, 3);
    Path folder = Files.createTempDirectory("trueup-nodes-benchmark");
    try {
      Path months = Files.createDirectories(folder.resolve("months"));
      new GeneratedFolder(months.resolve("warm"), Size.XS).write();
      new GeneratedFolder(months.resolve("month"), size).write();
      Nodes nodes = new Nodes(args[0], months, number(args, 3, 50_000));
      List<Took> one = new ArrayList<>();
      List<Took> two = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        one.add(nodes.measure(folder.resolve("one-" + round), 1));
        two.add(nodes.measure(folder.resolve("two-" + round), 2));
      }
      print("one node", one);
      print("two nodes", two);
    } finally {
      delete(folder);
    }
  }

  private static int number(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  /**
   * What a run took.
   *
   * @param cpu seconds of CPU of all nodes, without the database's
   */
  private record Took(double seconds, double cpu) {}

  private Took measure(Path folder, int count) throws IOException, InterruptedException {
    List<Process> nodes = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      int port = freePort();
      Path home = folder.resolve("home");
      nodes.add(start(folder, 0, home, port, "{}", "{}"));
      Api api = new Api(port, home.resolve("admin.key"));
      await(api);
      for (int i = 1; i < count; i++) {
        int other = freePort();
        String key = "{master_key_file: '" + home.resolve("master.key") + "'}";
        nodes.add(start(folder, i, folder.resolve("home-" + i), other, database(home), key));
        await(new Api(other, home.resolve("admin.key")));
      }
      api.run(api.dataset(months.resolve("warm")));
      String dataset = api.dataset(months.resolve("month"));
      double cpu = cpu(nodes);
      long start = System.nanoTime();
      api.run(dataset);
      Took took = new Took((System.nanoTime() - start) / 1e9, cpu(nodes) - cpu);
      System.out.printf(
          Locale.ROOT,
          "%d: %.1f s on the wall, %.1f s of CPU%n",
          count,
          took.seconds(),
          took.cpu());
      return took;
    } finally {
      for (int i = nodes.size() - 1; i >= 0; i--) {
        nodes.get(i).destroy();
        nodes.get(i).waitFor();
      }
      delete(folder);
    }
  }

  private Process start(
      Path folder, int number, Path home, int port, String database, String secrets)
      throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config-" + number + ".yml"),
            """
            storage: {directory: '%s'}
            database: %s
            secrets: %s
            datasets: {allowed_directories: ['%s']}
            runs: {batch_records: %d, batch_workers: 1}
            server:
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              requestLog: {appenders: []}
            logging: {level: WARN}
            """
                .formatted(home, database, secrets, months, batch, port));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-XX:ActiveProcessorCount=1",
            "-jar",
            jar,
            "server",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log-" + number).toFile())
        .start();
  }

  /** The first node's PostgreSQL, for the others. */
  private static String database(Path home) throws IOException {
    Path postgres = home.resolve("postgres");
    Properties passwords = new Properties();
    try (var in = Files.newInputStream(postgres.resolve("passwords.properties"))) {
      passwords.load(in);
    }
    String port = Files.readAllLines(postgres.resolve("data").resolve("postmaster.pid")).get(3);
    return "{url: 'jdbc:postgresql://127.0.0.1:%s/trueup', password: '%s', migration: {at_start: false}}"
        .formatted(port.strip(), passwords.getProperty("application"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void await(Api api) throws IOException, InterruptedException {
    for (int i = 0; i < 1_200; i++) {
      if (api.answers()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("the node does not answer");
  }

  private static double cpu(List<Process> nodes) {
    return nodes.stream()
            .mapToLong(node -> node.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum()
        / 1e9;
  }

  private static void print(String what, List<Took> all) {
    List<Double> wall = all.stream().map(Took::seconds).sorted().toList();
    List<Double> cpu = all.stream().map(Took::cpu).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: min %.1f s, median %.1f s, max %.1f s of %d; CPU of the nodes %.1f s%n",
        what,
        wall.get(0),
        wall.get(wall.size() / 2),
        wall.get(wall.size() - 1),
        wall.size(),
        cpu.get(cpu.size() / 2));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
