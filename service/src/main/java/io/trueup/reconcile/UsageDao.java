package io.trueup.reconcile;

import io.trueup.platform.http.Page.Total;
import io.trueup.reconcile.UsageGroupDao.Group;
import io.trueup.reconcile.UsageGroupDao.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What became of usage records one by one, within the transaction's tenant. */
public final class UsageDao {
  /** Blocks that are counted before all are. */
  private static final int SOME = 500;

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
    List<Group> groups =
        bindAll(
                handle.createQuery(
                    "SELECT %s FROM usage_group g WHERE %s AND g.block = ANY (:blocks)"
                        .formatted(UsageGroupDao.COLUMNS, conditions(filter, "g"))),
                filter)
            .bind("run", run)
            .bindArray("blocks", Integer.class, blocks(handle, run, filter, after, limit))
            .map((row, context) -> UsageGroupDao.row(row))
            .list();
    Members members = Members.of(groups.stream().map(Group::ordinals).toList(), after, limit);
    List<Placed> placed = new ArrayList<>();
    UsagePages.each(
        handle,
        run,
        members.ordinals(),
        (ordinal, record) -> {
          Group group = groups.get(members.groups()[placed.size()]);
          placed.add(
              new Placed(
                  new UsageRow(
                      group.integrationId(),
                      group.accountId(),
                      record.recordId(),
                      group.companyId(),
                      group.fate(),
                      group.additionId(),
                      group.reason(),
                      group.ruleIds(),
                      RecordDetail.of(record)),
                  ordinal));
          return true;
        });
    return placed;
  }

  /**
   * The blocks that a page of records can come from: those that begin after the last record of the
   * page before, until they have enough, and those of that record's own band that go on after it.
   */
  private static List<Integer> blocks(
      Handle handle, UUID run, Filter filter, long after, int limit) {
    String select =
        "SELECT b.first_ordinal, b.last_ordinal, %s AS records FROM usage_block b WHERE %s"
            .formatted(records(filter), blockConditions(filter));
    List<int[]> found =
        UsageGroupDao.bindAfter(
                bind(
                    handle.createQuery(
                        """
                        (%s AND b.first_ordinal > :band AND b.first_ordinal <= :after
                          AND b.last_ordinal > :after)
                        UNION ALL
                        (%s AND b.first_ordinal > :after ORDER BY b.first_ordinal LIMIT :limit)
                        """
                            .formatted(select, select)),
                    filter),
                after,
                limit)
            .bind("run", run)
            .map((row, context) -> new int[] {row.getInt(1), row.getInt(2), row.getInt(3)})
            .list();
    List<Integer> blocks = new ArrayList<>();
    long enough = 0;
    for (int i = 0; i < found.size() && enough < limit; i++) {
      int[] block = found.get(i);
      blocks.add(block[0]);
      if (block[0] > after && i + 1 < found.size()) {
        // Of blocks that lie within each other, the first record alone is sure to come first.
        boolean whole = block[1] < found.get(i + 1)[0] && filter.discrepancyId().isEmpty();
        enough += whole ? block[2] : 1;
      }
    }
    return blocks;
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, UUID run, Filter filter) {
    if (filter.discrepancyId().isPresent()) {
      return Total.of(
          bindAll(
                  handle.createQuery(
                      "SELECT coalesce(sum(g.records), 0) FROM usage_group g WHERE %s AND g.block = ANY (%s)"
                          .formatted(conditions(filter, "g"), UsageGroupDao.BLOCKS_OF_DISCREPANCY)),
                  filter)
              .bind("run", run)
              .mapTo(Long.class)
              .one());
    }
    // Blocks have many records each: the first of them are most often enough.
    Counted counted = count(handle, run, filter, SOME);
    return Total.of(
        counted.blocks() < SOME || counted.records() > Total.LIMIT
            ? counted.records()
            : count(handle, run, filter, Total.LIMIT + 1).records());
  }

  private record Counted(long blocks, long records) {}

  private static Counted count(Handle handle, UUID run, Filter filter, int most) {
    return bind(
            handle.createQuery(
                """
                SELECT count(*) AS blocks, coalesce(sum(c.records), 0)::bigint AS records
                FROM (SELECT %s AS records FROM usage_block b WHERE %s LIMIT %d) c
                """
                    .formatted(records(filter), blockConditions(filter), most)),
            filter)
        .bind("run", run)
        .map((row, context) -> new Counted(row.getLong("blocks"), row.getLong("records")))
        .one();
  }

  /** How many records of a block {@code b} fit, whatever discrepancy is asked for. */
  private static String records(Filter filter) {
    return filter
        .fate()
        .map(fate -> UsageRow.FATES.contains(fate) ? "b." + fate : "0")
        .orElse("(b.counted + b.excluded + b.unaccounted)");
  }

  private static String blockConditions(Filter filter) {
    String all = whose(filter, "b") + " AND " + records(filter) + " > 0";
    return filter.discrepancyId().isEmpty()
        ? all
        : all + " AND b.first_ordinal = ANY (" + UsageGroupDao.BLOCKS_OF_DISCREPANCY + ")";
  }

  private static String conditions(Filter filter, String groups) {
    List<String> all = new ArrayList<>(List.of(whose(filter, groups)));
    filter
        .discrepancyId()
        .ifPresent(
            value ->
                all.add(groups + ".first_ordinal = ANY (" + UsageGroupDao.OF_DISCREPANCY + ")"));
    filter.fate().ifPresent(value -> all.add(groups + ".fate = :fate"));
    return String.join(" AND ", all);
  }

  private static String whose(Filter filter, String rows) {
    List<String> all = new ArrayList<>(List.of(rows + ".run_id = :run"));
    filter.companyId().ifPresent(value -> all.add(rows + ".company_id = :company"));
    filter.integrationId().ifPresent(value -> all.add(rows + ".integration_id = :integration"));
    filter.accountId().ifPresent(value -> all.add(rows + ".account_id = :account"));
    return String.join(" AND ", all);
  }

  private static Query bindAll(Query sql, Filter filter) {
    filter.fate().ifPresent(value -> sql.bind("fate", value));
    return bind(sql, filter);
  }

  private static Query bind(Query sql, Filter filter) {
    filter.discrepancyId().ifPresent(value -> sql.bind("discrepancy", value));
    filter.companyId().ifPresent(value -> sql.bind("company", value));
    filter.integrationId().ifPresent(value -> sql.bind("integration", value));
    filter.accountId().ifPresent(value -> sql.bind("account", value));
    return sql;
  }
}
