package io.trueup.rulebook;

import io.trueup.folder.Presets;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.UnusableFolder;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.scenario.Feature;
import io.trueup.scenario.Scenario;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Runs a bundle's own scenarios against its rules: what each expects and what came, and which rules
 * none of them fires.
 */
public final class BundleTest {
  /** How long all scenarios together may take. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * What came of one scenario.
   *
   * @param file the file that it stands in
   * @param line of its first word
   * @param name a sentence
   * @param differences what is not as it expects, each with a table of expected and got; empty when
   *     it holds
   * @param fired ids of the rules that concluded something
   * @param report given, expected and got as text; empty when it holds
   */
  public record Tried(
      String file,
      int line,
      String name,
      List<String> differences,
      List<String> fired,
      String report) {
    public Tried {
      differences = List.copyOf(differences);
      fired = List.copyOf(fired);
    }

    /** Whether everything came as it expects. */
    public boolean passed() {
      return differences.isEmpty();
    }

    static Tried of(ScenarioResult result) {
      return new Tried(
          result.scenario().file(),
          result.scenario().line(),
          result.scenario().name(),
          result.failures(),
          List.copyOf(result.fired()),
          result.passed() ? "" : result.report());
    }
  }

  /**
   * How far a rule is tested.
   *
   * @param id the rule
   * @param name its sentence
   * @param scenarios how many scenarios it concludes something in
   */
  public record Coverage(String id, String name, int scenarios) {}

  /**
   * What came of all of them.
   *
   * @param scenarios one each, by file and line
   * @param coverage one a rule, by id
   * @param stopped whether they took too long, and some were not tried
   */
  public record Tested(List<Tried> scenarios, List<Coverage> coverage, boolean stopped) {
    public Tested {
      scenarios = List.copyOf(scenarios);
      coverage = List.copyOf(coverage);
    }

    /** Scenarios that do not hold. */
    public List<Tried> failed() {
      return scenarios.stream().filter(each -> !each.passed()).toList();
    }

    /** Rules that no scenario fires. */
    public List<Coverage> uncovered() {
      return coverage.stream().filter(rule -> rule.scenarios() == 0).toList();
    }

    /** Whether all hold and every rule is fired by one. */
    public boolean passed() {
      return !stopped && failed().isEmpty() && uncovered().isEmpty();
    }
  }

  private BundleTest() {}

  /** Runs all scenarios. */
  public static Tested run(BundleContent content, RuleBundle bundle) {
    return run(content, bundle, scenario -> true);
  }

  /** Runs those scenarios that are wanted; the others count for nothing. */
  public static Tested run(BundleContent content, RuleBundle bundle, Predicate<Scenario> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    ReadOptions options = ReadOptions.DEFAULTS.withPresets(Presets.load(bundle.files()));
    List<Tried> tried = new ArrayList<>();
    boolean stopped = false;
    for (Map.Entry<String, String> file : content.scenarios().entrySet()) {
      Feature feature = Feature.parse(file.getKey(), file.getValue()).feature();
      for (Scenario scenario : feature.scenarios()) {
        if (!wanted.test(scenario)) {
          continue;
        }
        if (System.nanoTime() > end) {
          stopped = true;
          break;
        }
        tried.add(run(feature, scenario, bundle, options));
      }
    }
    return new Tested(tried, coverage(bundle, tried), stopped);
  }

  /** One at a time from text to verdict, so that only one month is in memory. */
  private static Tried run(
      Feature feature, Scenario scenario, RuleBundle bundle, ReadOptions options) {
    try {
      return Tried.of(
          ScenarioRunner.run(ScenarioRunner.prepare(feature, scenario, options), bundle));
    } catch (UnusableFolder unusable) {
      String why = unusable.what() + " — " + unusable.where() + " — " + unusable.advice();
      return new Tried(
          scenario.file(), scenario.line(), scenario.name(), List.of(why), List.of(), why);
    }
  }

  private static List<Coverage> coverage(RuleBundle bundle, List<Tried> tried) {
    Map<String, Integer> firings = new TreeMap<>();
    tried.forEach(
        each -> new TreeSet<>(each.fired()).forEach(id -> firings.merge(id, 1, Integer::sum)));
    Map<String, Coverage> rules = new TreeMap<>();
    for (RuleInfo rule : bundle.catalogue()) {
      rules.put(
          rule.id(), new Coverage(rule.id(), rule.name(), firings.getOrDefault(rule.id(), 0)));
    }
    return List.copyOf(rules.values());
  }
}
