package io.trueup.benchmarks;

import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Times a large rulebook through the REST interface of a service of its own with an embedded
 * database: {@code PublishEndToEnd SERVICE_JAR RULES [COUNT RUNS]}. Rules are added to the shipped
 * ones until there are COUNT; then one file is changed, checked, tested, approved by a second
 * person and published, twice, and the service is started again.
 */
final class PublishEndToEnd {
  private static final String CHANGED = "service-mapping/exceptions-0.drl";

  private PublishEndToEnd() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      throw new IllegalArgumentException("usage: PublishEndToEnd SERVICE_JAR RULES [COUNT] [RUNS]");
    }
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 5_000;
    int runs = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Map<String, String> shipped = ShippedRules.files(Path.of(args[1]));
    int there = RuleFacts.load(shipped).get().catalogue().size();
    Map<String, String> files = GeneratedRules.beside(shipped, count - there);
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int run = 0; run < runs; run++) {
      Path folder = Files.createTempDirectory("trueup-publish-benchmark");
      try {
        new PublishEndToEnd.Life(args[0], folder, shipped, files, seconds).live();
      } finally {
        try (Stream<Path> all = Files.walk(folder)) {
          all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
      }
    }
    seconds.forEach(
        (what, values) -> {
          List<Double> sorted = values.stream().sorted().toList();
          System.out.printf(
              Locale.ROOT,
              "%-52s min %7.2f  median %7.2f  max %7.2f%n",
              what,
              sorted.get(0),
              sorted.get(sorted.size() / 2),
              sorted.get(sorted.size() - 1));
        });
  }

  /** One installation, from its first start to its second. */
  private record Life(
      String jar,
      Path folder,
      Map<String, String> shipped,
      Map<String, String> files,
      Map<String, List<Double>> seconds) {
    void live() throws IOException, InterruptedException {
      Path data = Files.createDirectories(folder.resolve("month"));
      new GeneratedFolder(data, Size.S).write();
      int port = freePort();
      Path config = config(port);
      String dataset;
      try (Server server = start(config, port)) {
        Api admin = server.api();
        Api editor = admin.as("RULE_EDITOR");
        Api approver = admin.as("APPROVER");
        dataset = admin.dataset(data);
        time("a month of 60,000 records by the shipped rules", () -> admin.run(dataset));
        String draft = editor.draft("All of them");
        time(
            "all files written, one request each",
            () -> {
              for (Map.Entry<String, String> file : files.entrySet()) {
                if (!file.getValue().equals(shipped.get(file.getKey()))) {
                  editor.put(draft, file.getKey(), file.getValue());
                }
              }
            });
        publish(editor, approver, draft, "all rules new");
        time("a month, first time by all rules", () -> admin.run(dataset));
        for (int round = 1; round <= 2; round++) {
          String what = round == 1 ? "one file changed, first time" : "one file changed, again";
          String edit = editor.draft(what);
          editor.put(edit, CHANGED, GeneratedRules.changed(files.getOrDefault(CHANGED, ""), round));
          publish(editor, approver, edit, what);
          time("a month after " + what, () -> admin.run(dataset));
        }
      }
      long again = System.nanoTime();
      try (Server server = start(config, port)) {
        note("start of the service to its first answer", again);
        server.api().run(dataset);
        note("start of the service to its first month", again);
      }
    }

    private void publish(Api editor, Api approver, String draft, String what)
        throws IOException, InterruptedException {
      time(what + ": check", () -> editor.step(draft, "check", "{}"));
      time(what + ": test", () -> editor.step(draft, "test", "{}"));
      time(
          what + ": approve and publish",
          () -> {
            approver.step(draft, "approve", "{\"override_reason\": \"a benchmark\"}");
            approver.step(draft, "publish", "{}");
          });
    }

    private Path config(int port) throws IOException {
      return Files.writeString(
          folder.resolve("config.yml"),
          """
          storage: {directory: '%s'}
          datasets: {allowed_directories: ['%s']}
          server:
            applicationConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
            adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
          """
              .formatted(folder.resolve("data"), folder, port));
    }

    private Server start(Path config, int port) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx2g",
                  "-jar",
                  jar,
                  "server",
                  config.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile())
              .start();
      Api api = new Api(port, folder.resolve("data/admin.key"));
      for (int i = 0; i < 600; i++) {
        if (api.answers()) {
          return new Server(process, api);
        }
        if (!process.isAlive()) {
          break;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      process.destroy();
      throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
    }

    private interface Work {
      void run() throws IOException, InterruptedException;
    }

    private void time(String what, Work work) throws IOException, InterruptedException {
      long start = System.nanoTime();
      work.run();
      note(what, start);
    }

    private void note(String what, long start) {
      double took = (System.nanoTime() - start) / 1e9;
      seconds.computeIfAbsent(what, key -> new ArrayList<>()).add(took);
      System.err.printf(Locale.ROOT, "%-52s %7.2f%n", what, took);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private record Server(Process process, Api api) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      process.destroy();
      try (InputStream rest = process.getInputStream()) {
        rest.transferTo(java.io.OutputStream.nullOutputStream());
        process.waitFor(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
