package io.trueup.reconcile;

import io.trueup.platform.http.Page.Total;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Rows of tables discrepancy and discrepancy_evidence, within the transaction's tenant. */
public final class DiscrepancyDao {
  static final String COLUMNS =
      """
      discrepancy_id, company_id, company_name, agreement_id, addition_id, product_code,
      integration_id, account_id, class, reason, billed_quantity, used_quantity, delta, unit_price,
      currency, monthly_impact, held, held_amount, one_off_amount, estimated, inactive_quantity,
      reclaimable_amount, next_action, acts, rule_ids, explanation, stake
      """;

  private DiscrepancyDao() {}

  /** A row and its place in the order asked for. */
  public record Placed(DiscrepancyRow row, List<String> key) {}

  /**
   * Discrepancies of a run.
   *
   * @param after the key of the last row before; empty for the first page
   */
  public static List<Placed> list(
      Handle handle, UUID run, DiscrepancyQuery query, List<String> after, int limit) {
    List<String> key = query.sort().columns();
    boolean impact = query.sort() == DiscrepancyQuery.Sort.IMPACT;
    String order = impact ? "stake DESC, discrepancy_id" : String.join(", ", key);
    String from = "";
    if (!after.isEmpty()) {
      from =
          impact
              ? "AND (stake < :k0::numeric OR (stake = :k0::numeric AND discrepancy_id > :k1))"
              : "AND (" + String.join(", ", key) + ") > (:k0, :k1, :k2)";
    }
    Query sql =
        handle.createQuery(
            "SELECT %s FROM discrepancy WHERE run_id = :run %s %s ORDER BY %s LIMIT :limit"
                .formatted(COLUMNS, where(query), from, order));
    for (int i = 0; i < after.size(); i++) {
      sql.bind("k" + i, after.get(i));
    }
    return bind(sql, query)
        .bind("run", run)
        .bind("limit", limit)
        .map((row, context) -> new Placed(row(row, ""), place(row, key)))
        .list();
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, UUID run, DiscrepancyQuery query) {
    Query sql =
        handle.createQuery(
            "SELECT count(*) FROM (SELECT FROM discrepancy WHERE run_id = :run %s LIMIT %d) c"
                .formatted(where(query), Total.LIMIT + 1));
    return Total.of(bind(sql, query).bind("run", run).mapTo(Long.class).one());
  }

  /** One discrepancy with its evidence. */
  public static Optional<DiscrepancyRow> find(Handle handle, UUID run, String discrepancyId) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                , (SELECT e.evidence::text FROM discrepancy_evidence e
                   WHERE e.run_id = d.run_id AND e.discrepancy_id = d.discrepancy_id) AS evidence
                FROM discrepancy d WHERE run_id = :run AND discrepancy_id = :id
                """)
        .bind("run", run)
        .bind("id", discrepancyId)
        .map(
            (row, context) -> row(row, Optional.ofNullable(row.getString("evidence")).orElse("{}")))
        .findOne();
  }

  private static String where(DiscrepancyQuery query) {
    List<String> all = new ArrayList<>();
    if (!query.classes().isEmpty()) {
      all.add("class = ANY (:classes)");
    }
    if (!query.reasons().isEmpty()) {
      all.add("reason = ANY (:reasons)");
    }
    query.companyId().ifPresent(value -> all.add("company_id = :company"));
    query.productCode().ifPresent(value -> all.add("product_code = :product"));
    query.integrationId().ifPresent(value -> all.add("integration_id = :integration"));
    query.accountId().ifPresent(value -> all.add("account_id = :account"));
    query.held().ifPresent(value -> all.add("held = :held"));
    query.currency().ifPresent(value -> all.add("currency = :currency"));
    query.minImpact().ifPresent(value -> all.add("stake >= :min"));
    query
        .search()
        .ifPresent(
            value ->
                all.add(
                    "(company_name || ' ' || company_id || ' ' || product_code || ' ' || account_id || ' ' || explanation) ILIKE :search"));
    return all.isEmpty() ? "" : "AND " + String.join(" AND ", all);
  }

  private static Query bind(Query sql, DiscrepancyQuery query) {
    if (!query.classes().isEmpty()) {
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
    query.currency().ifPresent(value -> sql.bind("currency", value));
    query.minImpact().ifPresent(value -> sql.bind("min", value));
    query
        .search()
        .ifPresent(
            value ->
                sql.bind(
                    "search",
                    "%"
                        + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                        + "%"));
    return sql;
  }

  private static List<String> place(ResultSet row, List<String> key) throws SQLException {
    List<String> place = new ArrayList<>();
    for (String column : key) {
      place.add(
          column.equals("stake")
              ? row.getBigDecimal(column).toPlainString()
              : row.getString(column));
    }
    return place;
  }

  static DiscrepancyRow row(ResultSet row, String evidence) throws SQLException {
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
