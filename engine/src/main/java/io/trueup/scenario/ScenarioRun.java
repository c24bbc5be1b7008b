package io.trueup.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of many scenarios.
 *
 * @param results one a scenario, in the order of files and texts
 * @param problems texts that could not be used
 */
public record ScenarioRun(List<ScenarioResult> results, List<ScenarioProblem> problems) {
  public ScenarioRun {
    results = List.copyOf(results);
    problems = List.copyOf(problems);
  }

  /** Whether every text could be used and every scenario holds; a run of none does not. */
  public boolean passed() {
    return !results.isEmpty()
        && problems.isEmpty()
        && results.stream().allMatch(ScenarioResult::passed);
  }

  /** Scenarios that do not hold. */
  public List<ScenarioResult> failed() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /** How many scenarios each rule fired in, by its id; rules that never fired are not in it. */
  public Map<String, Integer> firings() {
    Map<String, Integer> firings = new TreeMap<>();
    results.forEach(
        r -> new TreeSet<>(r.fired()).forEach(id -> firings.merge(id, 1, Integer::sum)));
    return firings;
  }
}
