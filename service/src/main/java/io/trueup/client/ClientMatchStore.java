package io.trueup.client;

import io.trueup.platform.db.BulkLoad;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Writes where accounts stand, within the transaction's tenant. */
final class ClientMatchStore {
  private static final String STAGE = "stage_client_match";

  private ClientMatchStore() {}

  /**
   * Makes the table what these rows say; rows of other accounts go. A row is left alone when a
   * decision was made about it meanwhile.
   *
   * @param heard the last decision that these rows follow from
   */
  static void replace(Handle handle, Collection<ClientMatch> rows, long heard) {
    stage(handle, rows);
    merge(handle, heard);
    handle.execute(
        """
        DELETE FROM client_match m
        WHERE NOT EXISTS (
          SELECT FROM pg_temp.stage_client_match s
          WHERE s.integration_id = m.integration_id AND s.account_id = m.account_id)
        """);
    drop(handle);
  }

  /** Writes some rows after decisions about them; all others stay. */
  static void update(Handle handle, Collection<ClientMatch> rows) {
    stage(handle, rows);
    merge(handle, Long.MAX_VALUE);
    drop(handle);
  }

  private static void stage(Handle handle, Collection<ClientMatch> rows) {
    handle.execute(
        "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM client_match WITH NO DATA"
            .formatted(STAGE, String.join(", ", ClientMatchRows.COLUMNS)));
    BulkLoad.stage(handle, STAGE, ClientMatchRows.COLUMNS, rows.iterator(), ClientMatchRows::write);
  }

  private static void drop(Handle handle) {
    handle.execute("DROP TABLE pg_temp." + STAGE);
  }

  /**
   * What the rules found of an account that a person has decided about stays from when they were
   * asked: it is what an undo returns to.
   */
  private static void merge(Handle handle, long heard) {
    List<String> columns = ClientMatchRows.COLUMNS;
    String names = String.join(", ", columns);
    String set =
        columns.stream()
            .filter(c -> !c.equals("integration_id") && !c.equals("account_id"))
            .map(c -> c + " = " + value(c))
            .collect(Collectors.joining(", "));
    String before = columns.stream().map(c -> "m." + c).collect(Collectors.joining(", "));
    String after = columns.stream().map(ClientMatchStore::value).collect(Collectors.joining(", "));
    handle
        .createUpdate(
            """
            INSERT INTO client_match AS m (tenant_id, %s)
            SELECT current_setting('app.tenant')::uuid, %s FROM pg_temp.%s
            ON CONFLICT (tenant_id, integration_id, account_id) DO UPDATE SET %s
            WHERE m.last_no <= :heard AND (%s) IS DISTINCT FROM (%s)
            """
                .formatted(names, names, STAGE, set, before, after))
        .bind("heard", heard)
        .execute();
  }

  private static String value(String column) {
    boolean own = column.startsWith("own_") || column.equals("candidates");
    return own
        ? "CASE WHEN excluded.own_decision = '' THEN m.%s ELSE excluded.%s END"
            .formatted(column, column)
        : "excluded." + column;
  }
}
