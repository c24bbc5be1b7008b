package io.trueup.stage;

import io.trueup.facts.InputProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The month at a glance.
 *
 * @param asOf the day on which billed and used were compared
 * @param bundleHash hash of the rules
 * @param inputHash hash of the input
 * @param complete whether everything was evaluated; when not, {@code stopped} says why
 * @param stopped why parts were cut short
 * @param classes discrepancies by class, and within it by reason
 * @param totals amounts by currency
 * @param coverage how much of the input is explained
 * @param folding how far records and cases folded, and what keeps them from it
 * @param integrations integrations and whether they may be believed, by id
 * @param problems rows of the input that could not be used
 */
public record Summary(
    LocalDate asOf,
    String bundleHash,
    String inputHash,
    boolean complete,
    List<String> stopped,
    Map<String, Map<String, Integer>> classes,
    Map<String, Totals> totals,
    Coverage coverage,
    Folding folding,
    Map<String, IntegrationHealth> integrations,
    List<InputProblem> problems) {

  /**
   * Sums over discrepancies, each of its own column: what is held is in none of the others.
   *
   * @param underbilled monthly impact of UNDERBILLING, at least 0
   * @param overbilled monthly impact of OVERBILLING, at most 0
   * @param held amounts held back
   * @param reclaimable what inactive seats cost
   */
  public record Totals(
      BigDecimal underbilled, BigDecimal overbilled, BigDecimal held, BigDecimal reclaimable) {}

  /**
   * How much of the input is explained.
   *
   * @param records usage records read
   * @param counted of them counted
   * @param excluded of them left out with a reason
   * @param unaccounted of them open
   * @param recordsExplained counted and excluded as a fraction of all, null when there are none
   * @param lines billing lines in force
   * @param linesExplained of them compared with usage or known not to follow it, as a fraction;
   *     null when there are none
   * @param usages groups that the records folded to
   */
  public record Coverage(
      long records,
      long counted,
      long excluded,
      long unaccounted,
      @org.jspecify.annotations.Nullable BigDecimal recordsExplained,
      long lines,
      @org.jspecify.annotations.Nullable BigDecimal linesExplained,
      long usages) {}

  /**
   * Whether an integration may be believed, and what became of its records.
   *
   * @param health healthy, or the reason for doubt
   * @param doubt the reason in words, as the end of a sentence; empty when healthy
   * @param lastSuccessAt ISO instant, empty for never
   */
  public record IntegrationHealth(
      String category,
      String vendor,
      String health,
      String doubt,
      String lastSuccessAt,
      long records,
      long counted,
      long excluded,
      long unaccounted) {}

  /** Whether anything at all was looked at. A run that audited nothing is never clean. */
  public boolean audited() {
    return coverage.records() > 0 && coverage.lines() > 0;
  }
}
