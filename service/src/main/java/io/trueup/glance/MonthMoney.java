package io.trueup.glance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a month came to in one currency, a month and without tax.
 *
 * @param state of the month's review
 * @param currency empty for a month without any money
 * @param underbilled used and not billed
 * @param overbilled billed and not used; negative
 * @param held in doubt: in no other figure
 * @param reclaimable billed, used, but idle
 */
@JsonNaming(SnakeCaseStrategy.class)
public record MonthMoney(
    YearMonth month,
    UUID runId,
    String state,
    String currency,
    BigDecimal underbilled,
    BigDecimal overbilled,
    BigDecimal held,
    BigDecimal reclaimable) {
  /** The size of all of it, whatever its sign. */
  public BigDecimal size() {
    return underbilled.abs().add(overbilled.abs()).add(held.abs()).add(reclaimable.abs());
  }

  /**
   * Months up to one, the oldest first, each with a row a currency.
   *
   * @param months how many months back, that one included
   */
  public static List<MonthMoney> upTo(Handle handle, YearMonth last, int months) {
    return handle
        .createQuery(
            """
            SELECT p.month, p.run_id, p.state, coalesce(t.key, '') AS currency,
              coalesce((t.value ->> 'underbilled')::numeric, 0) AS underbilled,
              coalesce((t.value ->> 'overbilled')::numeric, 0) AS overbilled,
              coalesce((t.value ->> 'held')::numeric, 0) AS held,
              coalesce((t.value ->> 'reclaimable')::numeric, 0) AS reclaimable
            FROM period p
            JOIN run r ON r.tenant_id = p.tenant_id AND r.run_id = p.run_id
            LEFT JOIN LATERAL jsonb_each(r.summary -> 'totals') t ON true
            WHERE p.month BETWEEN :first AND :last
            ORDER BY p.month, currency
            """)
        .bind("first", last.minusMonths(months - 1L).atDay(1))
        .bind("last", last.atDay(1))
        .map(
            (row, context) ->
                new MonthMoney(
                    YearMonth.from(row.getObject("month", LocalDate.class)),
                    row.getObject("run_id", UUID.class),
                    row.getString("state"),
                    row.getString("currency"),
                    row.getBigDecimal("underbilled"),
                    row.getBigDecimal("overbilled"),
                    row.getBigDecimal("held"),
                    row.getBigDecimal("reclaimable")))
        .list();
  }
}
