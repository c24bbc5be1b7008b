package io.trueup.rulebase;

import io.trueup.rulebase.RuleBundle.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From the texts of a bundle to its rule bases and policy, or to everything that is wrong. */
final class BundleCompiler {
  static final String POLICY = "policy.yml";
  private static final Set<String> BESIDE_RULES = Set.of("drl", "md", "scenario");

  private final TreeMap<String, String> files;
  private final FactModel model;
  private final Limits limits;
  private final Readings readings;
  private final CheckClock clock;
  private final List<RuleProblem> found = new ArrayList<>();
  private final List<RuleProblem> advice = new ArrayList<>();
  private final List<Object> policy = new ArrayList<>();
  private final Map<Stage, RuleBase> bases = new EnumMap<>(Stage.class);

  /**
   * @param files texts by path, line ends normalised
   */
  BundleCompiler(TreeMap<String, String> files, FactModel model, Limits limits, Readings readings) {
    this.files = files;
    this.model = model;
    this.limits = limits;
    this.readings = readings;
    this.clock = new CheckClock(limits);
  }

  List<RuleProblem> problems() {
    return found;
  }

  List<RuleProblem> advice() {
    return advice;
  }

  List<Object> policy() {
    return policy;
  }

  Map<Stage, RuleBase> bases() {
    return bases;
  }

  /**
   * @param advised whether advice is wanted too
   * @param tested rules that a scenario names; null when scenarios are not known
   */
  void compile(boolean advised, @Nullable Set<String> tested) {
    if (isTooLarge()) {
      return;
    }
    Map<Stage, List<Source>> sources = new EnumMap<>(Stage.class);
    PolicyNames names = null;
    for (Map.Entry<String, String> file : files.entrySet()) {
      Problems problems = new Problems(file.getKey(), clock);
      if (file.getKey().equals(POLICY)) {
        Map<String, Class<?>> types = new HashMap<>();
        policy.addAll(Policy.read(file.getValue(), types, problems, limits));
        names = problems.isEmpty() ? new PolicyNames(types) : null;
      } else {
        sort(file.getKey(), file.getValue(), sources, problems);
      }
      found.addAll(problems.list());
    }
    RuleBaseCompiler.Bundle bundle =
        new RuleBaseCompiler.Bundle(
            model, limits, readings, clock, new Lint(limits.bundleRules()), names);
    for (Stage stage : Stage.values()) {
      RuleBaseCompiler compiler =
          new RuleBaseCompiler(stage.drlPackage(), bundle, model.given(stage).orElse(null));
      Compiled compiled = compiler.compile(sources.getOrDefault(stage, List.of()));
      found.addAll(compiled.problems());
      RuleBase base = compiled.ruleBase();
      if (base != null) {
        bases.put(stage, base);
      }
      if (compiled.problems().stream().anyMatch(p -> p.id().equals(Fault.CHECK_TIME.id))) {
        break;
      }
      if (advised) {
        advise(compiler, tested);
      }
    }
    found.sort(RuleProblem.IN_READING_ORDER);
    advice.sort(RuleProblem.IN_READING_ORDER);
  }

  private void advise(RuleBaseCompiler compiler, @Nullable Set<String> tested) {
    try {
      advice.addAll(compiler.advice(tested));
    } catch (CheckClock.Over over) {
      found.add(new RuleProblem("", 1, 1, Fault.CHECK_TIME.id, over.why(), over.hint()));
    }
  }

  private boolean isTooLarge() {
    long characters = files.values().stream().mapToLong(String::length).sum();
    if (files.size() > limits.bundleFiles()) {
      large("the bundle has " + files.size() + " files, more than " + limits.bundleFiles());
    } else if (characters > limits.bundleCharacters()) {
      large("the bundle has " + characters + " characters, more than " + limits.bundleCharacters());
    }
    return !found.isEmpty();
  }

  private void large(String why) {
    found.add(
        new RuleProblem(
            files.firstKey(),
            1,
            1,
            Fault.BUNDLE_SIZE.id,
            why,
            "put lists into policy.yml and tables into service mappings; a rule is for what differs"));
  }

  private void sort(String path, String text, Map<Stage, List<Source>> sources, Problems problems) {
    String[] parts = path.split("/", -1);
    Optional<Stage> stage = Stage.find(parts[0]);
    String ending = path.substring(path.lastIndexOf('.') + 1);
    if (ending.equals("drl") && stage.isPresent() && parts.length == 2) {
      sources
          .computeIfAbsent(stage.get(), s -> new ArrayList<>())
          .add(new Source(path, text, null));
    } else if (TableRules.isTable(path) && stage.isPresent() && parts.length == 2) {
      sources
          .computeIfAbsent(stage.get(), s -> new ArrayList<>())
          .addAll(
              TableRules.sources(path, text, stage.get().drlPackage(), model, limits, problems));
    } else if (ending.equals("drl") || (stage.isPresent() && !BESIDE_RULES.contains(ending))) {
      problems.add(
          1,
          1,
          Fault.FOLDER,
          ending.equals("drl") ? "rules are not read from here" : "this is no rule file",
          "rule files end in .drl, tables in .table.csv, and stand in "
              + String.join(", ", Arrays.stream(Stage.values()).map(Stage::folder).toList()));
    }
  }
}
