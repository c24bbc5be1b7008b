package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.Readings;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRunner;
import io.trueup.scenario.ScenarioRunner.Prepared;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Changes every shipped rule one thing at a time and wants a scenario to notice. A change that
 * nothing can notice is named, with the reason, in {@code equivalent-mutants.txt}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RuleMutationTest {
  private static final String EQUIVALENT = "equivalent-mutants.txt";

  private final Map<String, String> files = ShippedBundle.asDrl();
  private final RuleBundle bundle = ShippedBundle.load();
  private final Readings readings = new Readings();
  private final ScenarioRunner runner =
      ScenarioRunner.load(ScenariosTest.SCENARIOS, ReadOptions.DEFAULTS);
  private final Map<String, String> equivalent = equivalent();
  private final Map<Prepared, Set<String>> fired = new LinkedHashMap<>();
  private final Map<String, Integer> kills = new ConcurrentHashMap<>();
  private final Map<String, List<RuleMutant>> mutants = new TreeMap<>();

  RuleMutationTest() {
    for (Prepared scenario : runner.scenarios()) {
      ScenarioResult result = ScenarioRunner.run(scenario, bundle);
      if (result.passed()) {
        fired.put(scenario, result.fired());
      }
    }
    files.forEach(
        (file, text) -> {
          if (file.endsWith(".drl")) {
            RuleMutants.of(file, text)
                .forEach(
                    mutant ->
                        mutants
                            .computeIfAbsent(mutant.ruleId(), k -> new ArrayList<>())
                            .add(mutant));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> no_change_of_a_rule_goes_unnoticed() {
    return bundle.catalogue().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id() + " " + rule.name(),
                    () ->
                        assertEquals(List.of(), survivors(rule), "changes that nothing notices")));
  }

  @Test
  void every_rule_has_changes_that_compile() {
    List<String> without =
        bundle.catalogue().stream()
            .map(RuleInfo::id)
            .filter(
                id ->
                    mutants.getOrDefault(id, List.of()).stream()
                        .noneMatch(mutant -> load(mutant).problems().isEmpty()))
            .toList();
    assertEquals(List.of(), without);
  }

  @Test
  void rules_that_are_written_as_a_table_are_the_same_as_DRL() {
    assertEquals(
        bundle.catalogue().stream()
            .map(rule -> rule.id() + rule.name() + rule.conditions())
            .toList(),
        RuleFacts.load(files).get().catalogue().stream()
            .map(rule -> rule.id() + rule.name() + rule.conditions())
            .toList());
  }

  @Test
  void every_equivalent_change_is_one_that_can_be_made() {
    Set<String> known = new HashSet<>();
    mutants.values().forEach(list -> list.forEach(mutant -> known.add(mutant.key())));
    assertTrue(
        known.containsAll(equivalent.keySet()),
        () -> equivalent.keySet().stream().filter(key -> !known.contains(key)).toList().toString());
  }

  private List<String> survivors(RuleInfo rule) {
    List<String> survivors = new ArrayList<>();
    for (RuleMutant mutant : mutants.getOrDefault(rule.id(), List.of())) {
      RuleBundle.Loaded loaded = load(mutant);
      if (!loaded.problems().isEmpty()) {
        continue;
      }
      boolean known = equivalent.containsKey(mutant.key());
      boolean noticed = noticed(rule.id(), loaded.get(), known);
      if (noticed == known) {
        survivors.add(noticed ? "noticed, so not equivalent: " + mutant.key() : mutant.key());
      }
    }
    return survivors;
  }

  private RuleBundle.Loaded load(RuleMutant mutant) {
    Map<String, String> changed = new TreeMap<>(files);
    changed.put(mutant.file(), mutant.text());
    return RuleFacts.load(changed, readings);
  }

  /**
   * Scenarios that fire the rule are asked first, then those that noticed most so far; where nobody
   * is expected to notice, only the first.
   */
  private boolean noticed(String ruleId, RuleBundle mutated, boolean firingOnly) {
    List<Prepared> order =
        fired.keySet().stream()
            .filter(one -> !firingOnly || fires(one, ruleId))
            .sorted(
                Comparator.comparing((Prepared one) -> !fires(one, ruleId))
                    .thenComparing(one -> -kills.getOrDefault(one.scenario().where(), 0)))
            .toList();
    for (Prepared one : order) {
      if (!ScenarioRunner.run(one, mutated).passed()) {
        kills.merge(one.scenario().where(), 1, Integer::sum);
        return true;
      }
    }
    return false;
  }

  private boolean fires(Prepared scenario, String ruleId) {
    return fired.getOrDefault(scenario, Set.of()).contains(ruleId);
  }

  /**
   * Reasons by key: lines with keys, then one line or more with the reason they share, indented.
   */
  private static Map<String, String> equivalent() {
    Map<String, String> reasons = new LinkedHashMap<>();
    try (InputStream in = RuleMutationTest.class.getResourceAsStream(EQUIVALENT)) {
      if (in == null) {
        throw new IllegalStateException(EQUIVALENT + " is not on the class path");
      }
      List<String> keys = new ArrayList<>();
      boolean told = false;
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        boolean reason = line.startsWith(" ");
        if (reason) {
          keys.forEach(key -> reasons.merge(key, line.strip(), (a, b) -> (a + " " + b).strip()));
        } else {
          if (told) {
            keys.clear();
          }
          keys.add(line.strip());
          reasons.put(line.strip(), "");
        }
        told = reason;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reasons.forEach(
        (key, reason) -> {
          if (reason.isEmpty()) {
            throw new IllegalStateException("no reason is given for: " + key);
          }
        });
    return reasons;
  }
}
