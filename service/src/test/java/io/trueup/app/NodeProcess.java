package io.trueup.app;

import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A node in a process of its own, on a database that others use too. */
final class NodeProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private NodeProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param folder for what it keeps; the first node's is called {@code one}, its key is all nodes'
   */
  static NodeProcess start(TestDatabase database, Path folder, String settings)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = freePort();
    Path firstKey = folder.resolveSibling("one").resolve("home").resolve("master.key");
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            storage: {directory: '%s'}
            database: {url: '%s', user: '%s', password: '%s', migration: {at_start: false}}
            secrets: %s
            datasets: {allowed_directories: ['%s']}
            runs: %s
            server:
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              requestLog: {appenders: []}
            logging: {level: WARN, loggers: {io.trueup.reconcile: INFO}}
            """
                .formatted(
                    folder.resolve("home"),
                    database.access().url(),
                    database.access().application().user(),
                    database.access().application().password(),
                    Files.exists(firstKey) ? "{master_key_file: '" + firstKey + "'}" : "{}",
                    folder.resolveSibling("drop"),
                    settings,
                    port));
    Path log = folder.resolve("log");
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "server",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // What the node is called begins with the machine's name.
    command.environment().put("HOSTNAME", String.valueOf(folder.getFileName()));
    Process process = command.start();
    NodeProcess node = new NodeProcess(process, port, log);
    for (int i = 0; i < 1_200 && process.isAlive(); i++) {
      if (node.answers()) {
        return node;
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new AssertionError("the node does not start: " + Files.readString(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws IOException, InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/openapi.json"))
              .timeout(Duration.ofSeconds(20))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " ended with " + code);
    }
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
