package io.trueup.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What two snapshots of an integration have different, within the transaction's tenant. */
public final class SnapshotDiff {
  /** What can become of a row. */
  public static final List<String> CHANGES = List.of("added", "changed", "removed");

  private static final String DIFFERENT =
      """
      FROM (
        SELECT DISTINCT r.file, r.row_key FROM synced_row r
        WHERE r.integration_id = :integration
          AND ((r.from_no > :earlier AND r.from_no <= :later)
            OR (r.to_no > :earlier AND r.to_no <= :later))
          AND (:file::text IS NULL OR r.file = :file)
          AND (r.file, r.row_key) > (:after_file, :after_key)) t
      LEFT JOIN synced_row o ON o.integration_id = :integration AND o.file = t.file
        AND o.row_key = t.row_key AND o.from_no <= :earlier
        AND (o.to_no IS NULL OR o.to_no > :earlier)
      LEFT JOIN synced_row n ON n.integration_id = :integration AND n.file = t.file
        AND n.row_key = t.row_key AND n.from_no <= :later
        AND (n.to_no IS NULL OR n.to_no > :later)
      WHERE o.row_hash IS DISTINCT FROM n.row_hash
        AND (:change::text IS NULL OR :change = CASE WHEN o.row_hash IS NULL THEN 'added'
          WHEN n.row_hash IS NULL THEN 'removed' ELSE 'changed' END)
      """;

  private SnapshotDiff() {}

  /**
   * Which differences.
   *
   * @param earlier number of a snapshot, 0 for before the first
   * @param later number of another, not smaller
   * @param table only this table, such as {@code usage}
   * @param change only one of {@link #CHANGES}
   */
  public record Between(
      String integrationId,
      long earlier,
      long later,
      Optional<String> table,
      Optional<String> change) {
    public Between {
      if (earlier < 0 || later < earlier) {
        throw new IllegalArgumentException("from " + earlier + " to " + later);
      }
    }
  }

  /**
   * A row that differs.
   *
   * @param sortKey what to give as {@code after} for the rows behind it
   * @param change one of {@link #CHANGES}
   * @param key values of the table's key columns
   * @param before its cells in the earlier snapshot, empty when it was not there
   * @param after its cells in the later one, empty when it is not there
   */
  public record Difference(
      List<String> sortKey,
      String table,
      String change,
      List<String> key,
      Map<String, String> before,
      Map<String, String> after) {}

  /**
   * Differences by table and key.
   *
   * @param after the last row's sort key, empty for the first page
   */
  public static List<Difference> list(
      Handle handle, Between between, List<String> after, int limit) {
    return bind(
            handle.createQuery(
                """
                SELECT t.file, t.row_key, o.cells::text AS before, n.cells::text AS after
                """
                    + DIFFERENT
                    + " ORDER BY t.file, t.row_key LIMIT :limit"),
            between,
            after)
        .bind("limit", limit)
        .map(
            (row, context) -> {
              String file = row.getString("file");
              String key = row.getString("row_key");
              String before = row.getString("before");
              String now = row.getString("after");
              return new Difference(
                  List.of(file, key),
                  file,
                  before == null ? "added" : now == null ? "removed" : "changed",
                  RowShape.parts(key),
                  before == null ? Map.of() : RowShape.cells(before),
                  now == null ? Map.of() : RowShape.cells(now));
            })
        .list();
  }

  /** How many there are, counted no further than {@code limit}. */
  public static long count(Handle handle, Between between, int limit) {
    return bind(
            handle.createQuery("SELECT count(*) FROM (SELECT " + DIFFERENT + " LIMIT :limit) c"),
            between,
            List.of())
        .bind("limit", limit)
        .mapTo(Long.class)
        .one();
  }

  private static Query bind(Query query, Between between, List<String> after) {
    return query
        .bind("integration", between.integrationId())
        .bind("earlier", between.earlier())
        .bind("later", between.later())
        .bind("file", between.table().orElse(null))
        .bind("change", between.change().orElse(null))
        .bind("after_file", after.isEmpty() ? "" : after.get(0))
        .bind("after_key", after.isEmpty() ? "" : after.get(1));
  }
}
