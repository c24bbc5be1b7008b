package io.trueup.period;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table period, within the transaction's tenant. */
public final class PeriodDao {
  private static final String SELECT =
      """
      SELECT month, state, run_id, opened_at, closed_at, closed_by, reason, left_open FROM period
      """;

  private PeriodDao() {}

  /** A month. */
  public static Optional<Period> find(Handle handle, YearMonth month) {
    return handle
        .createQuery(SELECT + "WHERE month = :month")
        .bind("month", month.atDay(1))
        .map(PeriodDao::row)
        .findOne();
  }

  /** A month that nobody else changes, or decides in, until the transaction ends. */
  public static Optional<Period> lock(Handle handle, YearMonth month) {
    return handle
        .createQuery(SELECT + "WHERE month = :month FOR UPDATE")
        .bind("month", month.atDay(1))
        .map(PeriodDao::row)
        .findOne();
  }

  /**
   * Months, the newest first.
   *
   * @param before only those before it
   */
  public static List<Period> list(Handle handle, Optional<YearMonth> before, int limit) {
    return handle
        .createQuery(
            SELECT
                + "WHERE :before::date IS NULL OR month < :before ORDER BY month DESC LIMIT :limit")
        .bind("before", before.map(month -> month.atDay(1)).orElse(null))
        .bind("limit", limit)
        .map(PeriodDao::row)
        .list();
  }

  /** Notes that it is under review; one that is already, or closed, stays as it is. */
  public static void begin(Handle handle, YearMonth month) {
    handle
        .createUpdate(
            "UPDATE period SET state = 'in_review' WHERE month = :month AND state = 'open'")
        .bind("month", month.atDay(1))
        .execute();
  }

  /** Closes it. */
  public static void close(
      Handle handle, YearMonth month, String by, String reason, long leftOpen) {
    handle
        .createUpdate(
            """
            UPDATE period SET state = 'closed', closed_at = clock_timestamp(), closed_by = :by,
              reason = :reason, left_open = :open
            WHERE month = :month
            """)
        .bind("by", by)
        .bind("reason", reason)
        .bind("open", leftOpen)
        .bind("month", month.atDay(1))
        .execute();
  }

  /**
   * Counts anew where the findings of a month stand. Pages read the counts far more often than
   * anybody decides.
   */
  public static void recount(Handle handle, YearMonth month) {
    handle
        .createUpdate(
            """
            UPDATE period SET tally = coalesce((
              SELECT jsonb_object_agg(c.status, c.findings) FROM (
                SELECT s.status, count(*) AS findings FROM finding_state s
                WHERE s.month = :month AND (s.live OR s.status = 'resolved') GROUP BY s.status) c),
              '{}')
            WHERE month = :month
            """)
        .bind("month", month.atDay(1))
        .execute();
  }

  /**
   * How many findings that the month's run still has stand where, by status; undecided ones are
   * counted only when somebody said something about them. And those that went away by themselves,
   * as {@code resolved}.
   */
  public static Map<String, Long> tally(Handle handle, YearMonth month) {
    return handle
        .createQuery(
            """
            SELECT t.key, t.value::bigint AS findings
            FROM period p, jsonb_each_text(p.tally) t WHERE p.month = :month
            """)
        .bind("month", month.atDay(1))
        .setMapKeyColumn("key")
        .setMapValueColumn("findings")
        .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, Long>>() {});
  }

  static Period row(ResultSet row, StatementContext context) throws SQLException {
    return new Period(
        YearMonth.from(row.getObject("month", LocalDate.class)),
        row.getString("state"),
        row.getObject("run_id", UUID.class),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("closed_at") == null ? null : row.getTimestamp("closed_at").toInstant(),
        row.getString("closed_by"),
        row.getString("reason"),
        row.getInt("left_open"));
  }
}
