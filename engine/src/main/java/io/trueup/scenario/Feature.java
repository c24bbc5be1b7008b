package io.trueup.scenario;

import java.util.List;
import java.util.Map;

/**
 * A scenario file.
 *
 * @param file its path as it is shown
 * @param name what its scenarios are about
 * @param rules ids of the rules that it tests, with the line that names each
 * @param scenarios its scenarios, in the order of the text
 */
public record Feature(
    String file, String name, Map<String, Integer> rules, List<Scenario> scenarios) {
  public Feature {
    rules = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(rules));
    scenarios = List.copyOf(scenarios);
  }

  /**
   * A text as it was read.
   *
   * @param feature what could be understood of it
   * @param problems what could not; scenarios with a problem are left out of the feature
   */
  public record Parsed(Feature feature, List<ScenarioProblem> problems) {
    public Parsed {
      problems = List.copyOf(problems);
    }
  }
}
