package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Times how long somebody waits who asks what a draft would have made of a month of 60,000 usage
 * records: {@code WhatIf SERVICE_JAR [ROUNDS]}. A server with a database of its own in a JVM on two
 * cores runs the month; then a rule's limit is edited, checked, tested and compared, round by
 * round. Timed is the request {@code POST .../compare}, from outside, and the CPU that the server
 * spends on it: on a machine that is busy with other things the second says more.
 */
final class WhatIf {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/v1";
  private static final String RULE = "/files/discrepancies/accepted.drl";
  private static final String LIMIT = "absoluteDelta <= $tolerance";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String key;
  private final ProcessHandle server;

  private WhatIf(String address, String key, ProcessHandle server) {
    this.address = address;
    this.key = key;
    this.server = server;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: WhatIf SERVICE_JAR [ROUNDS]");
    }
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 12;
    Path folder = Files.createTempDirectory("trueup-whatif-benchmark");
    Process server = null;
    try {
      int port = freePort();
      Path home = folder.resolve("home");
      server = start(args[0], folder, home, port);
      WhatIf asking = await(server, home, "http://127.0.0.1:" + port);
      asking.compare(asking.run(folder.resolve("month")), rounds);
    } finally {
      if (server != null) {
        server.destroy();
        server.waitFor();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process start(String jar, Path folder, Path home, int port) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            storage: {directory: '%s'}
            server:
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              requestLog: {appenders: []}
            logging: {level: WARN}
            """
                .formatted(home, port));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-XX:ActiveProcessorCount=2",
            "-jar",
            jar,
            "server",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("server.log").toFile())
        .start();
  }

  private static WhatIf await(Process server, Path home, String address)
      throws IOException, InterruptedException {
    for (int i = 0; i < 600 && server.isAlive(); i++) {
      Path key = home.resolve("admin.key");
      if (Files.exists(key)) {
        WhatIf asking = new WhatIf(address, Files.readString(key).strip(), server.toHandle());
        try {
          asking.send(asking.request("/whoami").GET());
          return asking;
        } catch (IOException notYet) {
          Thread.sleep(100);
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the server does not answer");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + API + path))
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.missingNode();
  }

  private JsonNode post(String path, String json) throws IOException, InterruptedException {
    return send(post(path, BodyPublishers.ofString(json), "application/json"));
  }

  private HttpRequest.Builder post(String path, BodyPublisher body, String type) {
    return request(path).header("Content-Type", type).header("If-Match", "*").POST(body);
  }

  /** The id of a run of the generated month. */
  private String run(Path folder) throws IOException, InterruptedException {
    new GeneratedFolder(folder, Size.S).write();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    String dataset =
        send(post("/datasets", BodyPublishers.ofByteArray(bytes.toByteArray()), "application/zip"))
            .path("dataset_id")
            .asText();
    String run = post("/runs", "{\"dataset_id\": \"" + dataset + "\"}").path("run_id").asText();
    for (int i = 0; i < 1_200; i++) {
      JsonNode now = send(request("/runs/" + run).GET());
      if (now.path("status").asText().equals("done")) {
        System.out.printf(
            Locale.ROOT,
            "%,d usage records, %,d discrepancies and matched lines%n",
            now.path("usage_records").asLong(),
            now.path("discrepancies").asLong());
        return run;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the run does not end");
  }

  private void compare(String run, int rounds) throws IOException, InterruptedException {
    String draft =
        "/rulebook/drafts/"
            + post("/rulebook/drafts", "{\"title\": \"A wider tolerance\"}")
                .path("draft_id")
                .asText();
    String rule = http.send(request(draft + RULE).GET().build(), BodyHandlers.ofString()).body();
    List<Double> seconds = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      send(
          request(draft + RULE)
              .header("Content-Type", "text/plain")
              .header("If-Match", "*")
              .PUT(
                  BodyPublishers.ofString(
                      rule.replace(
                          LIMIT, "absoluteDelta <= " + (1 + round % 3) + "." + round + "B"))));
      post(draft + "/check", "{}");
      post(draft + "/test", "{}");
      double before = cpu();
      long start = System.nanoTime();
      JsonNode compared = post(draft + "/compare", "{\"run_id\": \"" + run + "\"}");
      seconds.add((System.nanoTime() - start) / 1e9);
      cpu.add(cpu() - before);
      System.out.printf(
          Locale.ROOT, "%5.2f s  %s%n", seconds.get(round), compared.path("summary").asText());
    }
    print("on the wall", seconds);
    print("of CPU", cpu);
  }

  /** Seconds of CPU that the server has spent. */
  private double cpu() {
    return server.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  private static void print(String what, List<Double> seconds) {
    List<Double> warm =
        seconds.subList(Math.min(2, seconds.size() - 1), seconds.size()).stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: first %.2f s; after two rounds min %.2f s, median %.2f s, max %.2f s of %d%n",
        what,
        seconds.get(0),
        warm.get(0),
        warm.get(warm.size() / 2),
        warm.get(warm.size() - 1),
        warm.size());
  }
}
