package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration declares is synced from the command line alone. */
@ExtendWith(TestDatabases.class)
final class SyncCommandTest {
  @TempDir static Path folder;

  @Test
  void declared_integrations_are_synced_and_told_of_and_stay_as_the_vendor_left_them(
      TestDatabase database) throws IOException {
    try (EchoVendor vendor = new EchoVendor()) {
      Path config = config(database, vendor.address(), EchoVendor.FIRST_REFRESH);
      Cli first = Cli.run("sync", "--config", config, "--once");
      assertThat(first.code()).as(first.toString()).isIn(0, 1);
      assertThat(first.out()).contains("echo-a", "devices", "sites");
      assertThat(first.err()).contains("1/1 echo-a");
      // The refresh token was replaced; what is declared is the old one, and must not come back.
      Cli second = Cli.run("sync", "--config", config, "--once", "--json", "--quiet");
      assertThat(second.err()).isEmpty();
      JsonNode told = new ObjectMapper().readTree(second.out()).get(0);
      assertThat(told.get("state").asText()).as(second.out()).isIn("succeeded", "partial");
      assertThat(told.get("added").asLong() + told.get("removed").asLong()).isZero();

      vendor.fail(500);
      Cli failed = Cli.run("sync", "--config", config, "--once", "--integration", "echo-a");
      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.out()).contains("echo-a: ").contains("failed");
      for (String secret : vendor.secrets()) {
        assertThat(failed.out() + failed.err()).doesNotContain(secret);
      }

      Cli rotated = Cli.run("secrets", "rotate", "--config", config);
      assertThat(rotated.code()).as(rotated.toString()).isZero();
      Cli keys = Cli.run("secrets", "rotate", "--config", config, "--data-keys");
      assertThat(keys.out()).contains("1 data keys", "6 credentials");
      vendor.fail(0);
      assertThat(Cli.run("sync", "--config", config, "--once").out()).contains("echo-a");
    }
  }

  @Test
  void what_cannot_be_used_is_one_line_and_exit_code_2(TestDatabase database) throws IOException {
    Path config = config(database, "http://127.0.0.1:1", "x");
    Cli unknown = Cli.run("sync", "--config", config, "--once", "--integration", "other");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no integration other").hasLineCount(1);
    Files.writeString(config, Files.readString(config).replace("api_key:", "api_kye:"));
    Cli slip = Cli.run("sync", "--config", config, "--once");
    assertThat(slip.code()).isEqualTo(2);
    assertThat(slip.err()).contains("did you mean api_key?").hasLineCount(1);
    Cli checked = Cli.run("check", config);
    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out().lines()).hasSize(2);
    assertThat(checked.out()).doesNotContain(EchoVendor.API_KEY);
  }

  private Path config(TestDatabase database, String address, String refresh) throws IOException {
    Path config = folder.resolve("config.yml");
    Path secret = folder.resolve("client.secret");
    Files.writeString(secret, EchoVendor.CLIENT_SECRET + "\n");
    Files.writeString(
        config,
        """
        storage:
          directory: '%s'
        database:
          url: '%s'
          user: '%s'
          password: '%s'
          migration:
            at_start: false
        connectors:
          directories: ['%s']
          fetch:
            http: true
            allowed_addresses: [127.0.0.0/8]
            first_backoff: 1ms
        integrations:
          - id: echo-a
            connector: echo
            settings:
              base_url: '%s'
            credentials:
              api_key: '%s'
              client_secret: 'file:%s'
              refresh_token: '%s'
        logging:
          level: 'OFF'
        """
            .formatted(
                folder.resolve("home"),
                database.access().url(),
                database.access().application().user(),
                database.access().application().password(),
                Path.of("src/test/resources/connectors").toAbsolutePath(),
                address,
                EchoVendor.API_KEY,
                secret,
                refresh));
    return config;
  }
}
