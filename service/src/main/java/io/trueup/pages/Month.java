package io.trueup.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.reconcile.RunRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished run at a glance.
 *
 * @param label of the dataset that it read
 * @param totals by currency, the largest first
 * @param classes how many discrepancies of each class
 * @param complete false when rules were stopped before their end
 * @param audited false when nothing was compared at all
 */
public record Month(
    RunRow run,
    String label,
    List<Totals> totals,
    Map<String, Integer> classes,
    Coverage coverage,
    List<Source> sources,
    boolean complete,
    boolean audited,
    int problems) {
  public Month {
    totals = List.copyOf(totals);
    sources = List.copyOf(sources);
  }

  /** How much of the month is explained; fractions are null where there is nothing to explain. */
  public record Coverage(
      long records,
      @Nullable BigDecimal recordsExplained,
      long lines,
      @Nullable BigDecimal linesExplained) {}

  /**
   * A connected system in that month.
   *
   * @param health {@code healthy}, or what is wrong with it
   */
  public record Source(String id, String health, long records) {
    /** Whether its figures are believed. */
    public boolean well() {
      return health.equals("healthy");
    }
  }

  static Month of(RunRow run, String label, String summary) {
    JsonNode json = Json.read(summary);
    Map<String, Integer> classes = new LinkedHashMap<>();
    json.path("classes")
        .fields()
        .forEachRemaining(
            each -> classes.put(each.getKey(), each.getValue().path("count").asInt()));
    JsonNode coverage = json.path("coverage");
    List<Source> sources = new ArrayList<>();
    json.path("integrations")
        .forEach(
            each ->
                sources.add(
                    new Source(
                        Json.text(each, "integration_id"),
                        Json.text(each, "health"),
                        each.path("records").asLong())));
    return new Month(
        run,
        label,
        Totals.of(json.path("totals")),
        classes,
        new Coverage(
            coverage.path("records").asLong(),
            Json.decimal(coverage, "records_explained"),
            coverage.path("lines").asLong(),
            Json.decimal(coverage, "lines_explained")),
        sources,
        json.path("complete").asBoolean(true),
        json.path("audited").asBoolean(true),
        json.path("problems").size());
  }

  /** Discrepancies to look at: all but those that match. */
  public int open() {
    return classes.entrySet().stream()
        .filter(each -> !each.getKey().equals("MATCHED"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How many of its systems are believed. */
  public long healthy() {
    return sources.stream().filter(Source::well).count();
  }
}
