package io.trueup.stage;

import io.trueup.facts.Integration;
import io.trueup.facts.IntegrationDoubt;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.SyncStatus;
import io.trueup.facts.UsageRecord;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which integrations may be believed this month, and why the others may not. */
final class Health {
  /**
   * An integration and what the rules say of it.
   *
   * @param doubt the first doubt, empty when it is healthy
   */
  record Verdict(
      Integration integration,
      SyncStatus status,
      Optional<IntegrationDoubt> doubt,
      List<RuleInfo> rules) {}

  private final Map<String, Verdict> verdicts;
  private final Map<String, Optional<Verdict>> doubtByMapping = new HashMap<>();

  private Health(Map<String, Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  static Health assess(Month month, RuleBundle bundle, LocalDate asOf, RunNotes notes) {
    Map<String, Long> records = new HashMap<>();
    for (UsageRecord usage : month.usage()) {
      records.merge(usage.integrationId(), 1L, Long::sum);
    }
    Instant end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, SyncStatus> statuses = new TreeMap<>();
    for (Integration integration : month.integrations()) {
      String id = integration.integrationId();
      Integer before = month.previous().recordsByIntegration().get(id);
      Instant success = integration.lastSuccessAt();
      statuses.put(
          id,
          new SyncStatus(
              id,
              integration.lastStatus(),
              success != null,
              success == null ? BigDecimal.ZERO : hours(Duration.between(success, end)),
              integration.maxAgeHours(),
              records.getOrDefault(id, 0L),
              before != null || month.previous().integrations().containsKey(id),
              before == null ? 0 : before));
    }
    List<Object> facts = new ArrayList<>(bundle.policy());
    facts.addAll(statuses.values());
    Outcome outcome = bundle.rules(Discrepancies.STAGE).evaluate(facts);
    notes.evaluated(Discrepancies.STAGE, outcome);

    Map<String, List<Conclusion>> doubts = new HashMap<>();
    for (Conclusion conclusion : outcome.conclusions()) {
      if (conclusion.fact() instanceof IntegrationDoubt doubt) {
        doubts.computeIfAbsent(doubt.integrationId(), k -> new ArrayList<>()).add(conclusion);
      }
    }
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (Integration integration : month.integrations()) {
      String id = integration.integrationId();
      Optional<Conclusion> first =
          doubts.getOrDefault(id, List.of()).stream()
              .min(
                  Comparator.comparingLong((Conclusion c) -> ((IntegrationDoubt) c.fact()).rank())
                      .thenComparing(c -> ((IntegrationDoubt) c.fact()).reason()));
      verdicts.put(
          id,
          new Verdict(
              integration,
              java.util.Objects.requireNonNull(statuses.get(id)),
              first.map(c -> (IntegrationDoubt) c.fact()),
              first.map(c -> Rules.of(c)).orElse(List.of())));
    }
    return new Health(verdicts);
  }

  private static BigDecimal hours(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis())
        .divide(BigDecimal.valueOf(3_600_000), 6, RoundingMode.HALF_UP);
  }

  /** All integrations, by id in its order. */
  Map<String, Verdict> verdicts() {
    return verdicts;
  }

  /** Whether an integration is one that {@code mapping} reads. */
  static boolean reads(ServiceMapping mapping, Integration integration) {
    return mapping.integrationId().isEmpty()
        ? mapping.category().isEmpty() || mapping.category().equals(integration.category())
        : mapping.integrationId().equals(integration.integrationId());
  }

  /** Integrations that {@code mapping} reads, in the order of their ids. */
  List<Verdict> readBy(ServiceMapping mapping) {
    return verdicts.values().stream().filter(v -> reads(mapping, v.integration())).toList();
  }

  /** The gravest doubt about any integration that {@code mapping} reads. */
  Optional<Verdict> doubtAbout(ServiceMapping mapping) {
    synchronized (doubtByMapping) {
      return doubtByMapping.computeIfAbsent(
          mapping.mappingId(),
          id ->
              readBy(mapping).stream()
                  .filter(verdict -> verdict.doubt().isPresent())
                  .min(
                      Comparator.comparingLong((Verdict v) -> v.doubt().orElseThrow().rank())
                          .thenComparing(v -> v.integration().integrationId())));
    }
  }
}
