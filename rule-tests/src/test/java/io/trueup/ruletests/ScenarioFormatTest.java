package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRun;
import io.trueup.scenario.ScenarioRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people see who write a scenario and slip. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScenarioFormatTest {
  private static final String HEAD = "Feature: f\nScenario: one\nas of 2026-03-31\n";
  private static final String SEATS =
      "given service_mappings\n|product_code|\n|BP|\n"
          + "given additions\n|product_code|quantity|unit_price|\n|BP|2|10|\n";

  private final RuleBundle bundle = ShippedBundle.load();

  private ScenarioRun run(String text) {
    return ScenarioRunner.parse("a.scenario", text, ReadOptions.DEFAULTS).run(bundle);
  }

  private List<String> problems(String... lines) {
    return run(String.join("\n", lines)).problems().stream().map(String::valueOf).toList();
  }

  private String report(String... lines) {
    ScenarioRun run = run(String.join("\n", lines));
    assertEquals(List.of(), run.problems());
    assertFalse(run.passed());
    return run.failed().get(0).report();
  }

  @Test
  void a_file_says_what_it_is_about() {
    assertEquals(
        List.of("a.scenario: the file does not say what it is about; start it with Feature: WORDS"),
        problems("Scenario: one", "as of 2026-03-31", "fired nothing"));
  }

  @Test
  void a_step_that_nobody_knows_is_reported_with_its_line() {
    List<String> problems = problems(HEAD + "when it rains", "fired nothing");
    assertEquals(1, problems.size());
    assertTrue(
        problems
            .get(0)
            .startsWith("a.scenario:4: no step begins like this: when it rains; a step is"));
  }

  @Test
  void a_misspelt_file_column_or_table_has_a_suggestion() {
    assertEquals(
        List.of("a.scenario:4: no file of an export folder is called usages; did you mean usage?"),
        problems(HEAD + "given usages", "|state|", "|active|", "fired nothing"));
    assertEquals(
        List.of("a.scenario:5: usage.csv has no column product_kode; did you mean product_code?"),
        problems(HEAD + "given usage", "|product_kode|", "|SPB|", "fired nothing"));
    assertEquals(
        List.of("a.scenario:5: discrepancies have no column reasn; did you mean reason?"),
        problems(HEAD + "then discrepancies", "|reasn|", "|equal|"));
    assertEquals(
        List.of(
            "a.scenario:4: nothing is called discrepancy; there is discrepancies, usage,"
                + " accounts, integrations, problems, totals"),
        problems(HEAD + "then discrepancy", "|reason|", "|equal|"));
  }

  @Test
  void a_row_of_another_length_is_reported() {
    assertEquals(
        List.of(
            "a.scenario:6: the row has 1 cells, its header 2; end every row with | and write \\| for"
                + " a bar inside a cell"),
        problems(HEAD + "given usage", "|state|kind|", "|active|", "fired nothing"));
  }

  @Test
  void a_step_without_its_table_and_a_table_without_a_step_are_reported() {
    assertEquals(
        "a.scenario:4: the step has no table below it; write | column | column | and a row of cells",
        problems(HEAD + "given usage", "fired nothing").get(0));
    assertTrue(
        problems(HEAD + "| a |", "fired nothing").get(0).contains("without a step above it"));
  }

  @Test
  void a_day_that_no_calendar_has_is_reported() {
    assertEquals(
        List.of("a.scenario:3: no such day: 2026-02-31; write as of 2026-03-31"),
        problems("Feature: f", "Scenario: one", "as of 2026-02-31", "fired nothing"));
    assertEquals(
        List.of(
            "a.scenario:2: the scenario has no day; add as of 2026-03-31, or give the background one"),
        problems("Feature: f", "Scenario: one", "fired nothing"));
  }

  @Test
  void a_scenario_that_expects_nothing_is_reported() {
    assertEquals(
        List.of("a.scenario:2: the scenario expects nothing; add then discrepancies and a table"),
        problems(HEAD.strip()));
  }

  @Test
  void two_scenarios_of_one_name_are_reported_and_the_first_still_runs() {
    ScenarioRun run = run(HEAD + "fired nothing\nScenario: one\nas of 2026-03-31\nfired nothing\n");
    assertEquals(1, run.problems().size());
    assertEquals(1, run.results().size());
    assertFalse(run.passed());
  }

  @Test
  void repeated_rows_need_ids_of_their_own() {
    assertTrue(
        problems(HEAD + "given usage", "|repeat|record_id|", "|2|R|", "fired nothing")
            .get(0)
            .contains("every repeated row would be called R; write {n} in record_id"));
    assertTrue(
        problems(HEAD + "given usage", "|repeat|", "|two|", "fired nothing")
            .get(0)
            .contains("repeat is no count: two"));
  }

  @Test
  void a_rule_that_the_bundle_does_not_have_is_reported() {
    assertEquals(
        List.of("a.scenario:2: the bundle has no rule DSC-999; correct the id or remove it"),
        problems(
            "Feature: f", "Rules: DSC-999", "Scenario: one", "as of 2026-03-31", "fired nothing"));
  }

  @Test
  void a_table_without_a_required_column_is_reported_and_the_others_run() {
    ScenarioRun run =
        run(
            HEAD
                + "given additions\n|product_code|\n|BP|\nfired nothing\n"
                + "Scenario: two\nas of 2026-03-31\nfired nothing\n");
    assertEquals(
        "a.scenario:2: additions.csv:1: required column quantity is missing; add the column",
        run.problems().get(0).toString());
    assertEquals(1, run.results().size());
    assertTrue(run.results().get(0).passed());
  }

  @Test
  void a_given_row_that_cannot_be_read_fails_the_scenario_with_its_line() {
    String report =
        report(HEAD + SEATS + "given usage", "|state|", "|active|", "|aktive|", "fired nothing");
    assertTrue(report.contains("a.scenario:13: usage.csv:3: state: is none of"), report);
    assertTrue(report.contains("(a scenario that means it says: then problems)"), report);
  }

  @Test
  void a_failing_scenario_shows_given_expected_and_got() {
    String report =
        report(
            HEAD + SEATS + "given usage",
            "|repeat|state|",
            "|3|active|",
            "then discrepancies",
            "|class|delta|",
            "|UNDERBILLING|2|",
            "fired DSC-040");
    assertEquals(
        List.of(
            "FAILED: one",
            "  a.scenario:2",
            "  as of 2026-03-31",
            "  given additions",
            "    | product_code | quantity | unit_price |",
            "    | BP           | 2        | 10         |",
            "  given service_mappings",
            "    | product_code |",
            "    | BP           |",
            "  given usage",
            "    | repeat | state  |",
            "    | 3      | active |",
            "  a.scenario:13: discrepancies differ",
            "    |          | class        | delta |",
            "    | expected | UNDERBILLING | 2     |",
            "    | got      | UNDERBILLING | 1     |",
            "",
            "  a.scenario:2: other rules fired",
            "    expected: DSC-040",
            "    got:      DSC-040 DSC-060 SVC-010",
            "  rules that fired: DSC-040 DSC-060 SVC-010"),
        Arrays.asList(report.split("\n")));
  }

  @Test
  void rows_are_exactly_those_expected_unless_others_are_allowed() {
    String given =
        HEAD + SEATS + "given usage\n|product_code|state|\n|SPB|active|\n|SPB|assigned|\n";
    String one = "\n|state|fate|\n|active|counted|\n";
    assertFalse(run(given + "then usage" + one).passed());
    assertTrue(run(given + "then usage include" + one).passed());
    assertFalse(run(given + "then no usage\n").passed());
    assertTrue(run(given + "then no problems\n").passed());
  }

  @Test
  void an_expected_row_with_a_wildcard_leaves_exact_rows_their_own() {
    String given =
        HEAD + SEATS + "given usage\n|product_code|state|\n|SPB|active|\n|SPB|assigned|\n";
    assertTrue(run(given + "then usage\n|state|fate|\n|*|counted|\n|active|counted|\n").passed());
    assertTrue(run(given + "then usage\n|state|fate|\n|a*|counted|\n|a*|counted|\n").passed());
    assertFalse(run(given + "then usage\n|state|fate|\n|a*|counted|\n|x*|counted|\n").passed());
  }

  @Test
  void numbers_are_compared_by_value_and_words_by_their_letters() {
    String given = HEAD + SEATS + "given usage\n|repeat|\n|2|\n";
    assertTrue(run(given + "then discrepancies\n|delta|unit_price|\n|0.00|10.0|\n").passed());
    assertFalse(run(given + "then discrepancies\n|delta|unit_price|\n|0|10.01|\n").passed());
    assertFalse(run(given + "then discrepancies\n|class|\n|matched|\n").passed());
  }

  @Test
  void a_table_of_the_scenario_takes_the_place_of_the_backgrounds() {
    ScenarioRun run =
        run(
            "Feature: f\nBackground:\nas of 2026-03-31\n"
                + SEATS
                + "given usage\n|repeat|\n|2|\n"
                + "Scenario: as it stands\nthen discrepancies\n|used_quantity|\n|2|\n"
                + "Scenario: another\ngiven usage\n|repeat|\n|5|\n"
                + "then discrepancies\n|used_quantity|\n|5|\n");
    run.results().forEach(result -> assertTrue(result.passed(), result::report));
    assertEquals(2, run.results().size());
  }

  @Test
  void a_policy_that_does_not_exist_or_is_wrong_fails_the_scenario() {
    String given = HEAD + "given policy\n|name|value|\n|%s|\nfired nothing\n";
    ScenarioResult unknown = run(given.formatted("no_such_limit|3")).results().get(0);
    assertTrue(unknown.failures().get(0).contains("the policy has no value called no_such_limit"));
    assertFalse(run(given.formatted("scheduled_change_days|[")).passed());
    assertTrue(run(given.formatted("scheduled_change_days|3")).passed());
  }

  @Test
  void a_folder_without_scenarios_does_not_pass(@TempDir Path folder) throws IOException {
    assertFalse(ScenarioRunner.run(bundle, folder).passed());
    assertFalse(ScenarioRunner.run(bundle, folder.resolve("none")).passed());
    Files.write(
        folder.resolve("latin.scenario"), "Feature: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(
        ScenarioRunner.run(bundle, folder)
            .problems()
            .get(0)
            .toString()
            .endsWith("latin.scenario: is not UTF-8; save it as UTF-8"));
  }
}
