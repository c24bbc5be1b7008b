package io.trueup.scenario;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of one scenario.
 *
 * @param feature what its file is about
 * @param scenario the scenario
 * @param failures what differs, each as text with a table; empty when everything holds
 * @param fired ids of the rules that concluded something
 */
public record ScenarioResult(
    String feature, Scenario scenario, List<String> failures, Set<String> fired) {
  public ScenarioResult {
    failures = List.copyOf(failures);
    fired = Collections.unmodifiableSet(new TreeSet<>(fired));
  }

  /** Whether everything that the scenario expects holds. */
  public boolean passed() {
    return failures.isEmpty();
  }

  /** Given, expected and got, for a person to read. */
  public String report() {
    StringBuilder text = new StringBuilder();
    text.append(passed() ? "passed: " : "FAILED: ")
        .append(scenario.name())
        .append("\n  ")
        .append(scenario.where())
        .append('\n');
    if (passed()) {
      return text.toString();
    }
    text.append("  as of ").append(scenario.asOf()).append('\n');
    scenario
        .policy()
        .forEach((name, value) -> text.append("  given policy " + name + ": " + value + "\n"));
    scenario
        .given()
        .forEach(
            (file, tables) -> {
              for (ScenarioTable table : tables) {
                text.append("  given ").append(file.replace(".csv", "")).append('\n');
                text.append(TextTable.render(lines(table)));
              }
            });
    failures.forEach(failure -> text.append("  ").append(failure).append('\n'));
    text.append("  rules that fired: ").append(String.join(" ", fired)).append('\n');
    return text.toString();
  }

  private static List<List<String>> lines(ScenarioTable table) {
    List<List<String>> lines = new java.util.ArrayList<>();
    lines.add(table.header());
    table.rows().forEach(row -> lines.add(row.cells()));
    return lines;
  }
}
