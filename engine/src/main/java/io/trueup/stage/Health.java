package io.trueup.stage;

import io.trueup.facts.Company;
import io.trueup.facts.Integration;
import io.trueup.facts.IntegrationDoubt;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.StreamSync;
import io.trueup.facts.SyncStatus;
import io.trueup.facts.UsageTable;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which integrations may be believed this month, and why the others may not. */
final class Health {
  /**
   * An integration and what the rules say of it.
   *
   * @param told the gravest doubt, empty when it is healthy
   */
  record Verdict(Integration integration, Optional<Doubts.Doubt> told) {
    Optional<IntegrationDoubt> doubt() {
      return told.map(Doubts.Doubt::fact);
    }

    /** Why it is not believed, as the end of a sentence; empty when it is. */
    String words() {
      return told.map(Doubts.Doubt::words).orElse("");
    }

    List<RuleInfo> rules() {
      return told.map(Doubts.Doubt::rules).orElse(List.of());
    }
  }

  private static final Comparator<Verdict> GRAVEST_FIRST =
      Comparator.comparingLong((Verdict v) -> v.doubt().orElseThrow().rank())
          .thenComparing(v -> v.integration().integrationId());

  private final Map<String, Verdict> verdicts;
  private final Map<String, String> readFrom;
  private final Map<ServiceMapping, Optional<Verdict>> doubtByMapping = new ConcurrentHashMap<>();
  private final Map<ServiceMapping, List<Verdict>> readBy = new ConcurrentHashMap<>();

  private Health(Map<String, Verdict> verdicts, Map<String, String> readFrom) {
    this.verdicts = verdicts;
    this.readFrom = readFrom;
  }

  static Health assess(Month month, RuleBundle bundle, LocalDate asOf, RunNotes notes) {
    List<SyncStatus> statuses = measure(month, asOf);
    List<Object> facts = new ArrayList<>(bundle.policy());
    facts.addAll(statuses);
    Outcome outcome = bundle.rules(Discrepancies.STAGE).evaluate(facts);
    notes.evaluated(Discrepancies.STAGE, outcome);

    Doubts doubts = new Doubts(statuses, outcome);
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (Integration integration : month.integrations()) {
      String id = integration.integrationId();
      verdicts.put(id, new Verdict(integration, doubts.about(id)));
    }
    Map<String, String> readFrom = new HashMap<>();
    for (Company company : month.companies()) {
      String from = company.attributes().getOrDefault("integration_id", "");
      if (!from.isEmpty()) {
        readFrom.put(company.companyId(), from);
      }
    }
    return new Health(verdicts, readFrom);
  }

  /** Every integration, then every stream, each in the order of its id. */
  private static List<SyncStatus> measure(Month month, LocalDate asOf) {
    Map<String, Long> records = new HashMap<>();
    UsageTable usage = UsageTable.of(month.usage());
    long[] byAccount = new long[usage.accounts()];
    for (int i = 0; i < usage.size(); i++) {
      byAccount[usage.account(i)]++;
    }
    for (int account = 0; account < byAccount.length; account++) {
      records.merge(usage.accountOf(account).integrationId(), byAccount[account], Long::sum);
    }
    Instant end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Set<String> judgedByStream = new HashSet<>();
    for (StreamSync stream : month.streams()) {
      if (stream.previousRecords() != null) {
        judgedByStream.add(stream.integrationId());
      }
    }
    Map<String, SyncStatus> statuses = new TreeMap<>();
    for (Integration integration : month.integrations()) {
      String id = integration.integrationId();
      Integer before = month.previous().recordsByIntegration().get(id);
      boolean known = before != null || month.previous().integrations().containsKey(id);
      Instant success = integration.lastSuccessAt();
      statuses.put(
          id,
          new SyncStatus(
              id,
              "",
              integration.lastStatus(),
              success != null,
              hours(success, end),
              integration.maxAgeHours(),
              records.getOrDefault(id, 0L),
              known && !judgedByStream.contains(id),
              before == null ? 0 : before,
              0));
    }
    List<SyncStatus> all = new ArrayList<>(statuses.values());
    month.streams().stream()
        .sorted(Comparator.comparing(StreamSync::integrationId).thenComparing(StreamSync::stream))
        .forEach(
            stream -> {
              SyncStatus whole = statuses.get(stream.integrationId());
              if (whole != null) {
                all.add(measure(stream, whole.maxAgeHours(), end));
              }
            });
    return all;
  }

  private static SyncStatus measure(StreamSync sync, BigDecimal maxAgeHours, Instant end) {
    Long before = sync.previousRecords();
    return new SyncStatus(
        sync.integrationId(),
        sync.stream(),
        sync.lastStatus(),
        sync.lastSuccessAt() != null,
        hours(sync.lastSuccessAt(), end),
        maxAgeHours,
        sync.records(),
        before != null,
        before == null ? 0 : before,
        sync.unreadableRecords());
  }

  /** Hours from a success to {@code end}, with six decimals; 0 when there was none. */
  static BigDecimal hours(@Nullable Instant success, Instant end) {
    return success == null
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(Duration.between(success, end).toMillis())
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
    return readBy.computeIfAbsent(
        mapping, m -> verdicts.values().stream().filter(v -> reads(m, v.integration())).toList());
  }

  /**
   * The gravest doubt about what a company's comparison is made of: any integration that the
   * mapping reads, or the one that the company itself was read from.
   */
  Optional<Verdict> doubtAbout(ServiceMapping mapping, String companyId) {
    Optional<Verdict> byMapping = doubtAbout(mapping);
    Optional<Verdict> byCompany = doubtAbout(companyId);
    return byCompany.isEmpty()
        ? byMapping
        : Stream.concat(byMapping.stream(), byCompany.stream()).min(GRAVEST_FIRST);
  }

  private Optional<Verdict> doubtAbout(String companyId) {
    return Optional.ofNullable(readFrom.get(companyId))
        .flatMap(id -> Optional.ofNullable(verdicts.get(id)))
        .filter(verdict -> verdict.doubt().isPresent());
  }

  private Optional<Verdict> doubtAbout(ServiceMapping mapping) {
    return doubtByMapping.computeIfAbsent(
        mapping,
        m -> readBy(m).stream().filter(verdict -> verdict.doubt().isPresent()).min(GRAVEST_FIRST));
  }
}
