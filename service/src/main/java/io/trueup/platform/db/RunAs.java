package io.trueup.platform.db;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How to start a program that refuses to run as root. PostgreSQL does; containers and CI machines
 * are often root all the same.
 *
 * @param prefix words to put before the command; empty for an ordinary user
 * @param chown whether files must be handed to {@code nobody} first
 */
record RunAs(List<String> prefix, boolean chown) {
  private static final Duration TRIAL = Duration.ofSeconds(10);

  RunAs {
    prefix = List.copyOf(prefix);
  }

  /**
   * Finds the way that works on this machine. A user namespace is best: the process is nobody in
   * particular, while the files stay ours. Where namespaces are refused, {@code setpriv} changes to
   * the user nobody, which then must own the data.
   */
  static RunAs detect() {
    if (PostgresPrograms.windows() || !"root".equals(System.getProperty("user.name"))) {
      return new RunAs(List.of(), false);
    }
    List<String> namespace = List.of("unshare", "-U");
    if (succeeds(namespace)) {
      return new RunAs(namespace, false);
    }
    List<String> nobody = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
    if (succeeds(nobody)) {
      return new RunAs(nobody, true);
    }
    throw new StartupException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here",
        "user root",
        "start as an ordinary user, or name a PostgreSQL server in config.yml (database.url)");
  }

  private static boolean succeeds(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("id", "-u"));
    try {
      return execute(command, null, TRIAL) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a command, its output appended to a file; 124 when it took too long and was stopped. */
  int run(List<String> command, Path log, Duration timeout) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return execute(whole, log.toFile(), timeout);
  }

  private static int execute(List<String> command, @Nullable File log, Duration timeout)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(
        log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return 124;
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.get(0), e);
    }
  }

  /** Makes what is below {@code folder} readable and writable for the server's user. */
  void handOver(Path folder) throws IOException {
    if (!chown) {
      return;
    }
    Path log = Files.createTempFile("trueup-chown", ".log");
    try {
      int exit =
          execute(
              List.of("chown", "-R", "nobody:nogroup", folder.toString()),
              log.toFile(),
              Duration.ofMinutes(2));
      if (exit != 0) {
        throw new IOException("chown of " + folder + " failed: " + PostgresPrograms.firstLine(log));
      }
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
