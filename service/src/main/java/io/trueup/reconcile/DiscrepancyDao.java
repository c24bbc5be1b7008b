package io.trueup.reconcile;

import io.trueup.decision.FindingState;
import io.trueup.platform.http.Page.Total;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Rows of tables discrepancy and discrepancy_evidence, within the transaction's tenant. */
public final class DiscrepancyDao {
  static final String COLUMNS =
      """
      discrepancy_id, company_id, company_name, agreement_id, addition_id, product_code,
      integration_id, account_id, class, reason, billed_quantity, used_quantity, delta, unit_price,
      currency, monthly_impact, held, held_amount, one_off_amount, estimated, inactive_quantity,
      reclaimable_amount, next_action, acts, rule_ids, explanation, less
      """;

  /** The columns of where a finding stands, after others. */
  public static final String STATE =
      """
      , s.status, s.assignee, s.comments, s.decision_no, s.last_no, s.was_status, s.was_run,
      s.carried_from
      """;

  /** Where findings stand in the month of the run that is asked for. */
  private static final String REVIEWED =
      """
      LEFT JOIN finding_state s ON s.tenant_id = d.tenant_id
        AND s.month = (SELECT date_trunc('month', r.as_of)::date FROM run r WHERE r.run_id = :run)
        AND s.discrepancy_id = d.discrepancy_id
      """;

  /** How many rows are looked at for a page of a common text. */
  private static final int WALKED = 5_000;

  private static final int FETCHED = 250;

  private DiscrepancyDao() {}

  /** A row, where it stands in the review of its month, and its place in the order asked for. */
  public record Placed(DiscrepancyRow row, FindingState state, List<String> key) {}

  /**
   * Discrepancies of a run.
   *
   * @param after the key of the last row before; empty for the first page
   */
  public static List<Placed> list(
      Handle handle, UUID run, DiscrepancyQuery query, List<String> after, int limit) {
    Optional<FindingSearch> search = FindingSearch.of(handle, run, query);
    if (search.isPresent() && search.get().isCommon()) {
      Optional<List<Placed>> walked = walked(handle, run, query, after, limit, search.get());
      if (walked.isPresent()) {
        return walked.get();
      }
    }
    return listed(handle, run, query, after, limit, search).map(placed(query)).list();
  }

  private static Query listed(
      Handle handle,
      UUID run,
      DiscrepancyQuery query,
      List<String> after,
      int limit,
      Optional<FindingSearch> search) {
    List<String> key = query.sort().columns();
    String order = "d." + String.join(", d.", key);
    String from = "";
    if (!after.isEmpty()) {
      List<String> places = new ArrayList<>();
      for (int i = 0; i < key.size(); i++) {
        places.add(":k" + i + (key.get(i).equals("less") ? "::bigint" : ""));
      }
      from = "AND (%s) > (%s)".formatted(order, String.join(", ", places));
    }
    Query sql =
        handle.createQuery(
            "SELECT %s FROM %s %s WHERE d.run_id = :run %s %s ORDER BY %s LIMIT :limit"
                .formatted(columns() + STATE, rows(search), REVIEWED, where(query), from, order));
    for (int i = 0; i < after.size(); i++) {
      sql.bind("k" + i, after.get(i));
    }
    return bind(sql, query, search).bind("run", run).bind("limit", limit);
  }

  private static RowMapper<Placed> placed(DiscrepancyQuery query) {
    List<String> key = query.sort().columns();
    return (row, context) -> new Placed(row(row, ""), state(row), place(row, key));
  }

  /**
   * A page of a search for a common text, by looking at one row after another in the order asked
   * for; empty when it is not full after {@link #WALKED} of them.
   */
  private static Optional<List<Placed>> walked(
      Handle handle,
      UUID run,
      DiscrepancyQuery query,
      List<String> after,
      int limit,
      FindingSearch search) {
    List<Placed> page = new ArrayList<>();
    int seen = 0;
    try (ResultIterator<Placed> rows =
        listed(handle, run, query, after, WALKED, Optional.empty())
            .setFetchSize(FETCHED)
            .map(placed(query))
            .iterator()) {
      while (page.size() < limit && rows.hasNext()) {
        Placed each = rows.next();
        seen++;
        if (search.fits(each.row())) {
          page.add(each);
        }
      }
    }
    return page.size() == limit || seen < WALKED ? Optional.of(page) : Optional.empty();
  }

  private static String rows(Optional<FindingSearch> search) {
    return search.map(FindingSearch::rows).orElse("discrepancy d");
  }

  /** Where one stands in the review of the run's month. */
  public static FindingState state(Handle handle, UUID run, String discrepancyId) {
    return handle
        .createQuery(
            """
            SELECT s.status, s.assignee, s.comments, s.decision_no, s.last_no, s.was_status,
              s.was_run, s.carried_from
            FROM finding_state s
            WHERE s.month = (SELECT date_trunc('month', r.as_of)::date FROM run r
                WHERE r.run_id = :run)
              AND s.discrepancy_id = :id
            """)
        .bind("run", run)
        .bind("id", discrepancyId)
        .map((row, context) -> state(row))
        .findOne()
        .orElse(FindingState.NONE);
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, UUID run, DiscrepancyQuery query) {
    String where = where(query);
    if (query.search().isPresent() && where.isEmpty()) {
      return Total.of(FindingSearch.count(handle, run, query.search().get(), Total.LIMIT + 1));
    }
    Optional<FindingSearch> search = FindingSearch.of(handle, run, query);
    Query sql =
        handle.createQuery(
            "SELECT count(*) FROM (SELECT FROM %s %s WHERE d.run_id = :run %s LIMIT %d) c"
                .formatted(rows(search), reviewed(query), where, Total.LIMIT + 1));
    return Total.of(bind(sql, query, search).bind("run", run).mapTo(Long.class).one());
  }

  /** One discrepancy with its evidence. */
  public static Optional<DiscrepancyRow> find(Handle handle, UUID run, String discrepancyId) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                , e.evidence, %s AS block
                FROM discrepancy d
                LEFT JOIN discrepancy_evidence e USING (run_id, discrepancy_id)
                WHERE d.run_id = :run AND d.discrepancy_id = :id
                """
                    .formatted(PackedEvidence.BLOCK))
        .bind("run", run)
        .bind("id", discrepancyId)
        .map(
            (row, context) ->
                row(row, normal(handle, row.getBytes("evidence"), row.getBytes("block"))))
        .findOne();
  }

  /** Evidence in the form that the database gives to all JSON. */
  private static String normal(Handle handle, byte @Nullable [] evidence, byte @Nullable [] block) {
    return handle
        .createQuery("SELECT (:evidence::jsonb)::text")
        .bind("evidence", evidence == null ? "{}" : PackedEvidence.text(evidence, block))
        .mapTo(String.class)
        .one();
  }

  /**
   * Puts the ids of findings that fit into the temporary table {@code chosen}, gone when the
   * transaction ends; what matches is never a finding.
   */
  public static void choose(Handle handle, UUID run, DiscrepancyQuery query) {
    Optional<FindingSearch> search = FindingSearch.of(handle, run, query);
    bind(
            handle.createUpdate(
                """
                CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
                SELECT d.discrepancy_id FROM %s %s
                WHERE d.run_id = :run AND d.class <> 'MATCHED' %s
                """
                    .formatted(rows(search), reviewed(query), where(query))),
            query,
            search)
        .bind("run", run)
        .execute();
  }

  /** The review is looked at only where it is asked for. */
  private static String reviewed(DiscrepancyQuery query) {
    return query.statuses().isEmpty() && query.assignee().isEmpty() ? "" : REVIEWED;
  }

  /** The columns of table discrepancy, called {@code d}, that a row is made of. */
  public static String columns() {
    return "d." + COLUMNS.strip().replaceAll(",\\s+", ", d.");
  }

  /** All conditions but the text that is searched for. */
  private static String where(DiscrepancyQuery query) {
    List<String> all = new ArrayList<>();
    if (query.classes().size() == 1) {
      // One of them is in order in an index; several are not.
      all.add("d.class = :class");
    } else if (!query.classes().isEmpty()) {
      all.add("d.class = ANY (:classes)");
    }
    if (!query.reasons().isEmpty()) {
      all.add("d.reason = ANY (:reasons)");
    }
    query.companyId().ifPresent(value -> all.add("d.company_id = :company"));
    query.productCode().ifPresent(value -> all.add("d.product_code = :product"));
    query.integrationId().ifPresent(value -> all.add("d.integration_id = :integration"));
    query.accountId().ifPresent(value -> all.add("d.account_id = :account"));
    query.held().ifPresent(value -> all.add("d.held = :held"));
    query
        .reclaimable()
        .ifPresent(value -> all.add("(coalesce(d.reclaimable_amount, 0) <> 0) = :reclaimable"));
    query.currency().ifPresent(value -> all.add("d.currency = :currency"));
    query.minImpact().ifPresent(value -> all.add("d.stake >= :min"));
    if (!query.statuses().isEmpty()) {
      all.add("coalesce(s.status, 'open') = ANY (:statuses)");
    }
    query.assignee().ifPresent(value -> all.add("s.assignee = :assignee"));
    return all.isEmpty() ? "" : "AND " + String.join(" AND ", all);
  }

  private static <S extends SqlStatement<S>> S bind(
      S sql, DiscrepancyQuery query, Optional<FindingSearch> search) {
    if (query.classes().size() == 1) {
      sql.bind("class", query.classes().get(0));
    } else if (!query.classes().isEmpty()) {
      sql.bindArray("classes", String.class, query.classes());
    }
    if (!query.reasons().isEmpty()) {
      sql.bindArray("reasons", String.class, query.reasons());
    }
    query.companyId().ifPresent(value -> sql.bind("company", value));
    query.productCode().ifPresent(value -> sql.bind("product", value));
    query.integrationId().ifPresent(value -> sql.bind("integration", value));
    query.accountId().ifPresent(value -> sql.bind("account", value));
    query.held().ifPresent(value -> sql.bind("held", value));
    query.reclaimable().ifPresent(value -> sql.bind("reclaimable", value));
    query.currency().ifPresent(value -> sql.bind("currency", value));
    query.minImpact().ifPresent(value -> sql.bind("min", value));
    search.ifPresent(found -> found.bind(sql));
    if (!query.statuses().isEmpty()) {
      sql.bindArray("statuses", String.class, query.statuses());
    }
    query.assignee().ifPresent(value -> sql.bind("assignee", value));
    return sql;
  }

  private static List<String> place(ResultSet row, List<String> key) throws SQLException {
    List<String> place = new ArrayList<>();
    for (String column : key) {
      place.add(row.getString(column));
    }
    return place;
  }

  /** Where a row of a query for table finding_state, called {@code s}, stands. */
  public static FindingState state(ResultSet row) throws SQLException {
    return row.getString("status") == null
        ? FindingState.NONE
        : new FindingState(
            row.getString("status"),
            row.getString("assignee"),
            row.getInt("comments"),
            row.getObject("decision_no", Long.class),
            row.getLong("last_no"),
            row.getString("was_status"),
            row.getObject("was_run", UUID.class),
            row.getObject("carried_from", LocalDate.class));
  }

  /** A row of a query for {@link #columns}. */
  public static DiscrepancyRow row(ResultSet row, String evidence) throws SQLException {
    return new DiscrepancyRow(
        row.getString("discrepancy_id"),
        row.getString("company_id"),
        row.getString("company_name"),
        row.getString("agreement_id"),
        row.getString("addition_id"),
        row.getString("product_code"),
        row.getString("integration_id"),
        row.getString("account_id"),
        row.getString("class"),
        row.getString("reason"),
        decimal(row, "billed_quantity"),
        decimal(row, "used_quantity"),
        decimal(row, "delta"),
        decimal(row, "unit_price"),
        row.getString("currency"),
        decimal(row, "monthly_impact"),
        row.getBoolean("held"),
        decimal(row, "held_amount"),
        decimal(row, "one_off_amount"),
        row.getBoolean("estimated"),
        decimal(row, "inactive_quantity"),
        decimal(row, "reclaimable_amount"),
        row.getString("next_action"),
        row.getString("acts"),
        texts(row.getArray("rule_ids")),
        row.getString("explanation"),
        evidence);
  }

  private static @org.jspecify.annotations.Nullable BigDecimal decimal(ResultSet row, String column)
      throws SQLException {
    return row.getBigDecimal(column);
  }

  static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
