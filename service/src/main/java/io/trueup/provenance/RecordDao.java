package io.trueup.provenance;

import io.trueup.facts.UsageRecord;
import io.trueup.platform.http.Page.Total;
import io.trueup.reconcile.UsageGroupDao;
import io.trueup.reconcile.UsageGroupDao.Group;
import io.trueup.reconcile.UsageGroupDao.Members;
import io.trueup.reconcile.UsageGroups;
import io.trueup.reconcile.UsagePages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The usage records behind a figure, within the transaction's tenant. */
public final class RecordDao {
  private static final String GROUPS =
      """
      WITH blocks AS MATERIALIZED (
        SELECT unnest(%s) AS block
        UNION
        SELECT b.first_ordinal
        FROM usage_block b
        WHERE b.run_id = :run AND b.company_id = ANY (:companies)
          AND b.integration_id = ANY (:integrations)),
      known AS (
        SELECT u.*, coalesce(u.first_ordinal = ANY (%s), false) AS here
        FROM usage_group u
        WHERE u.run_id = :run AND u.block = ANY (ARRAY (SELECT block FROM blocks))),
      g AS (
        SELECT k.*,
          CASE WHEN k.here OR k.fate <> 'counted' THEN k.fate ELSE 'elsewhere' END AS standing
        FROM known k
        WHERE k.here OR (k.company_id = ANY (:companies)
          AND k.integration_id = ANY (:integrations)
          AND (:any_kind OR lower(k.kind) LIKE ANY (:kinds))
          AND (:any_product OR lower(k.product_code) LIKE ANY (:products))
          AND (:any_device OR lower(k.device_class) LIKE ANY (:devices))))
      """
          .formatted(UsageGroupDao.BLOCKS_OF_DISCREPANCY, UsageGroupDao.OF_DISCREPANCY);
  private static final String MATCHING =
      "(:standing = '' OR g.standing = :standing) AND (:reason = '' OR g.reason = :reason)";

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
                GROUPS
                    + """
                    SELECT here, standing, reason, rule_ids, sum(records) AS records,
                      sum(quantity) AS quantity
                    FROM g GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2, 3, 4
                    """),
            run,
            scope)
        .map(
            (row, context) ->
                new Tally(
                    row.getBoolean("here"),
                    row.getString("standing"),
                    row.getString("reason"),
                    Arrays.asList((String[]) row.getArray("rule_ids").getArray()),
                    row.getLong("records"),
                    row.getBigDecimal("quantity")))
        .list();
  }

  private record Standing(Group group, String standing) {}

  static List<UsedRecord> list(
      Handle handle, UUID run, RecordScope scope, Filter filter, long after, int limit) {
    // What is searched for stands in the records: any group may have all of a page, or none.
    int groups = filter.search().isEmpty() ? limit : Integer.MAX_VALUE;
    List<Standing> found =
        UsageGroupDao.bindAfter(
                filter(
                    bind(
                        handle.createQuery(
                            GROUPS
                                + UsageGroupDao.after(
                                    "SELECT "
                                        + UsageGroupDao.COLUMNS
                                        + ", g.standing FROM g WHERE "
                                        + MATCHING)),
                        run,
                        scope),
                    filter),
                after,
                groups)
            .map((row, context) -> new Standing(UsageGroupDao.row(row), row.getString("standing")))
            .list();
    Members members =
        Members.of(found.stream().map(each -> each.group().ordinals()).toList(), after, groups);
    List<UsedRecord> records = new ArrayList<>();
    each(
        handle,
        run,
        members,
        filter,
        (at, record) -> {
          records.add(record(found.get(members.groups()[at]), members.ordinals()[at], record));
          return records.size() < limit;
        });
    return records;
  }

  /** Takes a record that fits and its place in a list. */
  private interface Fitting {
    boolean take(int at, UsageRecord record);
  }

  private static void each(
      Handle handle, UUID run, Members members, Filter filter, Fitting fitting) {
    String search = filter.search().toLowerCase(Locale.ROOT);
    int[] ordinals = members.ordinals();
    UsagePages.each(
        handle,
        run,
        ordinals,
        (ordinal, record) ->
            !(search.isEmpty() || searched(record).contains(search))
                || fitting.take(Arrays.binarySearch(ordinals, ordinal), record));
  }

  /** What a search looks through. */
  private static String searched(UsageRecord record) {
    return String.join(
            " ",
            record.recordId(),
            record.accountId(),
            record.name(),
            record.userId(),
            record.deviceId(),
            record.productName(),
            record.productCode())
        .toLowerCase(Locale.ROOT);
  }

  static Total count(Handle handle, UUID run, RecordScope scope, Filter filter) {
    return Total.of(
        filter.search().isEmpty()
            ? counted(handle, run, scope, filter)
            : searched(handle, run, scope, filter));
  }

  private static long counted(Handle handle, UUID run, RecordScope scope, Filter filter) {
    return filter(
            bind(
                handle.createQuery(
                    GROUPS
                        + "SELECT coalesce(sum(c.records), 0) FROM (SELECT g.records FROM g WHERE "
                        + MATCHING
                        + " LIMIT "
                        + (Total.LIMIT + 1)
                        + ") c"),
                run,
                scope),
            filter)
        .mapTo(Long.class)
        .one();
  }

  private static long searched(Handle handle, UUID run, RecordScope scope, Filter filter) {
    List<int[]> groups =
        filter(
                bind(
                    handle.createQuery(
                        GROUPS + "SELECT " + UsageGroupDao.COLUMNS + " FROM g WHERE " + MATCHING),
                    run,
                    scope),
                filter)
            .map((row, context) -> UsageGroupDao.row(row).ordinals())
            .list();
    long[] count = {0};
    each(
        handle,
        run,
        Members.of(groups, 0, Integer.MAX_VALUE),
        filter,
        (at, record) -> ++count[0] <= Total.LIMIT);
    return count[0];
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
    return sql.bind("standing", filter.standing()).bind("reason", filter.reason());
  }

  private static UsedRecord record(Standing of, int ordinal, UsageRecord record) {
    Group group = of.group();
    return new UsedRecord(
        ordinal,
        group.integrationId(),
        group.accountId(),
        record.recordId(),
        group.companyId(),
        of.standing(),
        group.reason(),
        group.additionId(),
        group.ruleIds(),
        who(record),
        record.userId(),
        record.deviceId(),
        record.kind(),
        record.productName().isEmpty() ? record.productCode() : record.productName(),
        record.state(),
        UsageGroups.units(record.quantity()),
        record.unit(),
        text(record.createdAt()),
        text(record.lastActiveAt()));
  }

  private static String who(UsageRecord record) {
    if (!record.name().isEmpty()) {
      return record.name();
    }
    return record.userId().isEmpty() ? record.deviceId() : record.userId();
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }
}
