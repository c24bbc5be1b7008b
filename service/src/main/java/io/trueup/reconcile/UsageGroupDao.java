package io.trueup.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Rows of table usage_group, within the transaction's tenant, and the way to their records. */
public final class UsageGroupDao {
  /** What {@link #row} reads, of usage_group as {@code g}. */
  public static final String COLUMNS =
      """
      g.first_ordinal, g.records, g.ordinals, g.integration_id, g.account_id, g.company_id, g.fate,
      g.addition_id, g.reason, g.rule_ids
      """;

  /** The blocks of the groups that the discrepancy {@code :discrepancy} of the run rests on. */
  public static final String BLOCKS_OF_DISCREPANCY =
      """
      (SELECT e.usage_blocks FROM discrepancy_evidence e
       WHERE e.run_id = :run AND e.discrepancy_id = :discrepancy)::integer[]
      """;

  /** The groups that the discrepancy {@code :discrepancy} of the run {@code :run} rests on. */
  public static final String OF_DISCREPANCY =
      """
      (SELECT e.usage_groups FROM discrepancy_evidence e
       WHERE e.run_id = :run AND e.discrepancy_id = :discrepancy)::integer[]
      """;

  private UsageGroupDao() {}

  /** Records that share a row's fate. */
  public record Group(
      int[] ordinals,
      String integrationId,
      String accountId,
      String companyId,
      String fate,
      String additionId,
      String reason,
      List<String> ruleIds) {
    public Group {
      ruleIds = List.copyOf(ruleIds);
    }
  }

  /** A row. */
  public static Group row(ResultSet row) throws SQLException {
    return new Group(
        Ordinals.read(row.getInt("first_ordinal"), row.getInt("records"), row.getBytes("ordinals")),
        row.getString("integration_id"),
        row.getString("account_id"),
        row.getString("company_id"),
        row.getString("fate"),
        row.getString("addition_id"),
        row.getString("reason"),
        DiscrepancyDao.texts(row.getArray("rule_ids")));
  }

  /**
   * A query for the groups that a page of records can come from: those that begin after the last
   * record of the page before, no more than the page has records, and those of that record's own
   * band, which may go on after it.
   *
   * @param select the query, up to its conditions on groups {@code g}, to which more can be added
   */
  public static String after(String select) {
    return """
    (%s AND g.first_ordinal > :after ORDER BY g.first_ordinal LIMIT :limit)
    UNION ALL
    (%s AND g.first_ordinal > :band AND g.first_ordinal <= :after)
    """
        .formatted(select, select);
  }

  /**
   * Binds what {@link #after} asks for.
   *
   * @param after number of the last record before, 0 for the first page
   * @param limit most groups
   */
  public static <T extends SqlStatement<T>> T bindAfter(T sql, long after, int limit) {
    int last = (int) Math.min(after, Integer.MAX_VALUE);
    return sql.bind("after", last)
        .bind("band", last == 0 ? 0 : UsageGroup.band(last) * UsageGroup.BAND)
        .bind("limit", limit);
  }

  /** Records of groups in the run's order, each with the place of its group in a list. */
  public record Members(int[] ordinals, int[] groups) {
    /**
     * Puts them in order.
     *
     * @param groups the numbers of each group's records, ascending
     * @param after only records with a higher number
     * @param limit most records
     */
    public static Members of(List<int[]> groups, long after, int limit) {
      int size = 0;
      for (int[] group : groups) {
        size += group.length - Ordinals.above(group, after);
      }
      long[] all = new long[size];
      int at = 0;
      for (int g = 0; g < groups.size(); g++) {
        int[] group = groups.get(g);
        for (int i = Ordinals.above(group, after); i < group.length; i++) {
          all[at++] = ((long) group[i] << 32) | g;
        }
      }
      Arrays.sort(all);
      int kept = Math.min(limit, size);
      Members members = new Members(new int[kept], new int[kept]);
      for (int i = 0; i < kept; i++) {
        members.ordinals[i] = (int) (all[i] >> 32);
        members.groups[i] = (int) all[i];
      }
      return members;
    }
  }

  /**
   * Something for every record of a run, in the run's order.
   *
   * @param made what is made of a group, for all its records
   */
  static <T> List<T> ofEveryRecord(
      Handle handle, UUID run, java.util.function.Function<Group, T> made) {
    List<T> all = new ArrayList<>();
    List<int[]> ordinals = new ArrayList<>();
    List<T> band = new ArrayList<>();
    handle
        .createQuery(
            "SELECT " + COLUMNS + " FROM usage_group g WHERE g.run_id = :run ORDER BY g.block")
        .bind("run", run)
        .setFetchSize(5_000)
        .map((row, context) -> row(row))
        .forEach(
            group -> {
              if (!ordinals.isEmpty()
                  && UsageGroup.band(ordinals.get(0)[0]) != UsageGroup.band(group.ordinals()[0])) {
                placed(ordinals, band, all);
              }
              ordinals.add(group.ordinals());
              band.add(made.apply(group));
            });
    placed(ordinals, band, all);
    return all;
  }

  private static <T> void placed(List<int[]> ordinals, List<T> made, List<T> all) {
    for (int group : Members.of(ordinals, 0, Integer.MAX_VALUE).groups()) {
      all.add(made.get(group));
    }
    ordinals.clear();
    made.clear();
  }
}
