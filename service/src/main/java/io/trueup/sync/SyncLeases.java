package io.trueup.sync;

import io.trueup.platform.db.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Rows of table sync that a worker has: nothing is written by one that lost its lease. Within the
 * transaction's tenant.
 */
final class SyncLeases {
  private static final String MINE =
      "sync_id = :sync AND lease_owner = :owner AND attempt = :attempt AND state = 'running'";

  private SyncLeases() {}

  /** A sync handed to a worker; attempt is the number it has to show when it writes. */
  record Claim(TenantId tenant, UUID syncId, int attempt, UUID owner) {}

  /** What a sync read, in all. */
  record Counted(long pages, long records, long rows, long problems) {
    private Map<String, Long> values() {
      return Map.of("pages", pages, "records", records, "rows", rows, "problems", problems);
    }
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

  private static Update bind(Update update, Claim claim) {
    return update
        .bind("sync", claim.syncId())
        .bind("owner", claim.owner())
        .bind("attempt", claim.attempt());
  }
}
