package io.trueup.inquiry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.month.MonthSource;
import io.trueup.reconcile.DatasetSourceDao;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.rulebase.WrittenRule;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.DraftDao;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which rules decided this figure: the rules as they were written in the run's bundle, who
 * published it, the facts that matched, how old the data was, and which words of people counted.
 */
public final class FigureInquiry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FigureInquiry() {}

  /**
   * The answer.
   *
   * @param bundle null for a run from before there were bundles
   * @param rules in the order of their ids
   * @param evidence JSON object: billing lines, mapping, records, accounts, decisions, and {@code
   *     matched}, the facts that the rules matched
   * @param sources where the data is from, and how old it was
   * @param decisions words of people that counted
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Answer(
      UUID runId,
      @Nullable LocalDate asOf,
      long decisionNo,
      @Nullable String engineVersion,
      @Nullable Integer engineRevision,
      @Nullable PublishedBundle bundle,
      Figure figure,
      List<Rule> rules,
      List<Source> sources,
      List<Decision> decisions,
      @JsonRawValue @Schema(type = "object") String evidence) {}

  /** The figure itself: a discrepancy with its quantities and its money. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Figure(
      String discrepancyId,
      String companyId,
      String companyName,
      String agreementId,
      String additionId,
      String productCode,
      @JsonProperty("class") String discrepancyClass,
      String reason,
      @Nullable BigDecimal billedQuantity,
      @Nullable BigDecimal usedQuantity,
      @Nullable BigDecimal delta,
      @Nullable BigDecimal unitPrice,
      String currency,
      @Nullable BigDecimal monthlyImpact,
      boolean held,
      @Nullable BigDecimal heldAmount,
      String explanation) {
    static Figure of(DiscrepancyRow row) {
      return new Figure(
          row.discrepancyId(),
          row.companyId(),
          row.companyName(),
          row.agreementId(),
          row.additionId(),
          row.productCode(),
          row.discrepancyClass(),
          row.reason(),
          row.billedQuantity(),
          row.usedQuantity(),
          row.delta(),
          row.unitPrice(),
          row.currency(),
          row.monthlyImpact(),
          row.held(),
          row.heldAmount(),
          row.explanation());
    }
  }

  /**
   * A rule that decided.
   *
   * @param text as it was written in the bundle of the run; empty when the bundle is not there
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Rule(
      String id,
      String name,
      String stage,
      String owner,
      String rationale,
      String file,
      int line,
      String text) {}

  /**
   * An integration that was read.
   *
   * @param snapshotNo its snapshot; null when the files were uploaded
   * @param takenAt as of when its rows were; null when nobody knows
   * @param ageHours from then to the end of the day that was looked at
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Source(
      String integrationId,
      String health,
      String words,
      @Nullable Long snapshotNo,
      @Nullable Instant takenAt,
      @Nullable Long ageHours) {}

  /** A decision that counted: one that the result rests on, or one about an account behind it. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Decision(
      String decisionId,
      String kind,
      String about,
      String value,
      String reason,
      String decidedBy,
      String decidedAt) {}

  /** The answer for a discrepancy of a run; empty when there is none such. */
  public static Optional<Answer> find(Handle handle, UUID runId, String discrepancyId) {
    Optional<RunRow> run = RunDao.find(handle, runId);
    Optional<DiscrepancyRow> row =
        run.flatMap(there -> DiscrepancyDao.find(handle, runId, discrepancyId));
    return row.map(found -> answer(handle, run.orElseThrow(), found));
  }

  private static Answer answer(Handle handle, RunRow run, DiscrepancyRow row) {
    JsonNode evidence = json(row.evidence());
    Long version = run.bundleVersion();
    return new Answer(
        run.runId(),
        run.asOf(),
        run.decisionNo(),
        run.engine() == null ? null : run.engine().program(),
        run.engine() == null ? null : run.engine().revision(),
        version == null ? null : bundle(handle, version),
        Figure.of(row),
        rules(handle, version, row, evidence),
        sources(handle, run, evidence),
        FigureDecisions.of(handle, run, row, evidence),
        row.evidence());
  }

  private static @Nullable PublishedBundle bundle(Handle handle, long version) {
    BundleRow row = BundleDao.find(handle, version).orElse(null);
    if (row == null) {
      return null;
    }
    UUID draft = row.draftId();
    return PublishedBundle.of(
        row,
        draft == null
            ? List.of()
            : DraftDao.authors(handle, List.of(draft)).getOrDefault(draft, List.of()));
  }

  private static List<Rule> rules(
      Handle handle, @Nullable Long version, DiscrepancyRow row, JsonNode evidence) {
    Map<String, WrittenRule> written =
        version == null ? Map.of() : RuleTexts.of(handle, version, row.ruleIds());
    Map<String, JsonNode> told = new HashMap<>();
    evidence.path("rules").forEach(rule -> told.put(rule.path("id").asText(), rule));
    List<Rule> rules = new ArrayList<>();
    for (String id : new TreeSet<>(row.ruleIds())) {
      WrittenRule rule = written.get(id);
      JsonNode known = told.getOrDefault(id, JSON.createObjectNode());
      rules.add(
          rule == null
              ? new Rule(
                  id,
                  known.path("name").asText(),
                  known.path("stage").asText(),
                  known.path("owner").asText(),
                  known.path("rationale").asText(),
                  known.path("file").asText(),
                  known.path("line").asInt(),
                  "")
              : new Rule(
                  id,
                  rule.name(),
                  rule.stage(),
                  rule.owner(),
                  rule.rationale(),
                  rule.file(),
                  rule.line(),
                  rule.text()));
    }
    return rules;
  }

  /**
   * Where the data of a figure is from.
   *
   * @param evidence JSON object of the discrepancy
   */
  public static List<Source> sources(Handle handle, RunRow run, JsonNode evidence) {
    Map<String, MonthSource> snapshots = new HashMap<>();
    DatasetSourceDao.list(handle, run.datasetId())
        .forEach(source -> snapshots.put(source.integrationId(), source));
    LocalDate day = run.asOf();
    Instant end = day == null ? null : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Source> sources = new ArrayList<>();
    for (JsonNode integration : evidence.path("integrations")) {
      String id = integration.path("integration_id").asText();
      MonthSource snapshot = snapshots.get(id);
      Instant taken =
          snapshot == null
              ? instant(integration.path("last_success_at").asText(""))
              : snapshot.takenAt();
      sources.add(
          new Source(
              id,
              integration.path("health").asText(),
              snapshot == null ? "" : snapshot.words(),
              snapshot == null ? null : snapshot.snapshotNo(),
              taken,
              taken == null || end == null
                  ? null
                  : Math.max(0, Duration.between(taken, end).toHours())));
    }
    return sources;
  }

  private static @Nullable Instant instant(String text) {
    return text.isEmpty() ? null : Instant.parse(text);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("evidence is JSON", e);
    }
  }
}
