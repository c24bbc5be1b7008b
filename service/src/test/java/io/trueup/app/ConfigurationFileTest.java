package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ConfigurationFileTest {
  private static final Path SHIPPED = Path.of("..", "config.yml");
  @TempDir Path folder;

  @Test
  void the_shipped_configuration_has_no_problems_and_listens_on_this_machine_only() {
    ConfigurationFile.Read read = ConfigurationFile.read(SHIPPED);
    assertThat(read.problems()).isEmpty();
    assertThat(read.configuration().database.embedded()).isTrue();
    var server =
        (io.dropwizard.core.server.DefaultServerFactory) read.configuration().getServerFactory();
    assertThat(server.getApplicationConnectors())
        .allMatch(
            connector ->
                "127.0.0.1"
                    .equals(((io.dropwizard.jetty.HttpConnectorFactory) connector).getBindHost()));
    assertThat(server.getAdminConnectors())
        .allMatch(
            connector ->
                "127.0.0.1"
                    .equals(((io.dropwizard.jetty.HttpConnectorFactory) connector).getBindHost()));
  }

  @Test
  void every_setting_of_the_shipped_configuration_is_explained() throws IOException {
    List<String> lines = Files.readAllLines(SHIPPED);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("^  [a-z_]+: *\\S.*")) {
        assertThat(lines.get(i - 1).trim()).as("line before: " + lines.get(i)).startsWith("#");
      }
    }
  }

  @Test
  void what_the_launcher_says_by_properties_is_no_setting() {
    String before = System.getProperty("trueup.home", "");
    System.setProperty("trueup.home", "/opt/trueup");
    try {
      assertThat(ConfigurationFile.read(SHIPPED).problems()).isEmpty();
    } finally {
      if (before.isEmpty()) {
        System.clearProperty("trueup.home");
      } else {
        System.setProperty("trueup.home", before);
      }
    }
  }

  @Test
  void secrets_connectors_and_integrations_are_checked_each_in_a_line() throws IOException {
    assertThat(problems("secrets:\n  master_key: '!!'\n"))
        .singleElement()
        .asString()
        .contains("secrets.master_key");
    assertThat(problems("connectors:\n  directories: [/none/such]\n"))
        .singleElement()
        .asString()
        .contains("/none/such");
    assertThat(
            problems(
                "integrations:\n  - id: ninja\n    connector: ninjaon\n    every: 3s\n    credentials: {client_id: 'file:/none', x: ''}\n"))
        .hasSize(4)
        .anyMatch(line -> line.contains("did you mean ninjaone?"))
        .anyMatch(line -> line.contains("5m to 31d"))
        .anyMatch(line -> line.contains("/none cannot be read"))
        .anyMatch(line -> line.contains("credentials.x is empty"));
  }

  @Test
  void each_problem_is_one_line_that_names_the_setting() throws IOException {
    assertThat(problems("database:\n  url: mysql://x\n"))
        .anyMatch(line -> line.contains("jdbc:postgresql:"))
        .anyMatch(line -> line.contains("database.user and database.password"));
    assertThat(problems("runs:\n  workers: 0\n")).singleElement().asString().contains("workers");
    assertThat(problems("storage:\n  directory: ''\n"))
        .singleElement()
        .asString()
        .contains("directory");
    assertThat(problems("databse:\n  url: x\n")).singleElement().asString().contains("databse");
    assertThat(problems("a: [\n")).singleElement().asString().doesNotContain("\n");
    assertThat(problems("datasets:\n  allowed_directories: [relative]\n"))
        .singleElement()
        .asString()
        .contains("absolute");
    assertThat(
            problems(
                "database:\n  url: jdbc:postgresql://h/d\n  user: a\n  password: b\n  migration:\n    user: a\n"))
        .singleElement()
        .asString()
        .contains("must differ");
  }

  @Test
  void what_is_wrong_with_a_way_to_sign_in_is_said_in_lines() throws IOException {
    String oidc =
        "sign_in:\n  oidc:\n    issuer: https://login.example.com\n    address: https://t.example.com\n"
            + "    client_id: trueup\n";
    assertThat(problems(oidc + "    roles: {finance: biller}\n")).isEmpty();
    assertThat(problems(oidc + "    roles: {finance: , it: king}\n"))
        .hasSize(2)
        .anyMatch(line -> line.contains("finance has none; use one of viewer"))
        .anyMatch(line -> line.contains("king is no role"));
    assertThat(problems(oidc)).singleElement().asString().contains("at least one group");
    assertThat(problems(oidc.replace("https://t.", "http://t.") + "    roles: {it: admin}\n"))
        .singleElement()
        .asString()
        .contains("address must be");
  }

  @Test
  void a_log_of_json_lines_and_a_setting_without_a_value_are_understood() throws IOException {
    assertThat(
            problems(
                "logging:\n  appenders:\n    - type: console\n      layout:\n        type: json\n        flattenMdc: true\n"))
        .isEmpty();
    assertThat(problems("database:\n  url:\n  password:\n")).isEmpty();
  }

  @Test
  void the_check_command_prints_them_and_ends_with_one() throws IOException {
    Path file = folder.resolve("config.yml");
    Files.writeString(file, "runs:\n  workers: 0\n  max_queued: 0\n");
    StringWriter out = new StringWriter();
    CommandLine commands = new CommandLine(new CheckCommand()).setOut(new PrintWriter(out));
    assertThat(commands.execute(file.toString())).isEqualTo(1);
    assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith(file + ": "));
    assertThat(commands.execute(SHIPPED.toString())).isZero();
    assertThat(commands.execute(folder.resolve("none.yml").toString())).isEqualTo(1);
  }

  private List<String> problems(String text) throws IOException {
    Path file = folder.resolve("config.yml");
    Files.writeString(file, text);
    return ConfigurationFile.read(file).problems();
  }
}
