package io.trueup.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an embedded server: programs, data and logs, brought into a state from which the
 * server can start. Whoever calls holds the folder's lock.
 */
final class PostgresFolder {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresFolder.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SETTINGS = "trueup.conf";

  private final Path home;
  private final Path data;
  private final PostgresPrograms programs;
  private final RunAs runAs;

  PostgresFolder(Path home) {
    this.home = home;
    this.data = home.resolve("data");
    this.runAs = RunAs.detect();
    this.programs = PostgresPrograms.unpack(home);
  }

  boolean hasData() {
    return Files.exists(data);
  }

  /** What the server itself says. */
  Path log() {
    return home.resolve("postgres.log");
  }

  void prepare(ServerPasswords passwords, boolean durable) throws IOException {
    if (runAs.chown()) {
      openTheWay();
    }
    if (hasData()) {
      refuseOtherMajor();
      stopOrphan();
    } else {
      initialise(passwords, durable);
    }
    Files.deleteIfExists(log());
    Files.createFile(log());
    runAs.handOver(log());
    runAs.handOver(data);
  }

  /** nobody must be able to walk down to its data. What lies beside it stays ours alone. */
  private void openTheWay() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    Path storage = home.getParent();
    if (storage != null && !passable(storage)) {
      Files.setPosixFilePermissions(storage, PosixFilePermissions.fromString("rwx--x--x"));
    }
    for (Path above = storage; above != null; above = above.getParent()) {
      if (!passable(above)) {
        throw new StartupException(
            "PostgreSQL runs as user nobody here, who cannot pass " + above,
            home.toString(),
            "choose a storage.directory whose folders all may be passed, such as /var/lib/trueup, or start as an ordinary user");
      }
    }
  }

  private static boolean passable(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  void writeSettings(String text) throws IOException {
    Path settings = data.resolve(SETTINGS);
    Files.writeString(settings, text);
    runAs.handOver(settings);
  }

  /** Runs pg_ctl on the data; its exit code. */
  int control(Duration timeout, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(programs.program("pg_ctl"), "-D", data.toString()));
    command.addAll(arguments);
    return runAs.run(command, home.resolve("pg_ctl.log"), timeout);
  }

  private void initialise(ServerPasswords passwords, boolean durable) throws IOException {
    Path fresh = home.resolve("data.new");
    Path secret = home.resolve("initdb.secret");
    PostgresPrograms.delete(fresh);
    try {
      Files.createDirectory(fresh);
      PrivateFiles.write(secret, passwords.superuser().password() + "\n");
      runAs.handOver(fresh);
      runAs.handOver(secret);
      int exit =
          runAs.run(
              List.of(
                  programs.program("initdb"),
                  "-U",
                  passwords.superuser().user(),
                  "-A",
                  "scram-sha-256",
                  "--pwfile=" + secret,
                  "-D",
                  fresh.toString(),
                  "-E",
                  "UTF8",
                  "--locale=" + (PostgresPrograms.windows() ? "C" : "C.UTF-8"),
                  "--data-checksums",
                  durable ? "--sync-method=fsync" : "--no-sync"),
              home.resolve("pg_ctl.log"),
              PATIENCE);
      if (exit != 0) {
        throw new IOException("initdb ended with " + exit);
      }
      Files.writeString(
          fresh.resolve("postgresql.conf"),
          "\ninclude = '" + SETTINGS + "'\n",
          StandardOpenOption.APPEND);
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(secret);
    }
  }

  /** A newer program cannot open an older version's files, and the jar has no pg_upgrade. */
  private void refuseOtherMajor() throws IOException {
    String found = PostgresPrograms.firstLine(data.resolve("PG_VERSION"));
    String ours = programs.major();
    if (!found.equals(ours)) {
      throw new StartupException(
          "the data is of PostgreSQL " + found + ", this program brings PostgreSQL " + ours,
          data.toString(),
          "dump it with the Trueup version that wrote it, or any PostgreSQL "
              + found
              + ", and restore it into a new storage.directory");
    }
  }

  /**
   * We hold the folder's lock, so whoever postmaster.pid names is either a server that outlived its
   * killed Trueup, or a stranger that got the same process id since (usual in containers).
   */
  private void stopOrphan() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String first = PostgresPrograms.firstLine(pidFile);
    Optional<String> program =
        first.matches("\\d{1,18}")
            ? ProcessHandle.of(Long.parseLong(first)).flatMap(handle -> handle.info().command())
            : Optional.empty();
    if (program.isEmpty() || !program.get().contains("postgres")) {
      Files.deleteIfExists(pidFile);
      return;
    }
    LOG.warn("stopping a PostgreSQL left running by an earlier process pid={}", first);
    int exit = control(PATIENCE, List.of("-m", "fast", "-w", "stop"));
    if (exit != 0) {
      throw new IOException("the server left running could not be stopped, pg_ctl: " + exit);
    }
  }
}
