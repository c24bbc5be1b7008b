package io.trueup.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.db.StoredJson;
import io.trueup.platform.http.Page.Total;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The usage records behind a figure, within the transaction's tenant. */
public final class RecordDao {
  private static final String RECORDS =
      """
      WITH linked AS MATERIALIZED (
        SELECT l.ordinal FROM discrepancy_usage l
        WHERE l.run_id = :run AND l.discrepancy_id = :discrepancy),
      scope AS (
        SELECT ordinal FROM linked
        UNION
        SELECT u.ordinal
        FROM usage_block b
        JOIN usage_fate u ON u.run_id = b.run_id AND u.company_id = b.company_id
          AND u.ordinal BETWEEN b.first_ordinal AND b.last_ordinal
        WHERE b.run_id = :run AND b.company_id = ANY (:companies)
          AND b.integration_id = ANY (:integrations)
          AND (:any_kind OR lower(u.detail ->> 'kind') LIKE ANY (:kinds))
          AND (:any_product OR lower(u.detail ->> 'product_code') LIKE ANY (:products))
          AND (:any_device OR lower(u.detail ->> 'device_class') LIKE ANY (:devices))),
      record AS (
        SELECT u.*, l.ordinal IS NOT NULL AS here,
          CASE WHEN l.ordinal IS NOT NULL OR u.fate <> 'counted' THEN u.fate
               ELSE 'elsewhere' END AS standing
        FROM scope s
        JOIN usage_fate u ON u.run_id = :run AND u.ordinal = s.ordinal
        LEFT JOIN linked l ON l.ordinal = s.ordinal)
      """;
  private static final String MATCHING =
      """
      (:standing = '' OR r.standing = :standing) AND (:reason = '' OR r.reason = :reason)
        AND (:search = '' OR concat_ws(' ', r.record_id, r.account_id, r.detail ->> 'name',
               r.detail ->> 'user_id', r.detail ->> 'device_id', r.detail ->> 'product_name',
               r.detail ->> 'product_code') ILIKE :search)
      """;

  private RecordDao() {}

  /**
   * Which of them.
   *
   * @param standing one of {@link #STANDINGS}; empty for all
   * @param reason why they were left out; empty for any
   * @param search text within id, name, person, device or product; empty for all
   */
  public record Filter(String standing, String reason, String search) {
    /** All of them. */
    public static final Filter NONE = new Filter("", "", "");
  }

  /** What a record can be to a figure: {@code elsewhere} is one that another line counts. */
  public static final List<String> STANDINGS =
      List.of("counted", "excluded", "unaccounted", "elsewhere");

  /** Records that became of the same, added up. */
  record Tally(
      boolean here,
      String standing,
      String reason,
      List<String> ruleIds,
      long records,
      BigDecimal quantity) {}

  /**
   * A record.
   *
   * @param ordinal its number within the run
   * @param standing one of {@link #STANDINGS}
   * @param additionId the lines that count it, with semicolons
   * @param who the person or thing: its name, or the id it is known by
   */
  public record UsedRecord(
      long ordinal,
      String integrationId,
      String accountId,
      String recordId,
      String companyId,
      String standing,
      String reason,
      String additionId,
      List<String> ruleIds,
      String who,
      String userId,
      String deviceId,
      String kind,
      String product,
      String state,
      @Nullable BigDecimal quantity,
      String unit,
      String createdAt,
      String lastActiveAt) {}

  static List<Tally> tally(Handle handle, UUID run, RecordScope scope) {
    return bind(
            handle.createQuery(
                RECORDS
                    + """
                    SELECT here, standing, reason, rule_ids, count(*) AS records,
                      coalesce(sum((detail ->> 'quantity')::numeric), 0) AS quantity
                    FROM record GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2, 3, 4
                    """),
            run,
            scope)
        .map(
            (row, context) ->
                new Tally(
                    row.getBoolean("here"),
                    row.getString("standing"),
                    row.getString("reason"),
                    texts(row),
                    row.getLong("records"),
                    row.getBigDecimal("quantity")))
        .list();
  }

  static List<UsedRecord> list(
      Handle handle, UUID run, RecordScope scope, Filter filter, long after, int limit) {
    return filter(
            bind(
                handle.createQuery(
                    RECORDS
                        + "SELECT r.*, r.detail::text AS details FROM record r WHERE "
                        + MATCHING
                        + " AND r.ordinal > :after ORDER BY r.ordinal LIMIT :limit"),
                run,
                scope),
            filter)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> record(row))
        .list();
  }

  static Total count(Handle handle, UUID run, RecordScope scope, Filter filter) {
    return Total.of(
        filter(
                bind(
                    handle.createQuery(
                        RECORDS
                            + "SELECT count(*) FROM (SELECT FROM record r WHERE "
                            + MATCHING
                            + " LIMIT "
                            + (Total.LIMIT + 1)
                            + ") c"),
                    run,
                    scope),
                filter)
            .mapTo(Long.class)
            .one());
  }

  private static Query bind(Query sql, UUID run, RecordScope scope) {
    return sql.bind("run", run)
        .bind("discrepancy", scope.discrepancyId())
        .bindArray("companies", String.class, scope.companies())
        .bindArray("integrations", String.class, scope.integrations())
        .bind("any_kind", scope.kinds().isEmpty())
        .bindArray("kinds", String.class, scope.kinds())
        .bind("any_product", scope.productCodes().isEmpty())
        .bindArray("products", String.class, scope.productCodes())
        .bind("any_device", scope.deviceClasses().isEmpty())
        .bindArray("devices", String.class, scope.deviceClasses());
  }

  private static Query filter(Query sql, Filter filter) {
    return sql.bind("standing", filter.standing())
        .bind("reason", filter.reason())
        .bind(
            "search",
            filter.search().isEmpty() ? "" : "%" + RecordScope.escaped(filter.search()) + "%");
  }

  private static UsedRecord record(ResultSet row) throws SQLException {
    JsonNode detail = StoredJson.read(Optional.ofNullable(row.getString("details")).orElse("{}"));
    String name = StoredJson.text(detail, "name");
    String user = StoredJson.text(detail, "user_id");
    String device = StoredJson.text(detail, "device_id");
    String product = StoredJson.text(detail, "product_name");
    return new UsedRecord(
        row.getLong("ordinal"),
        row.getString("integration_id"),
        row.getString("account_id"),
        row.getString("record_id"),
        row.getString("company_id"),
        row.getString("standing"),
        row.getString("reason"),
        row.getString("addition_id"),
        texts(row),
        name.isEmpty() ? (user.isEmpty() ? device : user) : name,
        user,
        device,
        StoredJson.text(detail, "kind"),
        product.isEmpty() ? StoredJson.text(detail, "product_code") : product,
        StoredJson.text(detail, "state"),
        StoredJson.decimal(detail, "quantity"),
        StoredJson.text(detail, "unit"),
        StoredJson.text(detail, "created_at"),
        StoredJson.text(detail, "last_active_at"));
  }

  private static List<String> texts(ResultSet row) throws SQLException {
    return Arrays.asList((String[]) row.getArray("rule_ids").getArray());
  }
}
