package io.trueup.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
  @TempDir Path folder;

  @Test
  void rows_survive_a_stop_a_kill_and_a_stale_pid_file() throws Exception {
    long postmaster;
    try (EmbeddedPostgres first = EmbeddedPostgres.start(folder)) {
      root(first)
          .useHandle(
              handle -> {
                handle.execute("CREATE TABLE kept (id int)");
                handle.execute("INSERT INTO kept VALUES (1)");
                assertThat(show(first, "fsync")).isEqualTo("on");
                assertThat(show(first, "data_checksums")).isEqualTo("on");
                assertThat(show(first, "listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(show(first, "unix_socket_directories")).isEmpty();
              });
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("in use by another Trueup process");
      assertThatThrownBy(
              () -> Jdbi.create(first.address("postgres"), "postgres", "guess").open().close())
          .hasMessageContaining("password authentication failed");
    }
    // A server whose Trueup was killed, which then is killed too in the middle of its work.
    try (EmbeddedPostgres second = EmbeddedPostgres.start(folder)) {
      postmaster = pid();
      root(second).useHandle(handle -> handle.execute("INSERT INTO kept VALUES (2)"));
      ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
      ProcessHandle.of(postmaster).ifPresent(EmbeddedPostgresTest::await);
    }
    // Its process id now belongs to someone else: us.
    Path pidFile = folder.resolve("data/postmaster.pid");
    Files.writeString(
        pidFile,
        Files.readString(pidFile)
            .replaceFirst("^\\d+", Long.toString(ProcessHandle.current().pid())));
    try (EmbeddedPostgres third = EmbeddedPostgres.start(folder)) {
      List<Integer> kept =
          root(third)
              .withHandle(
                  handle ->
                      handle
                          .createQuery("SELECT id FROM kept ORDER BY id")
                          .mapTo(Integer.class)
                          .list());
      assertThat(kept).containsExactly(1, 2);
    }
    Files.writeString(folder.resolve("data/PG_VERSION"), "14\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("the data is of PostgreSQL 14, this program brings PostgreSQL 17")
        .hasMessageContaining("restore");
  }

  @Test
  void passwords_are_readable_by_their_user_alone_and_never_guessed_anew() throws IOException {
    ServerPasswords made = ServerPasswords.readOrCreate(folder, false);
    Path file = folder.resolve("passwords.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ServerPasswords.readOrCreate(folder, true)).isEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.owner().password());
    Files.delete(file);
    assertThatThrownBy(() -> ServerPasswords.readOrCreate(folder, true))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("restore the file from a backup");
  }

  private long pid() throws IOException {
    return Long.parseLong(PostgresPrograms.firstLine(folder.resolve("data/postmaster.pid")));
  }

  private static Jdbi root(EmbeddedPostgres server) {
    return Jdbi.create(
        server.address(EmbeddedPostgres.DATABASE),
        server.superuser().user(),
        server.superuser().password());
  }

  private static String show(EmbeddedPostgres server, String setting) {
    return root(server)
        .withHandle(
            handle ->
                handle.createQuery("SHOW " + setting).mapTo(String.class).findOne().orElse(""));
  }

  private static void await(ProcessHandle process) {
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("still running", e);
    }
  }
}
