package io.trueup.finding;

import io.trueup.decision.FindingState;
import io.trueup.period.Period;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * A finding with what was decided about it.
 *
 * @param value of a correction what should be billed, of a tolerance its width
 * @param agreedImpact what billing it right is worth a month, by whoever accepted or corrected it
 * @param decidedBy empty while it is undecided
 * @param why what they said about it; may be empty
 */
record Reviewed(
    DiscrepancyRow row,
    FindingState state,
    @Nullable BigDecimal value,
    @Nullable BigDecimal agreedImpact,
    @Nullable LocalDate until,
    String decidedBy,
    @Nullable Instant decidedAt,
    String why) {
  /** All findings of a month's run, the most money first; read in pieces, and to be closed. */
  static ResultIterator<Reviewed> all(Handle handle, Period period) {
    return handle
        .createQuery(
            "SELECT "
                + DiscrepancyDao.columns()
                + DiscrepancyDao.STATE
                + """
                , f.value, f.agreed_impact, f.until, coalesce(f.decided_by, '') AS decided_by,
                f.decided_at, coalesce(f.reason, '') AS why
                FROM discrepancy d
                LEFT JOIN finding_state s ON s.tenant_id = d.tenant_id AND s.month = :month
                  AND s.discrepancy_id = d.discrepancy_id
                LEFT JOIN finding_decision f ON f.tenant_id = s.tenant_id
                  AND f.decision_no = s.decision_no
                WHERE d.run_id = :run AND d.class <> 'MATCHED'
                ORDER BY d.less, d.discrepancy_id
                """)
        .bind("month", period.month().atDay(1))
        .bind("run", period.runId())
        .setFetchSize(1000)
        .map((row, context) -> of(row))
        .iterator();
  }

  private static Reviewed of(ResultSet row) throws SQLException {
    return new Reviewed(
        DiscrepancyDao.row(row, ""),
        DiscrepancyDao.state(row),
        row.getBigDecimal("value"),
        row.getBigDecimal("agreed_impact"),
        row.getObject("until", LocalDate.class),
        row.getString("decided_by"),
        row.getTimestamp("decided_at") == null ? null : row.getTimestamp("decided_at").toInstant(),
        row.getString("why"));
  }

  /** The quantity that was agreed to be billed; null where none was. */
  @Nullable BigDecimal agreedQuantity() {
    BigDecimal delta = row.delta();
    BigDecimal billed = row.billedQuantity();
    return switch (state.status()) {
      case "corrected" -> value;
      case "accepted" ->
          delta == null ? null : (billed == null ? BigDecimal.ZERO : billed).add(delta);
      default -> null;
    };
  }

  /** Whether a billing line is to be changed, and it is known which and to what. */
  boolean changesBilling() {
    BigDecimal agreed = agreedQuantity();
    BigDecimal billed = row.billedQuantity();
    return agreed != null
        && !row.held()
        && !row.companyId().isEmpty()
        && !row.productCode().isEmpty()
        && agreed.compareTo(billed == null ? BigDecimal.ZERO : billed) != 0;
  }
}
