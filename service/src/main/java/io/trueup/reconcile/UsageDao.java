package io.trueup.reconcile;

import io.trueup.platform.http.Page.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Rows of table usage_fate, within the transaction's tenant. */
public final class UsageDao {
  private UsageDao() {}

  /** Which records; empty options do not filter. */
  public record Filter(
      Optional<String> discrepancyId,
      Optional<String> fate,
      Optional<String> companyId,
      Optional<String> integrationId,
      Optional<String> accountId) {
    /** The records that a discrepancy rests on. */
    public static Filter of(String discrepancyId) {
      return new Filter(
          Optional.of(discrepancyId),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A row and its number within the run. */
  public record Placed(UsageRow row, long ordinal) {}

  /**
   * Records in the run's own order: by integration, account and record.
   *
   * @param after number of the last row before, 0 for the first page
   */
  public static List<Placed> list(Handle handle, UUID run, Filter filter, long after, int limit) {
    return bind(
            handle.createQuery(
                """
                SELECT u.ordinal, u.integration_id, u.account_id, u.record_id, u.company_id, u.fate,
                       u.addition_id, u.reason, u.rule_ids, u.detail::text AS detail
                FROM %s AND u.ordinal > :after ORDER BY u.ordinal LIMIT :limit
                """
                    .formatted(from(filter))),
            filter)
        .bind("run", run)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Placed(
                    new UsageRow(
                        row.getString("integration_id"),
                        row.getString("account_id"),
                        row.getString("record_id"),
                        row.getString("company_id"),
                        row.getString("fate"),
                        row.getString("addition_id"),
                        row.getString("reason"),
                        DiscrepancyDao.texts(row.getArray("rule_ids")),
                        row.getString("detail"),
                        List.of()),
                    row.getLong("ordinal")))
        .list();
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, UUID run, Filter filter) {
    return Total.of(
        bind(
                handle.createQuery(
                    "SELECT count(*) FROM (SELECT FROM %s LIMIT %d) c"
                        .formatted(from(filter), Total.LIMIT + 1)),
                filter)
            .bind("run", run)
            .mapTo(Long.class)
            .one());
  }

  private static String from(Filter filter) {
    List<String> all = new ArrayList<>();
    String table = "usage_fate u";
    if (filter.discrepancyId().isPresent()) {
      table =
          "usage_fate u JOIN discrepancy_usage l ON l.tenant_id = u.tenant_id AND l.run_id = u.run_id AND l.ordinal = u.ordinal";
      all.add("l.run_id = :run AND l.discrepancy_id = :discrepancy");
    }
    all.add("u.run_id = :run");
    filter.fate().ifPresent(value -> all.add("u.fate = :fate"));
    filter.companyId().ifPresent(value -> all.add("u.company_id = :company"));
    filter.integrationId().ifPresent(value -> all.add("u.integration_id = :integration"));
    filter.accountId().ifPresent(value -> all.add("u.account_id = :account"));
    return table + " WHERE " + String.join(" AND ", all);
  }

  private static Query bind(Query sql, Filter filter) {
    filter.discrepancyId().ifPresent(value -> sql.bind("discrepancy", value));
    filter.fate().ifPresent(value -> sql.bind("fate", value));
    filter.companyId().ifPresent(value -> sql.bind("company", value));
    filter.integrationId().ifPresent(value -> sql.bind("integration", value));
    filter.accountId().ifPresent(value -> sql.bind("account", value));
    return sql;
  }
}
