package io.trueup.inquiry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.rulebase.WrittenRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What did this rule decide: counts and money by month, and the findings one by one. */
public final class RuleYear {
  private RuleYear() {}

  /**
   * The answer.
   *
   * @param name its sentence in the newest bundle that has it; empty when none has
   * @param runs the runs that were looked at; the rule was not asked in any other
   * @param decided by run, kind, outcome, reason and currency
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Answer(
      String ruleId,
      String name,
      String rationale,
      LocalDate from,
      LocalDate to,
      boolean allRuns,
      List<RunChoice.Chosen> runs,
      List<Decided> decided) {}

  /**
   * What it decided in a run.
   *
   * @param kind {@code discrepancy}, {@code usage} (records) or {@code account}
   * @param outcome the class, the fate, or the decision
   * @param currency empty where there is no money
   * @param monthlyImpact sum; 0 for records and accounts, whose money is that of discrepancies
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Decided(
      UUID runId,
      LocalDate asOf,
      String kind,
      String outcome,
      String reason,
      String currency,
      long count,
      BigDecimal monthlyImpact,
      BigDecimal heldAmount,
      BigDecimal oneOffAmount,
      BigDecimal reclaimableAmount) {}

  /** A discrepancy that it had a part in. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Finding(
      UUID runId,
      LocalDate asOf,
      String discrepancyId,
      String companyId,
      String companyName,
      String productCode,
      @JsonProperty("class") String discrepancyClass,
      String reason,
      String currency,
      @Nullable BigDecimal monthlyImpact,
      boolean held,
      @Nullable BigDecimal heldAmount,
      List<String> ruleIds,
      String explanation) {}

  /** A finding and its place: the number of its run among those chosen, and its id. */
  public record Placed(Finding finding, long place) {}

  /** Counts and money. */
  public static Answer answer(Handle handle, String ruleId, RunChoice choice) {
    List<RunChoice.Chosen> runs = choice.runs(handle);
    Optional<WrittenRule> rule = RuleTexts.findNewest(handle, ruleId);
    return new Answer(
        ruleId,
        rule.map(WrittenRule::name).orElse(""),
        rule.map(WrittenRule::rationale).orElse(""),
        choice.from(),
        choice.to(),
        choice.all(),
        runs,
        decided(handle, ruleId, runs));
  }

  private static List<Decided> decided(Handle handle, String ruleId, List<RunChoice.Chosen> runs) {
    return handle
        .createQuery(
            """
            SELECT t.run_id, r.as_of, t.kind, t.outcome, t.reason, t.currency, t.count,
              t.monthly_impact, t.held_amount, t.one_off_amount, t.reclaimable_amount
            FROM rule_tally t JOIN run r ON r.run_id = t.run_id
            WHERE t.rule_id = :rule AND t.run_id = ANY (:runs)
            ORDER BY array_position(:runs, t.run_id), t.kind, t.outcome, t.reason, t.currency
            """)
        .bind("rule", ruleId)
        .bindArray("runs", UUID.class, (Object[]) RunChoice.ids(runs))
        .map(
            (row, context) ->
                new Decided(
                    row.getObject("run_id", UUID.class),
                    row.getObject("as_of", LocalDate.class),
                    row.getString("kind"),
                    row.getString("outcome"),
                    row.getString("reason"),
                    row.getString("currency"),
                    row.getLong("count"),
                    row.getBigDecimal("monthly_impact"),
                    row.getBigDecimal("held_amount"),
                    row.getBigDecimal("one_off_amount"),
                    row.getBigDecimal("reclaimable_amount")))
        .list();
  }

  /**
   * The findings, newest run first. Each run gives its first rows after the key by its index, so
   * that a page costs what it shows.
   *
   * @param runs as {@link RunChoice#runs} chose them
   * @param after place and discrepancy id of the last row before; empty for the first page
   */
  public static List<Placed> findings(
      Handle handle,
      String ruleId,
      List<RunChoice.Chosen> runs,
      Optional<String> discrepancyClass,
      List<String> after,
      int limit) {
    return handle
        .createQuery(
            """
            SELECT c.place, r.as_of, d.*
            FROM unnest(:runs) WITH ORDINALITY AS c (run_id, place)
            JOIN run r ON r.run_id = c.run_id
            CROSS JOIN LATERAL (
              SELECT d.run_id, d.discrepancy_id, d.company_id, d.company_name, d.product_code,
                d.class, d.reason, d.currency, d.monthly_impact, d.held, d.held_amount, d.rule_ids,
                d.explanation
              FROM rule_finding f
              JOIN discrepancy d ON d.run_id = f.run_id AND d.discrepancy_id = f.discrepancy_id
              WHERE f.rule_id = :rule AND f.run_id = c.run_id
                AND f.discrepancy_id > CASE WHEN c.place = :place THEN :id ELSE '' END
                AND (:class::text IS NULL OR d.class = :class)
              ORDER BY f.discrepancy_id LIMIT :limit) d
            WHERE c.place >= :place
            ORDER BY c.place, d.discrepancy_id COLLATE "C" LIMIT :limit
            """)
        .bindArray("runs", UUID.class, (Object[]) RunChoice.ids(runs))
        .bind("rule", ruleId)
        .bind("class", discrepancyClass.orElse(null))
        .bind("place", after.isEmpty() ? 1L : Long.parseLong(after.get(0)))
        .bind("id", after.isEmpty() ? "" : after.get(1))
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Placed(
                    new Finding(
                        row.getObject("run_id", UUID.class),
                        row.getObject("as_of", LocalDate.class),
                        row.getString("discrepancy_id"),
                        row.getString("company_id"),
                        row.getString("company_name"),
                        row.getString("product_code"),
                        row.getString("class"),
                        row.getString("reason"),
                        row.getString("currency"),
                        row.getBigDecimal("monthly_impact"),
                        row.getBoolean("held"),
                        row.getBigDecimal("held_amount"),
                        List.of((String[]) row.getArray("rule_ids").getArray()),
                        row.getString("explanation")),
                    row.getLong("place")))
        .list();
  }

  /** How many findings there are, of one class where given. */
  public static long count(
      Handle handle,
      String ruleId,
      List<RunChoice.Chosen> runs,
      Optional<String> discrepancyClass) {
    return handle
        .createQuery(
            """
            SELECT coalesce(sum(count), 0) FROM rule_tally
            WHERE rule_id = :rule AND run_id = ANY (:runs) AND kind = 'discrepancy'
              AND (:class::text IS NULL OR outcome = :class)
            """)
        .bind("rule", ruleId)
        .bindArray("runs", UUID.class, (Object[]) RunChoice.ids(runs))
        .bind("class", discrepancyClass.orElse(null))
        .mapTo(Long.class)
        .one();
  }
}
