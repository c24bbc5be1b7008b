package io.trueup.finding;

import io.trueup.period.Period;
import java.math.BigDecimal;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A client's month in one currency.
 *
 * @param undecided how many of its findings nobody has decided about
 * @param agreed what was agreed on, a month
 */
public record ClientSums(
    String companyId,
    String companyName,
    String currency,
    long findings,
    long undecided,
    BigDecimal underbilled,
    BigDecimal overbilled,
    BigDecimal held,
    BigDecimal agreed) {
  /** Clients of a month, the most money first. */
  public static List<ClientSums> list(Handle handle, Period period, int limit) {
    return handle
        .createQuery(
            """
            SELECT d.company_id, max(d.company_name) AS company_name, d.currency, count(*) AS findings,
              count(*) FILTER (WHERE coalesce(s.status, 'open') = 'open') AS undecided,
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
            WHERE d.run_id = :run AND d.class <> 'MATCHED' AND d.company_id <> ''
              AND d.currency <> ''
            GROUP BY d.company_id, d.currency
            ORDER BY sum(-d.less) DESC, d.company_id, d.currency LIMIT :limit
            """)
        .bind("month", period.month().atDay(1))
        .bind("run", period.runId())
        .bind("limit", limit)
        .map(
            (row, context) ->
                new ClientSums(
                    row.getString("company_id"),
                    row.getString("company_name"),
                    row.getString("currency"),
                    row.getLong("findings"),
                    row.getLong("undecided"),
                    row.getBigDecimal("underbilled"),
                    row.getBigDecimal("overbilled"),
                    row.getBigDecimal("held"),
                    row.getBigDecimal("agreed")))
        .list();
  }
}
