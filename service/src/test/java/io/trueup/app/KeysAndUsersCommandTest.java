package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Keys and people, as the operator makes and ends them on the command line. */
@ExtendWith(TestDatabases.class)
final class KeysAndUsersCommandTest {
  @TempDir static Path folder;
  private static TestService service;
  private static String config = "";

  @BeforeAll
  static void a_service_was_set_up(TestDatabases.TestDatabase database) throws IOException {
    service = TestService.connected(database, folder);
    Path file = folder.resolve("config.yml");
    Files.writeString(
        file,
        """
        storage: {directory: '%s'}
        database: {url: '%s', user: '%s', password: '%s', migration: {at_start: false}}
        """
            .formatted(
                folder.resolve("home"),
                database.access().url(),
                database.access().application().user(),
                database.access().application().password()));
    config = file.toString();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Cli run(String command, String verb, String... options) {
    List<Object> all = new ArrayList<>(List.of(command, verb, config));
    all.addAll(List.of(options));
    return Cli.run(all.toArray());
  }

  @Test
  void a_key_is_made_listed_and_ended() {
    Cli made = run("keys", "create", "--role", "AUDITOR", "--label", "auditors", "--days", "30");
    assertThat(made.code()).as(made.err()).isZero();
    String token = made.out().strip();
    assertThat(service.get(token, "/api/v1/audit").status()).isEqualTo(200);
    String id = token.split("_", -1)[1];
    assertThat(run("keys", "list").out()).contains(id + "  AUDITOR ", "  auditors");
    assertThat(run("keys", "revoke", "--id", id).code()).isZero();
    assertThat(service.get(token, "/api/v1/audit").status()).isEqualTo(401);
    assertThat(run("keys", "revoke", "--id", id).code()).isEqualTo(1);
  }

  @Test
  void what_a_key_cannot_have_is_refused_in_one_line() {
    refused("--label — ", "keys", "create", "--role", "VIEWER", "--label", "");
    refused("--label — ", "keys", "create", "--role", "VIEWER", "--label", "x".repeat(101));
    for (String days : List.of("0", "-1", "36501", "2147483647")) {
      refused("--days — ", "keys", "create", "--role", "VIEWER", "--label", "x", "--days", days);
    }
    refused("there is no tenant ", "keys", "list", "--tenant", "nobody");
  }

  @Test
  void people_are_added_listed_and_kept_out() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "correct horse battery staple\n");
    String[] anna = {"--name", "anna", "--full-name", "Anna Berg", "--role", "BILLER"};
    Cli added = run("users", "add", anna);
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out().strip()).as("a password, this once").hasSizeGreaterThan(10);
    refused("There is a user anna already — trueup users add — ", "users", "add", anna);
    assertThat(
            run("users", "password", "--name", "anna", "--password-file", password.toString())
                .out())
        .isEqualTo("Set." + System.lineSeparator());
    assertThat(run("users", "list").out()).contains("anna ", "BILLER ", "never signed in");
    assertThat(run("users", "disable", "--name", "anna").code()).isZero();
    assertThat(run("users", "disable", "--name", "anna").code()).isEqualTo(1);
    refused(" — trueup users password — ", "users", "password", "--name", "nobody");
    refused(
        "the password cannot be read — ",
        "users",
        "password",
        "--name",
        "anna",
        "--password-file",
        folder.resolve("none").toString());
  }

  private static void refused(String part, String command, String verb, String... options) {
    Cli cli = run(command, verb, options);
    assertThat(cli.code()).as(cli.out() + cli.err()).isEqualTo(2);
    assertThat(cli.err().strip()).containsIgnoringCase(part).doesNotContain("\n");
  }
}
