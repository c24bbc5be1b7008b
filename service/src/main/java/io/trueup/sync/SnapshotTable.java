package io.trueup.sync;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A table of the export folder as a snapshot has it, a page at a time. */
public final class SnapshotTable {
  private SnapshotTable() {}

  /**
   * A row.
   *
   * @param sortKey what to give as {@code after} for the rows behind it
   * @param key values of the table's key columns
   * @param cells texts by column
   */
  public record Row(String sortKey, List<String> key, Map<String, String> cells) {}

  /**
   * Rows by key, within the transaction's tenant.
   *
   * @param table such as {@code usage}
   * @param after the last row's sort key, empty for the first page
   */
  public static List<Row> list(
      Handle handle, String integrationId, long number, String table, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT row_key, cells::text AS cells FROM synced_row
            WHERE integration_id = :integration AND file = :file AND row_key > :after
              AND from_no <= :no AND (to_no IS NULL OR to_no > :no)
            ORDER BY row_key LIMIT :limit
            """)
        .bind("integration", integrationId)
        .bind("file", table)
        .bind("after", after)
        .bind("no", number)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Row(
                    row.getString("row_key"),
                    RowShape.parts(row.getString("row_key")),
                    RowShape.cells(row.getString("cells"))))
        .list();
  }
}
