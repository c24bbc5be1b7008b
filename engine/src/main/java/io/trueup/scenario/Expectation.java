package io.trueup.scenario;

/**
 * What must come out.
 *
 * @param line line of the step in the scenario file
 * @param of what it is about
 * @param include whether other rows may be there as well
 * @param table the rows; only the columns that it names are compared
 */
public record Expectation(int line, Of of, boolean include, ScenarioTable table) {
  /** What an expectation can be about, by the word that scenarios use. */
  public enum Of {
    DISCREPANCIES,
    USAGE,
    ACCOUNTS,
    INTEGRATIONS,
    PROBLEMS,
    TOTALS;

    /** The word in scenarios. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
