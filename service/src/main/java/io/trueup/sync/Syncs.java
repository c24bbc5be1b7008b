package io.trueup.sync;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Puts syncs in the queue, stops them, and says how they went; within the transaction's tenant. */
public final class Syncs {
  private Syncs() {}

  /**
   * A sync that was asked for.
   *
   * @param created false when one of the integration waited or ran already: it is that one
   */
  public record Queued(SyncRow sync, boolean created) {}

  /**
   * Queues a sync, unless one of the integration waits or runs: then that one is meant. Wake the
   * workers when the transaction is committed.
   *
   * @param by who asks, as in the audit trail
   */
  public static Queued queue(Handle handle, String integrationId, String by, String requestId) {
    Queued queued = insert(handle, integrationId, "request", Optional.empty(), by, requestId);
    if (queued.created()) {
      AuditLog.append(
          handle,
          by,
          "sync.queued",
          queued.sync().syncId().toString(),
          Map.of("integration_id", integrationId));
    }
    return queued;
  }

  /** Queues what is due. */
  static Queued queueScheduled(Handle handle, String integrationId) {
    return insert(handle, integrationId, "schedule", Optional.empty(), "system", "");
  }

  /**
   * Queues the reading of an earlier sync's answers with the connector as it is now, without the
   * vendor.
   *
   * @throws ProblemException when there is no such sync, it has not ended, its answers are no
   *     longer kept, newer facts are in force, or a sync of the integration waits or runs
   */
  public static Queued replay(Handle handle, UUID syncId, String by, String requestId) {
    SyncRow of = find(handle, syncId).orElseThrow(() -> ProblemException.notFound("sync"));
    UUID source = of.replayOf() == null ? of.syncId() : of.replayOf();
    Instant readAt = of.readAt();
    if (!of.ended() || readAt == null) {
      throw conflict("The sync has not read anything to its end; wait for it.");
    }
    if (PageDao.oldest(handle, source).isEmpty()) {
      throw conflict("The answers of this sync are no longer kept; sync again.");
    }
    Optional<SnapshotRow> latest = Snapshots.findLatest(handle, of.integrationId());
    if (latest.isPresent() && latest.get().takenAt().isAfter(readAt)) {
      throw conflict(
          "Newer facts are in force; replay sync " + latest.get().syncId() + " instead.");
    }
    Queued queued =
        insert(handle, of.integrationId(), "replay", Optional.of(source), by, requestId);
    if (!queued.created()) {
      throw conflict("Sync " + queued.sync().syncId() + " of this integration is under way.");
    }
    AuditLog.append(
        handle,
        by,
        "sync.replayed",
        queued.sync().syncId().toString(),
        Map.of("integration_id", of.integrationId(), "replay_of", source.toString()));
    return queued;
  }

  private static Queued insert(
      Handle handle,
      String integrationId,
      String trigger,
      Optional<UUID> replayOf,
      String by,
      String requestId) {
    // The one that was in the way may have ended just now: then the next try gets through.
    for (int i = 0; i < 10; i++) {
      UUID id = UUID.randomUUID();
      if (SyncDao.insert(handle, id, integrationId, trigger, replayOf, by, requestId)) {
        return new Queued(SyncDao.find(handle, id).orElseThrow(), true);
      }
      Optional<SyncRow> active = SyncDao.findActive(handle, integrationId);
      if (active.isPresent()) {
        return new Queued(active.get(), false);
      }
    }
    throw new ProblemException(
        ProblemType.BUSY, "Syncs of this integration come and go; try again.");
  }

  /**
   * Stops a sync: one that waits at once, one that runs at its next request to the vendor.
   *
   * @throws ProblemException when there is no such sync, or it is over
   */
  public static SyncRow cancel(Handle handle, UUID syncId, String by) {
    SyncRow sync = find(handle, syncId).orElseThrow(() -> ProblemException.notFound("sync"));
    if (!SyncDao.cancel(handle, syncId)) {
      throw conflict("The sync is over.");
    }
    AuditLog.append(
        handle,
        by,
        "sync.cancelled",
        syncId.toString(),
        Map.of("integration_id", sync.integrationId()));
    return find(handle, syncId).orElseThrow();
  }

  /**
   * Removes all that an integration brought: syncs, answers, snapshots and rows. For an integration
   * that is taken away; what runs concluded from it stays.
   *
   * @throws ProblemException while a sync of it waits or runs
   */
  public static void forget(Handle handle, String integrationId, String by) {
    new SnapshotBuild(handle, integrationId).lock();
    if (SyncDao.findActive(handle, integrationId).isPresent()) {
      throw conflict("A sync of this integration is under way; cancel it first.");
    }
    for (String table : List.of("synced_row", "snapshot", "sync")) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE integration_id = :integration")
          .bind("integration", integrationId)
          .execute();
    }
    AuditLog.append(handle, by, "snapshots.forgotten", integrationId, Map.of());
  }

  /** A sync of this tenant. */
  public static Optional<SyncRow> find(Handle handle, UUID syncId) {
    return SyncDao.find(handle, syncId);
  }

  /** The sync of an integration that waits or runs. */
  public static Optional<SyncRow> findActive(Handle handle, String integrationId) {
    return SyncDao.findActive(handle, integrationId);
  }

  /**
   * Syncs, newest first.
   *
   * @param integrationId only of this integration
   * @param state only in this state, one of {@link SyncRow#STATES}
   * @param after queued_at and sync_id of the last row before, as texts; empty for the first page
   */
  public static List<SyncRow> list(
      Handle handle,
      Optional<String> integrationId,
      Optional<String> state,
      List<String> after,
      int limit) {
    return SyncDao.list(handle, integrationId, state, after, limit);
  }

  /** How many there are, counted no further than {@code limit}. */
  public static long count(
      Handle handle, Optional<String> integrationId, Optional<String> state, int limit) {
    return SyncDao.count(handle, integrationId, state, limit);
  }

  /** What a sync read of each stream, by name; empty until it ended. */
  public static List<StreamRow> streams(Handle handle, UUID syncId) {
    return handle
        .createQuery(
            """
            SELECT stream, state, pages, record_count, row_count, dropped, duplicates,
              problems::text AS problems
            FROM sync_stream WHERE sync_id = :sync ORDER BY stream
            """)
        .bind("sync", syncId)
        .map((row, context) -> stream(row))
        .list();
  }

  private static StreamRow stream(ResultSet row) throws SQLException {
    return new StreamRow(
        row.getString("stream"),
        row.getString("state"),
        row.getLong("pages"),
        row.getLong("record_count"),
        row.getLong("row_count"),
        row.getLong("dropped"),
        row.getLong("duplicates"),
        row.getString("problems"));
  }

  private static ProblemException conflict(String detail) {
    return new ProblemException(ProblemType.CONFLICT, detail);
  }
}
