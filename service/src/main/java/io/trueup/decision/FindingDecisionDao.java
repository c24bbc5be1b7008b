package io.trueup.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table finding_decision, within the transaction's tenant. */
public final class FindingDecisionDao {
  private static final String SELECT =
      """
      SELECT f.*, EXISTS (SELECT FROM finding_decision u WHERE u.undoes = f.decision_no) AS undone
      FROM finding_decision f
      """;

  private FindingDecisionDao() {}

  /** The number of the last decision, 0 when there is none. */
  public static long last(Handle handle) {
    return handle
        .createQuery("SELECT coalesce(max(decision_no), 0) FROM finding_decision")
        .mapTo(Long.class)
        .one();
  }

  /**
   * Takes the tenant's turn to decide, until the transaction ends.
   *
   * @return the number of the last decision, 0 when there is none
   */
  public static long lock(Handle handle) {
    handle
        .createQuery(
            """
            SELECT 1 FROM (SELECT pg_advisory_xact_lock(
              hashtextextended('finding ' || current_setting('app.tenant'), 0))) l
            """)
        .mapTo(Integer.class)
        .one();
    return last(handle);
  }

  /** All that was ever said about a finding, in whatever month; the newest first. */
  public static List<FindingDecision> of(Handle handle, String discrepancyId, int limit) {
    return handle
        .createQuery(
            SELECT + "WHERE f.discrepancy_id = :id ORDER BY f.decision_no DESC LIMIT :limit")
        .bind("id", discrepancyId)
        .bind("limit", limit)
        .map(FindingDecisionDao::row)
        .list();
  }

  /** One decision. */
  public static Optional<FindingDecision> find(Handle handle, long number) {
    return handle
        .createQuery(SELECT + "WHERE f.decision_no = :no")
        .bind("no", number)
        .map(FindingDecisionDao::row)
        .findOne();
  }

  /**
   * What a run is told: waivers and tolerances up to a number that nobody has taken back up to it.
   * Of several of one kind about the same client and product the last counts.
   */
  public static List<FindingDecision> standing(Handle handle, long upTo) {
    if (upTo == 0) {
      return List.of();
    }
    return handle
        .createQuery(
            """
            SELECT DISTINCT ON (f.kind, f.company_id, f.product_code) f.*, false AS undone
            FROM finding_decision f
            WHERE f.kind = ANY (:kinds) AND f.decision_no <= :last
              AND f.company_id <> '' AND f.product_code <> ''
              AND NOT EXISTS (
                SELECT FROM finding_decision u
                WHERE u.undoes = f.decision_no AND u.decision_no <= :last)
            ORDER BY f.kind, f.company_id, f.product_code, f.decision_no DESC
            """)
        .bindArray("kinds", String.class, FindingDecision.STANDING)
        .bind("last", upTo)
        .map(FindingDecisionDao::row)
        .list();
  }

  static FindingDecision row(ResultSet row, StatementContext context) throws SQLException {
    return new FindingDecision(
        row.getLong("decision_no"),
        row.getLong("first_no"),
        row.getString("kind"),
        YearMonth.from(row.getObject("month", LocalDate.class)),
        row.getObject("run_id", UUID.class),
        row.getString("discrepancy_id"),
        row.getString("company_id"),
        row.getString("company_name"),
        row.getString("product_code"),
        row.getString("class"),
        row.getString("finding_reason"),
        row.getBigDecimal("billed_quantity"),
        row.getBigDecimal("used_quantity"),
        row.getBigDecimal("monthly_impact"),
        row.getString("currency"),
        row.getBigDecimal("value"),
        row.getBigDecimal("agreed_impact"),
        row.getObject("until", LocalDate.class),
        row.getString("assignee"),
        row.getObject("undoes", Long.class),
        row.getBoolean("undone"),
        row.getString("reason"),
        row.getString("decided_by"),
        row.getTimestamp("decided_at").toInstant());
  }
}
