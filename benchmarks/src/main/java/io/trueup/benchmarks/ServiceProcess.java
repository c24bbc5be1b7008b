package io.trueup.benchmarks;

import io.trueup.platform.db.DatabaseAccess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The service in a process of its own, on a database that is there. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Api api;

  private ServiceProcess(Process process, Api api) {
    this.process = process;
    this.api = api;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param home its folder
   * @param data the folder whose months may be named in place of an upload
   */
  static ServiceProcess start(Path home, Path data, DatabaseAccess access)
      throws IOException, InterruptedException {
    int port = freePort();
    Path config =
        Files.writeString(
            home.resolve("config.yml"),
            """
            storage: {directory: '%s'}
            database:
              url: '%s'
              user: '%s'
              password: '%s'
              migration: {user: '%s', password: '%s', at_start: true}
            datasets: {allowed_directories: ['%s'], max_unpacked: 16GiB}
            server:
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              requestLog: {appenders: []}
            logging: {level: WARN}
            """
                .formatted(
                    home,
                    access.url(),
                    access.application().user(),
                    access.application().password(),
                    access.getOwner().user(),
                    access.getOwner().password(),
                    data.toAbsolutePath().getParent(),
                    port));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx" + System.getProperty("trueup.bench.heap", "4g"),
                "-Dtrueup.home=" + System.getProperty("trueup.home", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "io.trueup.app.Main",
                "server",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("server.log").toFile())
            .start();
    ServiceProcess service = new ServiceProcess(process, new Api(port, home.resolve("admin.key")));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!service.ready(home)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String log = Files.readString(home.resolve("server.log"));
        process.destroy();
        throw new IOException("the service does not answer: " + log);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return service;
  }

  private boolean ready(Path home) throws IOException, InterruptedException {
    return Files.exists(home.resolve("admin.key")) && api.answers();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Api api() {
    return api;
  }

  /** CPU time so far, in nanoseconds. */
  long cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
