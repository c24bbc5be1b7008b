package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.scenario.Feature;
import io.trueup.scenario.Scenario;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRun;
import io.trueup.scenario.ScenarioRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every scenario under {@code rule-tests/scenarios}, against the shipped rules. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScenariosTest {
  static final Path SCENARIOS = Path.of("scenarios");

  private static final String WORKED_CASES =
      "S01 S02 S03 S04 S05 S07 S08 S09 S11 S13 S14 S15 S16 S18 S19 S21 S23 S25 S26 S27 S29 S30 S32"
          + " S34 S35 S37 S38 S40";

  private final RuleBundle bundle = ShippedBundle.load();
  private final ScenarioRunner runner = ScenarioRunner.load(SCENARIOS, ReadOptions.DEFAULTS);
  private final ScenarioRun run = runner.run(bundle);

  @TestFactory
  Stream<DynamicNode> scenarios() {
    Map<String, List<DynamicTest>> byFeature = new LinkedHashMap<>();
    for (ScenarioResult result : run.results()) {
      byFeature
          .computeIfAbsent(result.feature(), k -> new ArrayList<>())
          .add(
              DynamicTest.dynamicTest(
                  result.scenario().name(), () -> assertTrue(result.passed(), result::report)));
    }
    return byFeature.entrySet().stream()
        .map(feature -> DynamicContainer.dynamicContainer(feature.getKey(), feature.getValue()));
  }

  @Test
  void every_scenario_text_can_be_used() {
    assertEquals(List.of(), run.problems());
  }

  @Test
  void every_rule_is_fired_by_a_scenario() {
    Set<String> never = new TreeSet<>(bundle.catalogue().stream().map(RuleInfo::id).toList());
    never.removeAll(run.firings().keySet());
    assertEquals(Set.of(), never, "rules that no scenario fires");
  }

  @Test
  void every_scenario_says_exactly_which_rules_fire() {
    List<String> silent =
        runner.scenarios().stream()
            .map(ScenarioRunner.Prepared::scenario)
            .filter(scenario -> scenario.fired() == null)
            .map(Scenario::where)
            .toList();
    assertEquals(List.of(), silent);
  }

  @Test
  void every_rule_that_a_file_names_is_fired_in_it() {
    List<String> idle = new ArrayList<>();
    for (Feature feature : runner.features()) {
      Set<String> fired = new TreeSet<>();
      run.results().stream()
          .filter(result -> result.scenario().file().equals(feature.file()))
          .forEach(result -> fired.addAll(result.fired()));
      feature.rules().keySet().stream()
          .filter(id -> !fired.contains(id))
          .forEach(id -> idle.add(feature.file() + ": " + id));
    }
    assertEquals(List.of(), idle);
  }

  @Test
  void every_rule_is_named_by_the_file_that_tests_it() {
    Set<String> unnamed = new TreeSet<>(bundle.catalogue().stream().map(RuleInfo::id).toList());
    runner.features().forEach(feature -> unnamed.removeAll(feature.rules().keySet()));
    assertEquals(Set.of(), unnamed, "rules that no file names");
  }

  @Test
  void every_worked_case_has_a_scenario() {
    Set<String> missing = new TreeSet<>(Arrays.asList(WORKED_CASES.split(" ")));
    runner.scenarios().forEach(one -> missing.remove(one.scenario().name().split(" ")[0]));
    assertEquals(Set.of(), missing);
  }
}
