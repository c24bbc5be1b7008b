package io.trueup.finding;

import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * How far the review of a month is.
 *
 * @param findings how many its run has
 * @param settled how many of them are decided, by status
 * @param resolved how many went away by themselves
 */
public record Progress(long findings, Map<String, Long> settled, long resolved) {
  public Progress {
    settled = Map.copyOf(settled);
  }

  /** Reads it, from counts that are kept. */
  public static Progress of(Handle handle, Period period) {
    Map<String, Long> standing = new LinkedHashMap<>(PeriodDao.tally(handle, period.month()));
    standing.remove("open");
    long resolved = Objects.requireNonNullElse(standing.remove("resolved"), 0L);
    long findings =
        handle
            .createQuery(
                """
                SELECT coalesce(sum((c.value ->> 'count')::bigint) FILTER (WHERE c.key <> 'MATCHED'), 0)
                FROM run r, jsonb_each(r.summary -> 'classes') c WHERE r.run_id = :run
                """)
            .bind("run", period.runId())
            .mapTo(Long.class)
            .one();
    return new Progress(findings, standing, resolved);
  }

  /** How many are decided. */
  public long decided() {
    return settled.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many nobody has decided about. */
  public long open() {
    return Math.max(0, findings - decided());
  }

  /** The part that is decided, 0 to 1; the whole where there is nothing to decide. */
  public BigDecimal fraction() {
    return findings == 0
        ? BigDecimal.ONE
        : BigDecimal.valueOf(decided())
            .divide(BigDecimal.valueOf(findings), 4, java.math.RoundingMode.DOWN);
  }

  /**
   * Money of a month by where its findings stand.
   *
   * @param status of the findings
   * @param agreed what was agreed on, of those accepted or corrected
   */
  public record Sum(
      String currency,
      String status,
      long findings,
      BigDecimal underbilled,
      BigDecimal overbilled,
      BigDecimal held,
      BigDecimal agreed) {}

  /** Sums over all findings of a month: a read of all its rows. */
  public static List<Sum> sums(Handle handle, Period period) {
    return handle
        .createQuery(
            """
            SELECT d.currency, coalesce(s.status, 'open') AS status, count(*) AS findings,
              coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'UNDERBILLING' AND NOT d.held), 0)
                AS underbilled,
              coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'OVERBILLING' AND NOT d.held), 0)
                AS overbilled,
              coalesce(sum(d.held_amount) FILTER (WHERE d.held), 0) AS held,
              coalesce(sum(f.agreed_impact), 0) AS agreed
            FROM discrepancy d
            LEFT JOIN finding_state s ON s.tenant_id = d.tenant_id AND s.month = :month
              AND s.discrepancy_id = d.discrepancy_id
            LEFT JOIN finding_decision f ON f.tenant_id = s.tenant_id
              AND f.decision_no = s.decision_no AND s.status IN ('accepted', 'corrected')
            WHERE d.run_id = :run AND d.class <> 'MATCHED'
            GROUP BY 1, 2
            ORDER BY d.currency = '', sum(sum(d.less)) OVER (PARTITION BY d.currency), 1,
              coalesce(s.status, 'open') <> 'open', 2
            """)
        .bind("month", period.month().atDay(1))
        .bind("run", period.runId())
        .map(
            (row, context) ->
                new Sum(
                    row.getString("currency"),
                    row.getString("status"),
                    row.getLong("findings"),
                    row.getBigDecimal("underbilled"),
                    row.getBigDecimal("overbilled"),
                    row.getBigDecimal("held"),
                    row.getBigDecimal("agreed")))
        .list();
  }
}
