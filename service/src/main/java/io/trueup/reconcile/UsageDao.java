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
                        .formatted(UsageGroupDao.COLUMNS, conditions(filter))),
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
   * The blocks that a page of records can come from: those of the last record's own band that go on
   * after it, and those that begin after it, until they have enough. Blocks of an account that is
   * divided lie within each other, and what fits of one may come after all of another: it counts as
   * enough only what is sure to come before the blocks that are left out.
   *
   * @param after number of the last record of the page before, 0 for the first page
   */
  static List<Integer> blocks(Handle handle, UUID run, Filter filter, long after, int limit) {
    List<Integer> blocks = new ArrayList<>();
    int last = (int) Math.min(after, Integer.MAX_VALUE);
    int band = last == 0 ? 0 : UsageGroup.band(last) * UsageGroup.BAND;
    if (last > 0) {
      blocks(handle, run, filter, band, last, last, Integer.MAX_VALUE)
          .forEach(block -> blocks.add(block.first()));
    }
    // How many of a block's records a discrepancy rests on is not known here: it has all its
    // blocks.
    boolean all = filter.discrepancyId().isPresent();
    int most = all ? Integer.MAX_VALUE : limit + 1;
    long enough = 0;
    int from = last;
    List<Block> found;
    do {
      found = blocks(handle, run, filter, from, Integer.MAX_VALUE, last, most);
      int looked = found.size() < most ? found.size() : most - 1;
      for (int i = 0; i < looked && enough < limit; i++) {
        Block block = found.get(i);
        blocks.add(block.first());
        from = block.first();
        boolean apart = i + 1 < found.size() && block.last() < found.get(i + 1).first();
        enough += apart && !all ? block.records() : 0;
      }
    } while (found.size() == most && enough < limit);
    return blocks;
  }

  /** A block, and how many of its records fit. */
  private record Block(int first, int last, int records) {}

  /** Blocks that begin after one record and no later than another, and go on after a third. */
  private static List<Block> blocks(
      Handle handle, UUID run, Filter filter, int from, int to, int after, int most) {
    return bind(
            handle.createQuery(
                """
                SELECT b.first_ordinal, b.last_ordinal, %s AS records FROM usage_block b
                WHERE %s AND b.first_ordinal > :from AND b.first_ordinal <= :to
                  AND b.last_ordinal > :after
                ORDER BY b.first_ordinal LIMIT :most
                """
                    .formatted(records(filter), blockConditions(filter))),
            filter)
        .bind("run", run)
        .bind("from", from)
        .bind("to", to)
        .bind("after", after)
        .bind("most", most)
        .map((row, context) -> new Block(row.getInt(1), row.getInt(2), row.getInt(3)))
        .list();
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, UUID run, Filter filter) {
    if (filter.discrepancyId().isPresent()) {
      return Total.of(
          bindAll(
                  handle.createQuery(
                      "SELECT coalesce(sum(g.records), 0) FROM usage_group g WHERE %s AND g.block = ANY (%s)"
                          .formatted(conditions(filter), UsageGroupDao.BLOCKS_OF_DISCREPANCY)),
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

  private static String conditions(Filter filter) {
    List<String> all = new ArrayList<>(List.of(whose(filter, "g")));
    filter
        .discrepancyId()
        .ifPresent(
            value -> all.add("g.first_ordinal = ANY (" + UsageGroupDao.OF_DISCREPANCY + ")"));
    filter.fate().ifPresent(value -> all.add("g.fate = :fate"));
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
