package io.trueup.platform.db;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads many rows by COPY. PostgreSQL takes no COPY into a table with row-level security, so rows
 * go to a temporary table of this transaction first and from there, in one statement and past the
 * policies, to where they belong.
 */
public final class BulkLoad {
  private static final int PIECE = 1 << 16;

  private BulkLoad() {}

  /**
   * Loads rows of one run.
   *
   * @param table a table with tenant_id and run_id
   * @param columns the other columns that {@code write} puts, in its order
   * @param rows read once, never held
   * @param write puts one row's fields
   * @return how many rows were loaded
   */
  public static <T> long load(
      Handle handle,
      String table,
      List<String> columns,
      UUID runId,
      Iterator<T> rows,
      BiConsumer<T, CopyRow> write) {
    String names = String.join(", ", columns);
    String stage = "stage_" + table;
    handle.execute(
        "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(stage, names, table));
    stage(handle, stage, columns, rows, write);
    int loaded =
        handle
            .createUpdate(
                """
                INSERT INTO %s (tenant_id, run_id, %s)
                SELECT current_setting('app.tenant')::uuid, :run, %s FROM pg_temp.%s
                """
                    .formatted(table, names, names, stage))
            .bind("run", runId)
            .execute();
    handle.execute("DROP TABLE pg_temp." + stage);
    return loaded;
  }

  /**
   * Loads rows into a temporary table, for a comparison with what is there.
   *
   * @param table a temporary table of this transaction
   * @param columns the columns that {@code write} puts, in its order
   * @param rows read once, never held
   * @param write puts one row's fields
   */
  public static <T> void stage(
      Handle handle,
      String table,
      List<String> columns,
      Iterator<T> rows,
      BiConsumer<T, CopyRow> write) {
    try {
      PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
      copy(
          connection
              .getCopyAPI()
              .copyIn(
                  "COPY pg_temp.%s (%s) FROM STDIN".formatted(table, String.join(", ", columns))),
          rows,
          write);
    } catch (SQLException | IOException e) {
      throw new BulkLoadException(table, e);
    }
  }

  private static <T> void copy(CopyIn copy, Iterator<T> rows, BiConsumer<T, CopyRow> write)
      throws SQLException, IOException {
    try {
      CopyRow row = new CopyRow();
      while (rows.hasNext()) {
        write.accept(rows.next(), row);
        row.end();
        if (row.size() >= PIECE) {
          row.flush(copy);
        }
      }
      row.flush(copy);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Loading stopped; the transaction is lost. */
  public static final class BulkLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BulkLoadException(String table, Exception cause) {
      super("could not load " + table, cause);
    }
  }
}
