package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebook.BundleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (Map.Entry<String, String> file : BundleFiles.shipped().entrySet()) {
      Path copy = folder.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, file.getValue());
    }
  }

  @Test
  void the_shipped_rules_hold_and_a_copy_of_them_is_the_same_bundle() throws IOException {
    Cli check = Cli.run("rules", "check", folder);
    assertThat(check.out()).startsWith("no problems in ");
    assertThat(check.code()).isZero();
    assertThat(BundleFiles.read(folder)).isEqualTo(BundleFiles.shipped());
  }

  @Test
  void a_problem_is_told_with_its_place_and_advice_and_code_1() throws IOException {
    Path file = folder.resolve("discrepancies/quantity.drl");
    Files.writeString(file, Files.readString(file).replaceFirst("when", "wehn"));
    Cli check = Cli.run("rules", "check", folder);
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out().lines().findFirst().orElseThrow())
        .matches(".*/discrepancies/quantity\\.drl:\\d+:\\d+: [A-Z]+-?\\d+: .+");
    Cli alone = Cli.run("rules", "check", file, "--json");
    assertThat(alone.code()).isEqualTo(1);
    assertThat(alone.out()).contains("\"problems\"", "quantity.drl");
  }

  @Test
  void advice_is_given_and_fails_nothing() throws IOException {
    Path file = folder.resolve("discrepancies/quantity.drl");
    Files.writeString(file, Files.readString(file).replaceFirst("delta > 0", "delta > 12"));
    for (Path path : new Path[] {folder, file}) {
      Cli check = Cli.run("rules", "check", path);
      assertThat(check.code()).isZero();
      assertThat(check.out())
          .containsPattern(
              "advice: .*/discrepancies/quantity\\.drl:\\d+:\\d+: RB-201: the number 12 ")
          .contains("no problems in ");
    }
    assertThat(Cli.run("rules", "check", file, "--json").out())
        .contains("\"problems\" : [ ]", "\"advice\" : [ {", "RB-201");
  }

  @Test
  void a_file_by_itself_is_checked() {
    Cli check = Cli.run("rules", "check", folder.resolve("discrepancies/quantity.drl"));
    assertThat(check.out()).startsWith("no problems in 1 file, ");
    assertThat(Cli.run("rules", "check", folder.resolve("none.drl")).code()).isEqualTo(2);
  }

  @Test
  void the_catalogue_names_every_rule_s_place() {
    Cli list = Cli.run("rules", "list");
    assertThat(list.out())
        .startsWith("client-matching\n  CLM-001  ")
        .contains("billing, discrepancies/quantity.drl:");
    assertThat(Cli.run("rules", "list", "--json", "--rules", folder).out())
        .contains("\"bundle_hash\"", "\"rationale\"");
  }

  @Test
  void scenarios_hold_or_fail_with_given_expected_and_got() throws IOException {
    Path scenarios = Path.of("../rule-tests/scenarios/tolerances.scenario");
    Cli good = Cli.run("rules", "test", "--scenarios", scenarios);
    assertThat(good.out()).matches("\\d+ scenarios, all hold\n");
    assertThat(good.code()).isZero();
    Path policy = folder.resolve("discrepancies/accepted.drl");
    Files.delete(policy);
    Cli bad = Cli.run("rules", "test", "--scenarios", scenarios, "--rules", folder);
    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.out()).contains("FAILED: ", "  given ");
    assertThat(Cli.run("rules", "test", "--scenarios", folder.resolve("none")).code()).isEqualTo(2);
  }

  @Test
  void presets_are_listed_and_a_bad_one_is_a_problem() throws IOException {
    assertThat(Cli.run("presets", "list").out()).contains("backup-server");
    Files.writeString(
        folder.resolve("presets/own.csv"), "preset_id,description,count\nx,Mine,sheep\n");
    Cli check = Cli.run("rules", "check", folder);
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("presets/own.csv:2:1: PRESET: ");
    assertThat(Cli.run("presets", "list", "--rules", folder).code()).isEqualTo(2);
  }

  @Test
  void one_scenario_or_those_of_one_rule_can_be_run_alone() {
    Cli rule = Cli.run("rules", "test", "--rules", folder, "--rule", "SVC-029", "--coverage");
    assertThat(rule.code()).isZero();
    assertThat(rule.out())
        .matches(
            "(?s)\\d+ scenarios, all hold\n +1  SVC-029  A licence on a room's mailbox is an"
                + " inactive seat\n");
    Cli named =
        Cli.run("rules", "test", "--rules", folder, "--scenario", "rooms and equipment need no");
    assertThat(named.out()).isEqualTo("1 scenario, all hold\n");
    Cli none = Cli.run("rules", "test", "--rules", folder, "--scenario", "no such words");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.error()).contains("no scenario fits — --scenario no such words — ");
    Cli json =
        Cli.run("rules", "test", "--rules", folder, "--rule", "SVC-029", "--coverage", "--json");
    assertThat(json.out()).contains("\"fired_in\"", "\"SVC-029\" : 1").doesNotContain("SVC-010");
  }

  @Test
  void texts_without_a_scenario_are_refused_in_one_line() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("a.scenario"), "Feature: Nothing yet\nRules: DSC-040\n");
    Cli none = Cli.run("rules", "test", "--scenarios", empty);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.error()).startsWith("there are no scenarios — " + empty + " — ");
  }

  @Test
  void a_month_tells_what_its_rules_cost_and_what_folds_less(@TempDir Path month)
      throws IOException {
    SmallMonth.write(month);
    Files.writeString(
        folder.resolve("service-mapping/mine.drl"),
        """
        package trueup.servicemapping
        rule "A user with a device of the same name is left out"
            @id("SVC-900") @owner("billing") @since("2026-11") @rationale("A test.")
        when
            $usage : Usage( userId == deviceId, userId != "" )
        then
            insertLogical( Exclusion.because( $usage, "double" ) );
        end
        rule "Usage that another one is like"
            @id("SVC-901") @owner("billing") @since("2026-11") @rationale("A test.")
        when
            $usage : Usage( $product : productName, $id : id )
            Usage( productName == $product, id > $id, quantity > 1000000 )
        then
            insertLogical( Exclusion.because( $usage, "alike" ) );
        end
        """);
    Cli costs =
        Cli.run(
            "rules", "cost", "--data", month, "--rules", folder, "--as-of", "2026-10-31", "--all");
    assertThat(costs.code()).as(costs.error()).isZero();
    assertThat(costs.out())
        .contains(
            "Service mapping was worked out client by client: SVC-901 brings facts together",
            "SVC-901  It brings facts together that are apart, so its stage")
        .containsPattern("SVC-900 +A user with a device of the same name");
    String json =
        Cli.run("rules", "cost", "--data", month, "--quiet", "--json", "--as-of", "2026-10-31")
            .out();
    assertThat(json)
        .contains("\"rules_ns\"", "2 usage records folded to 1 usage, which was decided once.")
        .containsPattern("\"rule_id\": \"SVC-010\".*\"firings\": 1, \"held\": 1, \"cases\": 1,");
  }
}
