package io.trueup.provenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A finding in another month: the same subject has the same id in every month.
 *
 * @param runId the run that the month is reviewed on
 * @param found whether that run speaks of the subject at all
 * @param status where the finding stands in the month's review
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "PastMonth")
public record PastMonth(
    @Schema(type = "string", example = "2026-10") YearMonth month,
    UUID runId,
    boolean found,
    @JsonProperty("class") String discrepancyClass,
    String reason,
    @Nullable BigDecimal used,
    @Nullable BigDecimal billed,
    @Nullable BigDecimal delta,
    String currency,
    @Nullable BigDecimal monthlyImpact,
    boolean held,
    @Nullable BigDecimal heldAmount,
    String status) {
  /** The months that were reconciled up to one, the oldest first. */
  public static List<PastMonth> upTo(
      Handle handle, String discrepancyId, YearMonth last, int months) {
    return handle
        .createQuery(
            """
            SELECT p.month, p.run_id, d.discrepancy_id IS NOT NULL AS found,
              coalesce(d.class, '') AS class, coalesce(d.reason, '') AS reason, d.used_quantity,
              d.billed_quantity, d.delta, coalesce(d.currency, '') AS currency, d.monthly_impact,
              coalesce(d.held, false) AS held, d.held_amount, coalesce(s.status, '') AS status
            FROM period p
            LEFT JOIN discrepancy d ON d.tenant_id = p.tenant_id AND d.run_id = p.run_id
              AND d.discrepancy_id = :id
            LEFT JOIN finding_state s ON s.tenant_id = p.tenant_id AND s.month = p.month
              AND s.discrepancy_id = :id
            WHERE p.month BETWEEN :first AND :last ORDER BY p.month
            """)
        .bind("id", discrepancyId)
        .bind("first", last.minusMonths(months - 1L).atDay(1))
        .bind("last", last.atDay(1))
        .map(
            (row, context) ->
                new PastMonth(
                    YearMonth.from(row.getObject("month", LocalDate.class)),
                    row.getObject("run_id", UUID.class),
                    row.getBoolean("found"),
                    row.getString("class"),
                    row.getString("reason"),
                    row.getBigDecimal("used_quantity"),
                    row.getBigDecimal("billed_quantity"),
                    row.getBigDecimal("delta"),
                    row.getString("currency"),
                    row.getBigDecimal("monthly_impact"),
                    row.getBoolean("held"),
                    row.getBigDecimal("held_amount"),
                    row.getString("status")))
        .list();
  }
}
