package io.trueup.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of table sync, within the transaction's tenant. */
final class SyncDao {
  private static final String COLUMNS =
      """
      sync_id, integration_id, state, trigger, replay_of, requested_by, request_id, queued_at,
      started_at, finished_at, read_at, progress::text AS progress, pages, record_count, row_count,
      problem_count, snapshot_no, failure_code, failure_stream, failure_what, failure_where,
      failure_advice, cancel_requested, attempt
      """;

  private SyncDao() {}

  /** Queues a sync unless one of the integration waits or runs; whether it did. */
  static boolean insert(
      Handle handle,
      UUID syncId,
      String integrationId,
      String trigger,
      Optional<UUID> replayOf,
      String by,
      String requestId) {
    return handle
            .createUpdate(
                """
                INSERT INTO sync (tenant_id, sync_id, integration_id, state, trigger, replay_of,
                  requested_by, request_id)
                VALUES (current_setting('app.tenant')::uuid, :sync, :integration, 'queued', :trigger,
                  :replay, :by, :request)
                ON CONFLICT (tenant_id, integration_id) WHERE state IN ('queued', 'running')
                DO NOTHING
                """)
            .bind("sync", syncId)
            .bind("integration", integrationId)
            .bind("trigger", trigger)
            .bind("replay", replayOf.orElse(null))
            .bind("by", by)
            .bind("request", requestId)
            .execute()
        == 1;
  }

  /** Ends a sync that waits, or asks one that runs to stop; false when it is over. */
  static boolean cancel(Handle handle, UUID syncId) {
    return handle
            .createUpdate(
                """
                UPDATE sync SET cancel_requested = true,
                  finished_at = CASE WHEN state = 'queued' THEN clock_timestamp() END,
                  state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
                WHERE sync_id = :sync AND state IN ('queued', 'running')
                """)
            .bind("sync", syncId)
            .execute()
        == 1;
  }

  static Optional<SyncRow> find(Handle handle, UUID syncId) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM sync WHERE sync_id = :sync")
        .bind("sync", syncId)
        .map(SyncDao::row)
        .findOne();
  }

  static Optional<SyncRow> findActive(Handle handle, String integrationId) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM sync WHERE integration_id = :integration AND state IN ('queued', 'running')")
        .bind("integration", integrationId)
        .map(SyncDao::row)
        .findOne();
  }

  static List<SyncRow> list(
      Handle handle,
      Optional<String> integrationId,
      Optional<String> state,
      List<String> after,
      int limit) {
    boolean first = after.isEmpty();
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM sync
                WHERE (:integration::text IS NULL OR integration_id = :integration)
                  AND (:state::text IS NULL OR state = :state)
                  AND (:first OR (queued_at, sync_id) < (:at::timestamptz, :id::uuid))
                ORDER BY queued_at DESC, sync_id DESC LIMIT :limit
                """)
        .bind("integration", integrationId.orElse(null))
        .bind("state", state.orElse(null))
        .bind("first", first)
        .bind("at", first ? null : after.get(0))
        .bind("id", first ? null : after.get(1))
        .bind("limit", limit)
        .map(SyncDao::row)
        .list();
  }

  static long count(
      Handle handle, Optional<String> integrationId, Optional<String> state, int limit) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM (
              SELECT FROM sync
              WHERE (:integration::text IS NULL OR integration_id = :integration)
                AND (:state::text IS NULL OR state = :state)
              LIMIT :limit) c
            """)
        .bind("integration", integrationId.orElse(null))
        .bind("state", state.orElse(null))
        .bind("limit", limit)
        .mapTo(Long.class)
        .one();
  }

  /**
   * The last ended sync of each integration that says something about it; none that was stopped.
   */
  static List<SyncRow> lastAttempts(Handle handle, List<String> integrationIds) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM unnest(:ids) AS i (id)
                CROSS JOIN LATERAL (
                  SELECT * FROM sync s
                  WHERE s.integration_id = i.id AND s.state IN ('succeeded', 'partial', 'failed')
                    AND (s.trigger <> 'replay' OR s.state = 'succeeded')
                  ORDER BY s.queued_at DESC, s.sync_id DESC LIMIT 1) l
                """)
        .bindArray("ids", String.class, integrationIds)
        .map(SyncDao::row)
        .list();
  }

  /** The sync of each integration that waits or runs. */
  static Map<String, UUID> active(Handle handle, List<String> integrationIds) {
    return handle
        .createQuery(
            """
            SELECT integration_id, sync_id FROM sync
            WHERE integration_id = ANY (:ids) AND state IN ('queued', 'running')
            """)
        .bindArray("ids", String.class, integrationIds)
        .reduceRows(
            new HashMap<String, UUID>(),
            (all, row) -> {
              all.put(
                  row.getColumn("integration_id", String.class),
                  row.getColumn("sync_id", UUID.class));
              return all;
            });
  }

  /** How many records of each stream syncs had to leave out, where there were any. */
  static Map<UUID, Map<String, Long>> dropped(Handle handle, List<UUID> syncIds) {
    return handle
        .createQuery(
            """
            SELECT sync_id, stream, dropped FROM sync_stream
            WHERE sync_id = ANY (:ids) AND dropped > 0
            """)
        .bindArray("ids", UUID.class, syncIds)
        .reduceRows(
            new HashMap<UUID, Map<String, Long>>(),
            (all, row) -> {
              all.computeIfAbsent(row.getColumn("sync_id", UUID.class), id -> new HashMap<>())
                  .put(row.getColumn("stream", String.class), row.getColumn("dropped", Long.class));
              return all;
            });
  }

  /** How many syncs in a row failed last, counted no further than 20. */
  static int failuresInRow(Handle handle, String integrationId) {
    List<String> last =
        handle
            .createQuery(
                """
                SELECT state FROM sync
                WHERE integration_id = :integration AND state IN ('succeeded', 'partial', 'failed')
                  AND trigger <> 'replay'
                ORDER BY queued_at DESC, sync_id DESC LIMIT 20
                """)
            .bind("integration", integrationId)
            .mapTo(String.class)
            .list();
    return (int) last.stream().takeWhile(state -> state.equals("failed")).count();
  }

  private static SyncRow row(ResultSet row, StatementContext context) throws SQLException {
    String code = row.getString("failure_code");
    return new SyncRow(
        row.getObject("sync_id", UUID.class),
        row.getString("integration_id"),
        row.getString("state"),
        row.getString("trigger"),
        row.getObject("replay_of", UUID.class),
        row.getString("requested_by"),
        row.getString("request_id"),
        row.getTimestamp("queued_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        instant(row, "read_at"),
        row.getString("progress"),
        row.getLong("pages"),
        row.getLong("record_count"),
        row.getLong("row_count"),
        row.getLong("problem_count"),
        row.getObject("snapshot_no", Long.class),
        code == null
            ? null
            : new SyncRow.Failure(
                code,
                row.getString("failure_stream"),
                row.getString("failure_what"),
                row.getString("failure_where"),
                row.getString("failure_advice")),
        row.getBoolean("cancel_requested"),
        row.getInt("attempt"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
  }
}
