package io.trueup.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What a person decided last in a month, less than a quarter of an hour ago and not taken back: so
 * that a slip can be undone at once.
 *
 * @param firstNo number of its first decision
 * @param findings how many it was about
 * @param client the client of the first of them; may be empty
 */
public record Latest(
    long firstNo, String kind, long findings, String client, String product, Instant at) {
  /** Finds it. */
  public static Optional<Latest> find(Handle handle, YearMonth month, String by) {
    return handle
        .createQuery(
            """
            WITH newest AS (
              SELECT f.first_no FROM finding_decision f
              WHERE f.decision_no > (SELECT max(decision_no) - 20000 FROM finding_decision)
                AND f.decided_by = :by
              ORDER BY f.decision_no DESC LIMIT 1)
            SELECT f.first_no, f.kind, f.company_name, f.product_code, f.decided_at,
              (SELECT max(c.decision_no) FROM finding_decision c WHERE c.first_no = f.first_no)
                - f.first_no + 1 AS findings
            FROM finding_decision f JOIN newest n ON f.decision_no = n.first_no
            WHERE f.month = :month AND f.kind <> 'undo'
              AND f.decided_at > clock_timestamp() - interval '15 minutes'
              AND NOT EXISTS (SELECT FROM finding_decision u WHERE u.undoes = f.decision_no)
            """)
        .bind("by", by)
        .bind("month", LocalDate.of(month.getYear(), month.getMonth(), 1))
        .map(
            (row, context) ->
                new Latest(
                    row.getLong("first_no"),
                    row.getString("kind"),
                    row.getLong("findings"),
                    row.getString("company_name"),
                    row.getString("product_code"),
                    row.getTimestamp("decided_at").toInstant()))
        .findOne();
  }
}
