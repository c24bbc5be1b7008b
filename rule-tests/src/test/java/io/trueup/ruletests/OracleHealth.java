package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.text;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Why an integration's numbers cannot be trusted; an integration that is not named is healthy. */
final class OracleHealth {

  private static final List<String> ORDER =
      List.of("failed_sync", "partial_sync", "stale_integration", "count_collapse");

  private final Map<String, String> reasons = new TreeMap<>();
  private final OracleInput input;

  OracleHealth(OracleInput input) {
    this.input = input;
    input.integrations.forEach(
        (id, row) -> reason(input, id, row).ifPresent(reason -> reasons.put(id, reason)));
  }

  private static Optional<String> reason(OracleInput input, String id, Map<String, String> row) {
    String status = text(row, "last_status");
    if (status.equals("failed") || status.equals("never")) {
      return Optional.of("failed_sync");
    }
    if (status.equals("partial")) {
      return Optional.of("partial_sync");
    }
    // Stale: no success at all, or the last one longer ago than the integration's limit.
    long hours = Long.parseLong(OracleInput.textOr(row, "max_age_hours", "24"));
    Instant oldest = input.end.minus(Duration.ofHours(hours));
    if (OracleInput.instant(row, "last_success_at").filter(at -> !at.isBefore(oldest)).isEmpty()) {
      return Optional.of("stale_integration");
    }
    // Collapsed: fell by more than half and by at least ten records against the previous run.
    long now = input.usage.stream().filter(r -> text(r, "integration_id").equals(id)).count();
    long before =
        input.previousUsage.stream().filter(r -> text(r, "integration_id").equals(id)).count();
    return before - now >= 10 && 2 * (before - now) > before
        ? Optional.of("count_collapse")
        : Optional.empty();
  }

  /** Any integration that the mapping reads, whether or not it holds usage of the company. */
  Optional<String> gravestRead(OracleMapping mapping) {
    return gravestRead(List.of(mapping));
  }

  Optional<String> gravestRead(List<OracleMapping> readers) {
    return gravest(
        input.integrations.entrySet().stream()
            .filter(e -> readers.stream().anyMatch(m -> m.reads(e.getValue())))
            .map(Map.Entry::getKey));
  }

  /** The gravest reason among the integrations, in the order of the page. */
  private Optional<String> gravest(Stream<String> integrations) {
    List<String> found =
        integrations.filter(reasons::containsKey).map(id -> reasons.getOrDefault(id, "")).toList();
    return ORDER.stream().filter(found::contains).findFirst();
  }
}
