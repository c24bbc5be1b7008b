package io.trueup.finding;

import io.trueup.period.Period;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A finding that went away by itself: what it was, and what is there now.
 *
 * @param wasClass what it was
 * @param wasStatus what had been decided about it; empty or {@code open} for nothing
 * @param thenBilled and the rest: figures of the run that still found it
 * @param nowBilled and the rest: figures of the month's run; null where nothing is there any more
 * @param there whether the month's run has client and product still
 */
public record Resolved(
    String discrepancyId,
    String companyName,
    String productCode,
    String wasClass,
    String wasStatus,
    @Nullable BigDecimal thenBilled,
    @Nullable BigDecimal thenUsed,
    @Nullable BigDecimal thenImpact,
    String currency,
    @Nullable BigDecimal nowBilled,
    @Nullable BigDecimal nowUsed,
    boolean there) {
  /**
   * Those of a month.
   *
   * @param after discrepancy_id of the last one before; empty for the first page
   */
  public static List<Resolved> list(
      Handle handle, Period period, Optional<String> after, int limit) {
    return handle
        .createQuery(
            """
            SELECT s.discrepancy_id, o.company_name, o.product_code, o.account_id, o.class, s.was_status,
              o.billed_quantity, o.used_quantity,
              CASE WHEN o.held THEN o.held_amount ELSE o.monthly_impact END AS impact, o.currency,
              n.billed_quantity AS now_billed, n.used_quantity AS now_used,
              n.discrepancy_id IS NOT NULL AS there
            FROM finding_state s
            JOIN discrepancy o ON o.tenant_id = s.tenant_id AND o.run_id = s.was_run
              AND o.discrepancy_id = s.discrepancy_id
            LEFT JOIN discrepancy n ON n.tenant_id = s.tenant_id AND n.run_id = :run
              AND n.discrepancy_id = s.discrepancy_id
            WHERE s.month = :month AND s.status = 'resolved'
              AND (:after::text IS NULL OR s.discrepancy_id > :after)
            ORDER BY s.discrepancy_id LIMIT :limit
            """)
        .bind("run", period.runId())
        .bind("month", period.month().atDay(1))
        .bind("after", after.orElse(null))
        .bind("limit", limit)
        .map((row, context) -> of(row))
        .list();
  }

  private static Resolved of(ResultSet row) throws SQLException {
    String company = row.getString("company_name");
    return new Resolved(
        row.getString("discrepancy_id"),
        company.isEmpty() ? row.getString("account_id") : company,
        row.getString("product_code"),
        row.getString("class"),
        row.getString("was_status"),
        row.getBigDecimal("billed_quantity"),
        row.getBigDecimal("used_quantity"),
        row.getBigDecimal("impact"),
        row.getString("currency"),
        row.getBigDecimal("now_billed"),
        row.getBigDecimal("now_used"),
        row.getBoolean("there"));
  }

  /** Whether the line that is billed was changed. */
  public boolean billedChanged() {
    return there && changed(thenBilled, nowBilled);
  }

  /** Whether what is used was changed. */
  public boolean usedChanged() {
    return there && changed(thenUsed, nowUsed);
  }

  private static boolean changed(@Nullable BigDecimal then, @Nullable BigDecimal now) {
    return then != null && now != null && then.compareTo(now) != 0;
  }
}
