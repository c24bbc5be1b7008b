package io.trueup.inquiry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Which findings people decided: those that rest on a decision, and whose it was. */
public final class Overridden {
  private Overridden() {}

  /**
   * Which of them; empty options do not filter.
   *
   * @param kind of the decision: {@code waive}, {@code tolerance}, {@code link}, ...
   * @param by who decided
   */
  public record Filter(Optional<String> kind, Optional<String> by) {}

  /**
   * A finding and the decision that it rests on; one of several decisions comes several times.
   *
   * @param decisionId {@code service-N} for decision N that was made in the service, else that of
   *     decisions.csv
   * @param value the number, user or account that the kind calls for
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Row(
      UUID runId,
      LocalDate asOf,
      String discrepancyId,
      String companyId,
      String companyName,
      String productCode,
      @JsonProperty("class") String discrepancyClass,
      String reason,
      @Nullable BigDecimal delta,
      @Nullable BigDecimal monthlyImpact,
      String currency,
      String explanation,
      String decisionId,
      String kind,
      String value,
      @Nullable LocalDate until,
      String why,
      String decidedBy,
      @Nullable Instant decidedAt) {}

  /** A row and its place: the number of its run among those chosen. */
  public record Placed(Row row, long place) {}

  /** How many findings rest on decisions of a kind and person, by run and class. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Total(
      UUID runId,
      LocalDate asOf,
      String kind,
      String decidedBy,
      @JsonProperty("class") String discrepancyClass,
      String reason,
      long findings) {}

  /**
   * Findings, newest run first, then by discrepancy and decision.
   *
   * @param runs as {@link RunChoice#runs} chose them
   * @param after place, discrepancy id and decision id of the last row before; empty for the first
   *     page
   */
  public static List<Placed> list(
      Handle handle, List<RunChoice.Chosen> runs, Filter filter, List<String> after, int limit) {
    Query query =
        handle
            .createQuery(
                """
                SELECT c.place, r.as_of, d.*
                FROM unnest(:runs) WITH ORDINALITY AS c (run_id, place)
                JOIN run r ON r.run_id = c.run_id
                CROSS JOIN LATERAL (
                  SELECT x.run_id, x.discrepancy_id, d.company_id, d.company_name, d.product_code,
                    d.class, d.reason, d.delta, d.monthly_impact, d.currency, d.explanation,
                    x.decision_id, x.kind, x.value, x.until, x.reason AS why, x.decided_by,
                    x.decided_at
                  FROM discrepancy_decision x
                  JOIN discrepancy d ON d.run_id = x.run_id AND d.discrepancy_id = x.discrepancy_id
                  WHERE x.run_id = c.run_id
                    AND (c.place > :place OR (x.discrepancy_id, x.decision_id) > (:id, :decision))
                    AND (:kind::text IS NULL OR x.kind = :kind)
                    AND (:by::text IS NULL OR x.decided_by = :by)
                  ORDER BY x.discrepancy_id, x.decision_id LIMIT :limit) d
                WHERE c.place >= :place
                ORDER BY c.place, d.discrepancy_id, d.decision_id LIMIT :limit
                """)
            .bind("place", after.isEmpty() ? 1L : Long.parseLong(after.get(0)))
            .bind("id", after.isEmpty() ? "" : after.get(1))
            .bind("decision", after.isEmpty() ? "" : after.get(2))
            .bind("limit", limit);
    return bind(query, runs, filter)
        .map(
            (row, context) ->
                new Placed(
                    new Row(
                        row.getObject("run_id", UUID.class),
                        row.getObject("as_of", LocalDate.class),
                        row.getString("discrepancy_id"),
                        row.getString("company_id"),
                        row.getString("company_name"),
                        row.getString("product_code"),
                        row.getString("class"),
                        row.getString("reason"),
                        row.getBigDecimal("delta"),
                        row.getBigDecimal("monthly_impact"),
                        row.getString("currency"),
                        row.getString("explanation"),
                        row.getString("decision_id"),
                        row.getString("kind"),
                        row.getString("value"),
                        row.getObject("until", LocalDate.class),
                        row.getString("why"),
                        row.getString("decided_by"),
                        row.getTimestamp("decided_at") == null
                            ? null
                            : row.getTimestamp("decided_at").toInstant()),
                    row.getLong("place")))
        .list();
  }

  /** How many rows there are in all. */
  public static long count(Handle handle, List<RunChoice.Chosen> runs, Filter filter) {
    return bind(
            handle.createQuery(
                """
                SELECT count(*) FROM discrepancy_decision x
                WHERE x.run_id = ANY (:runs) AND (:kind::text IS NULL OR x.kind = :kind)
                  AND (:by::text IS NULL OR x.decided_by = :by)
                """),
            runs,
            filter)
        .mapTo(Long.class)
        .one();
  }

  /** What they come to, newest run first. */
  public static List<Total> totals(Handle handle, List<RunChoice.Chosen> runs, Filter filter) {
    return bind(
            handle.createQuery(
                """
                SELECT x.run_id, r.as_of, x.kind, x.decided_by, d.class, d.reason,
                  count(DISTINCT x.discrepancy_id) AS findings
                FROM discrepancy_decision x
                JOIN discrepancy d ON d.run_id = x.run_id AND d.discrepancy_id = x.discrepancy_id
                JOIN run r ON r.run_id = x.run_id
                WHERE x.run_id = ANY (:runs) AND (:kind::text IS NULL OR x.kind = :kind)
                  AND (:by::text IS NULL OR x.decided_by = :by)
                GROUP BY 1, 2, 3, 4, 5, 6
                ORDER BY array_position(:runs, x.run_id), 3, 4, 5, 6
                """),
            runs,
            filter)
        .map(
            (row, context) ->
                new Total(
                    row.getObject("run_id", UUID.class),
                    row.getObject("as_of", LocalDate.class),
                    row.getString("kind"),
                    row.getString("decided_by"),
                    row.getString("class"),
                    row.getString("reason"),
                    row.getLong("findings")))
        .list();
  }

  private static Query bind(Query query, List<RunChoice.Chosen> runs, Filter filter) {
    return query
        .bindArray("runs", UUID.class, (Object[]) RunChoice.ids(runs))
        .bind("kind", filter.kind().orElse(null))
        .bind("by", filter.by().orElse(null));
  }
}
