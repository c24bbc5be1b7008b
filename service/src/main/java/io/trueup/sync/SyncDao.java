package io.trueup.sync;

import io.trueup.platform.db.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
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
  private static final String MINE =
      "sync_id = :sync AND lease_owner = :owner AND attempt = :attempt AND state = 'running'";

  private SyncDao() {}

  /** A sync handed to a worker; attempt is the number it has to show when it writes. */
  record Claim(TenantId tenant, UUID syncId, int attempt, UUID owner) {}

  /** What a sync read, in all. */
  record Counted(long pages, long records, long rows, long problems) {
    private Map<String, Long> values() {
      return Map.of("pages", pages, "records", records, "rows", rows, "problems", problems);
    }
  }

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

  /** The next sync for a worker, of any tenant. */
  static Optional<Claim> claim(Handle handle, UUID owner, Duration lease) {
    return handle
        .createQuery("SELECT tenant_id, sync_id, attempt FROM claim_sync(:owner, :lease)")
        .bind("owner", owner)
        .bind("lease", lease)
        .map(
            (row, context) ->
                new Claim(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    row.getObject("sync_id", UUID.class),
                    row.getInt("attempt"),
                    owner))
        .findOne();
  }

  /**
   * Notes progress and keeps the lease.
   *
   * @return whether a person asked it to stop; empty when another worker has it
   */
  static Optional<Boolean> heartbeat(
      Handle handle, Claim claim, Duration lease, String progress, Counted counted) {
    // The timer that writes this serves all syncs of the node: it must not wait for one of them.
    handle.execute("SET LOCAL lock_timeout = '3s'");
    return bind(
            handle.createUpdate(
                """
                UPDATE sync SET progress = :progress::jsonb, pages = :pages,
                  record_count = :records, row_count = :rows, problem_count = :problems,
                  lease_until = clock_timestamp() + :lease
                WHERE
                """
                    + MINE),
            claim)
        .bind("progress", progress)
        .bind("lease", lease)
        .bindMap(counted.values())
        .executeAndReturnGeneratedKeys("cancel_requested")
        .mapTo(Boolean.class)
        .findOne();
  }

  /** Whether a claim still holds; when it does, nobody else gets the sync before the commit. */
  static boolean holds(Handle handle, Claim claim, boolean share) {
    return handle
        .createQuery("SELECT 1 FROM sync WHERE " + MINE + (share ? " FOR SHARE" : ""))
        .bind("sync", claim.syncId())
        .bind("owner", claim.owner())
        .bind("attempt", claim.attempt())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Lets a sync that was cut off long ago begin anew. */
  static boolean restart(Handle handle, Claim claim) {
    return bind(
                handle.createUpdate("UPDATE sync SET started_at = clock_timestamp() WHERE " + MINE),
                claim)
            .execute()
        == 1;
  }

  /**
   * Ends a sync.
   *
   * @param state {@code succeeded}, {@code partial}, {@code failed} or {@code cancelled}
   * @return false when another worker has it
   */
  static boolean finish(
      Handle handle,
      Claim claim,
      String state,
      Counted counted,
      Instant readAt,
      @Nullable Long snapshotNo,
      SyncRow.@Nullable Failure failure) {
    return bind(
                handle.createUpdate(
                    """
                    UPDATE sync SET state = :state, finished_at = clock_timestamp(),
                      read_at = :read, progress = '[]', pages = :pages, record_count = :records,
                      row_count = :rows, problem_count = :problems, snapshot_no = :snapshot,
                      failure_code = :code, failure_stream = :stream, failure_what = :what,
                      failure_where = :where, failure_advice = :advice,
                      lease_owner = NULL, lease_until = NULL
                    WHERE
                    """
                        + MINE),
                claim)
            .bind("state", state)
            .bind("read", readAt)
            .bindMap(counted.values())
            .bind("snapshot", snapshotNo)
            .bind("code", failure == null ? null : failure.code())
            .bind("stream", failure == null ? null : failure.stream())
            .bind("what", failure == null ? null : failure.what())
            .bind("where", failure == null ? null : failure.where())
            .bind("advice", failure == null ? null : failure.advice())
            .execute()
        == 1;
  }

  /** Puts a sync back for another worker, without counting this as a try. */
  static void release(Handle handle, Claim claim) {
    bind(
            handle.createUpdate(
                """
                UPDATE sync SET state = 'queued', attempt = attempt - 1,
                  lease_owner = NULL, lease_until = NULL
                WHERE
                """
                    + MINE),
            claim)
        .execute();
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

  private static Update bind(Update update, Claim claim) {
    return update
        .bind("sync", claim.syncId())
        .bind("owner", claim.owner())
        .bind("attempt", claim.attempt());
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
