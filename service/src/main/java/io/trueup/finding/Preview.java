package io.trueup.finding;

import io.trueup.period.Period;
import io.trueup.reconcile.DiscrepancyQuery;
import java.math.BigDecimal;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What deciding about all findings that fit would be about.
 *
 * @param findings how many it would be said of
 * @param passedOver how many are decided already and stay so
 */
public record Preview(long findings, long clients, long passedOver, List<Sum> sums) {
  public Preview {
    sums = List.copyOf(sums);
  }

  /** Money behind them in one currency. */
  public record Sum(
      String currency, BigDecimal underbilled, BigDecimal overbilled, BigDecimal held) {}

  private record Count(long findings, long clients, long passedOver) {}

  /** Looks, and changes nothing. */
  public static Preview of(Handle handle, Period period, DiscrepancyQuery query, Word word) {
    word.check(period.month());
    Deciding.choose(handle, period, query, List.of());
    Count count =
        handle
            .createQuery(
                """
                SELECT count(*) FILTER (WHERE fits) AS findings,
                  count(DISTINCT d.company_id) FILTER (WHERE fits) AS clients,
                  count(*) FILTER (WHERE NOT fits) AS passed_over
                FROM (%s) d
                """
                    .formatted(CHOSEN))
            .bind("month", period.month().atDay(1))
            .bind("run", period.runId())
            .bind("settles", word.settles())
            .map(
                (row, context) ->
                    new Count(
                        row.getLong("findings"),
                        row.getLong("clients"),
                        row.getLong("passed_over")))
            .one();
    List<Sum> sums =
        handle
            .createQuery(
                """
                SELECT d.currency,
                  coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'UNDERBILLING'), 0) AS under,
                  coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'OVERBILLING'), 0) AS over,
                  coalesce(sum(d.held_amount), 0) AS held
                FROM (%s) d WHERE d.fits AND d.currency <> '' GROUP BY 1 ORDER BY 1
                """
                    .formatted(CHOSEN))
            .bind("month", period.month().atDay(1))
            .bind("run", period.runId())
            .bind("settles", word.settles())
            .map(
                (row, context) ->
                    new Sum(
                        row.getString("currency"),
                        row.getBigDecimal("under"),
                        row.getBigDecimal("over"),
                        row.getBigDecimal("held")))
            .list();
    return new Preview(count.findings(), count.clients(), count.passedOver(), sums);
  }

  private static final String CHOSEN =
      """
      SELECT d.company_id, d.currency, d.class, d.monthly_impact, d.held_amount,
        NOT :settles OR coalesce(s.status, 'open') = 'open' AS fits
      FROM discrepancy d
      JOIN pg_temp.chosen c ON c.discrepancy_id = d.discrepancy_id
      LEFT JOIN finding_state s ON s.tenant_id = d.tenant_id AND s.month = :month
        AND s.discrepancy_id = d.discrepancy_id
      WHERE d.run_id = :run
      """;
}
