package io.trueup.reconcile;

import io.trueup.month.MonthSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of table dataset_source, within the transaction's tenant. */
public final class DatasetSourceDao {
  private DatasetSourceDao() {}

  static void insert(Handle handle, UUID datasetId, List<MonthSource> sources) {
    if (sources.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO dataset_source (tenant_id, dataset_id, integration_id, snapshot_no,
              previous_no, taken_at, health, words)
            VALUES (current_setting('app.tenant')::uuid, :dataset, :integration, :snapshot,
              :previous, :taken, :health, :words)
            """);
    for (MonthSource source : sources) {
      batch
          .bind("dataset", datasetId)
          .bind("integration", source.integrationId())
          .bind("snapshot", source.snapshotNo())
          .bind("previous", source.previousNo())
          .bind("taken", source.takenAt())
          .bind("health", source.health())
          .bind("words", source.words())
          .add();
    }
    batch.execute();
  }

  /** What a dataset was made from, by integration; empty when it was uploaded. */
  public static List<MonthSource> list(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT integration_id, snapshot_no, previous_no, taken_at, health, words
            FROM dataset_source WHERE dataset_id = :dataset ORDER BY integration_id
            """)
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new MonthSource(
                    row.getString("integration_id"),
                    row.getObject("snapshot_no", Long.class),
                    row.getObject("previous_no", Long.class),
                    row.getTimestamp("taken_at") == null
                        ? null
                        : row.getTimestamp("taken_at").toInstant(),
                    row.getString("health"),
                    row.getString("words")))
        .list();
  }

  /**
   * The snapshots that the last run of an earlier calendar month was made of, by integration; empty
   * when there was no such run from syncs.
   */
  static Map<String, Long> earlier(Handle handle, LocalDate asOf) {
    Map<String, Long> numbers = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT s.integration_id, s.snapshot_no
            FROM dataset_source s
            WHERE s.snapshot_no IS NOT NULL AND s.dataset_id = (
              SELECT r.dataset_id FROM run r
              WHERE r.status = 'done' AND r.as_of < :month
                AND EXISTS (SELECT FROM dataset_source d WHERE d.dataset_id = r.dataset_id)
              ORDER BY r.as_of DESC, r.created_at DESC, r.run_id DESC LIMIT 1)
            """)
        .bind("month", asOf.withDayOfMonth(1))
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }
}
