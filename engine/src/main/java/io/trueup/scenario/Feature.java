package io.trueup.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
   * The rules that scenarios among some files name.
   *
   * @param files texts by path; only those that end in {@link ScenarioRunner#SUFFIX} are read
   * @return empty when there is no scenario at all
   */
  public static Optional<Set<String>> rulesNamed(Map<String, String> files) {
    Set<String> named = new TreeSet<>();
    boolean any = false;
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith(ScenarioRunner.SUFFIX)) {
        any = true;
        named.addAll(
            ScenarioParser.parse(file.getKey(), file.getValue()).feature().rules().keySet());
      }
    }
    return any ? Optional.of(named) : Optional.empty();
  }

  /**
   * Reads a scenario file, without building its months.
   *
   * @param file its path as it is to be shown
   */
  public static Parsed parse(String file, String text) {
    return ScenarioParser.parse(file, text);
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
