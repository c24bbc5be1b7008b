package io.trueup.sync;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.sync.SyncLeases.Claim;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Ends syncs: each way in one transaction, which stores nothing when the lease is lost. */
final class SyncStore {
  private final TenantDb db;
  private final HealthJudge judge;
  private final SyncSettings settings;
  private final SyncMetrics metrics;
  private final SyncExecution.Ended ended;

  SyncStore(
      TenantDb db,
      HealthJudge judge,
      SyncSettings settings,
      SyncMetrics metrics,
      SyncExecution.Ended ended) {
    this.db = db;
    this.judge = judge;
    this.settings = settings;
    this.metrics = metrics;
    this.ended = ended;
  }

  /**
   * A sync under way.
   *
   * @param readAt as of when its facts are, empty for now
   */
  record Work(
      Claim claim,
      SyncTarget target,
      RowSpool spool,
      SyncReading reading,
      Optional<Instant> readAt) {}

  private record Stored(String outcome, Optional<SnapshotBuild.Changes> changes) {}

  /** Stores all facts, or finds that too many could not be read. */
  String snapshot(Work work) {
    Stored stored =
        db.inTenant(
            work.claim().tenant(),
            handle -> {
              // The limit is for requests; a large vendor may take longer to store.
              handle.execute("SET LOCAL statement_timeout = '25min'");
              return store(handle, work);
            });
    stored.changes().ifPresent(metrics::stored);
    return stored.outcome();
  }

  private Stored store(Handle handle, Work work) {
    String integration = work.target().integrationId();
    SnapshotBuild build = new SnapshotBuild(handle, integration);
    build.lock();
    if (!SyncLeases.holds(handle, work.claim(), false)) {
      throw new LostException();
    }
    Map<String, StreamTally> streams = work.reading().streams();
    SnapshotBuild.Staged staged = build.stage(work.spool(), streams, settings.samples());
    SnapshotBuild.streams(handle, work.claim().syncId(), streams.values());
    Instant readAt = work.readAt().orElseGet(() -> now(handle));
    List<SnapshotRow.Doubted> doubts = doubts(handle, work.target(), staged, streams);
    Optional<SnapshotRow.Doubted> partial =
        doubts.stream().filter(doubt -> doubt.reason().equals("partial_sync")).findFirst();
    if (partial.isPresent()) {
      end(handle, work, "partial", streams, readAt, null, unreadable(partial.get(), streams));
      return new Stored("partial", Optional.empty());
    }
    long number = Snapshots.findLatest(handle, integration).map(SnapshotRow::number).orElse(0L) + 1;
    Map<String, Long> rows = new TreeMap<>();
    streams.forEach((name, tally) -> rows.put(name, tally.rows()));
    SnapshotBuild.Changes changes = build.apply(number);
    Snapshots.insert(
        handle,
        new SnapshotRow(
            integration,
            number,
            work.claim().syncId(),
            readAt,
            staged.total(),
            changes.added(),
            changes.changed(),
            changes.removed(),
            staged.rows(),
            rows,
            staged.hash(),
            doubts.isEmpty(),
            doubts,
            null,
            null,
            null));
    end(handle, work, "succeeded", streams, readAt, number, null);
    AuditLog.append(
        handle,
        "system",
        "snapshot.taken",
        integration + "/" + number,
        Map.of(
            "sync_id", work.claim().syncId().toString(),
            "content_hash", staged.hash(),
            "believed", Boolean.toString(doubts.isEmpty())));
    // Behind the audit trail, whose lock everybody takes before any row of a queue.
    ended.taken(handle, integration, changes.added() + changes.changed() + changes.removed() > 0);
    return new Stored("succeeded", Optional.of(changes));
  }

  private static Instant now(Handle handle) {
    return handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one();
  }

  private static SyncRow.Failure unreadable(
      SnapshotRow.Doubted doubt, Map<String, StreamTally> streams) {
    StreamTally tally = streams.get(doubt.stream());
    return new SyncRow.Failure(
        "unreadable_records",
        doubt.stream(),
        tally == null
            ? doubt.words()
            : tally.dropped() + " records of stream " + doubt.stream() + " could not be read",
        "stream " + doubt.stream(),
        "see the problems of this sync; correct the connector's mapping, then replay it");
  }

  private List<SnapshotRow.Doubted> doubts(
      Handle handle,
      SyncTarget target,
      SnapshotBuild.Staged staged,
      Map<String, StreamTally> streams) {
    Optional<SnapshotRow> previous =
        Snapshots.findBelieved(handle, target.integrationId(), Long.MAX_VALUE);
    List<HealthJudge.Measured> measured = new ArrayList<>();
    measured.add(
        measured(
            target,
            "",
            staged.rows().getOrDefault("usage", 0L),
            previous.map(SnapshotRow::usage),
            0));
    streams.forEach(
        (stream, tally) ->
            measured.add(
                measured(
                    target,
                    stream,
                    tally.rows(),
                    previous.map(SnapshotRow::streams).map(before -> before.get(stream)),
                    tally.dropped())));
    List<SnapshotRow.Doubted> doubts = new ArrayList<>();
    List<Optional<HealthJudge.Doubt>> verdicts = judge.judge(handle, measured);
    for (int i = 0; i < measured.size(); i++) {
      HealthJudge.Measured of = measured.get(i);
      verdicts
          .get(i)
          .ifPresent(
              doubt ->
                  doubts.add(
                      new SnapshotRow.Doubted(
                          of.stream(),
                          doubt.reason(),
                          doubt.words(),
                          of.records(),
                          of.previousRecords())));
    }
    return doubts;
  }

  private static HealthJudge.Measured measured(
      SyncTarget target, String stream, long records, Optional<Long> previous, long unreadable) {
    return new HealthJudge.Measured(
        target.integrationId(),
        stream,
        "succeeded",
        true,
        BigDecimal.ZERO,
        target.maxAgeHours(),
        records,
        previous.isPresent(),
        previous.orElse(0L),
        unreadable);
  }

  /** Ends a sync that never began to read. */
  String fail(Claim claim, SyncRow.Failure failure) {
    db.useTenant(
        claim.tenant(),
        handle -> {
          if (!SyncLeases.finish(
              handle,
              claim,
              "failed",
              new SyncLeases.Counted(0, 0, 0, 0),
              now(handle),
              null,
              failure)) {
            throw new LostException();
          }
          audit(handle, claim, failure);
        });
    return "failed";
  }

  /** Ends a sync that could not be read to its end. */
  String fail(Work work, SyncRow.Failure failure) {
    db.useTenant(
        work.claim().tenant(),
        handle -> {
          Map<String, StreamTally> streams = work.reading().streams();
          StreamTally failed = streams.get(failure.stream());
          if (failed != null) {
            failed.fail();
          } else if (!failure.stream().isEmpty()) {
            StreamTally none = new StreamTally(failure.stream(), 0);
            none.fail();
            streams.put(failure.stream(), none);
          }
          SnapshotBuild.streams(handle, work.claim().syncId(), streams.values());
          end(handle, work, "failed", streams, now(handle), null, failure);
          audit(handle, work.claim(), failure);
        });
    return "failed";
  }

  /** Ends a sync that a person stopped. */
  String cancelled(Work work) {
    db.useTenant(
        work.claim().tenant(),
        handle -> {
          Map<String, StreamTally> streams = work.reading().streams();
          SnapshotBuild.streams(handle, work.claim().syncId(), streams.values());
          end(handle, work, "cancelled", streams, now(handle), null, null);
        });
    return "cancelled";
  }

  /** Gives a sync back to the queue. */
  String release(Work work) {
    db.useTenant(work.claim().tenant(), handle -> SyncLeases.release(handle, work.claim()));
    return "released";
  }

  private static void audit(Handle handle, Claim claim, SyncRow.Failure failure) {
    AuditLog.append(
        handle, "system", "sync.failed", claim.syncId().toString(), Map.of("code", failure.code()));
  }

  private static void end(
      Handle handle,
      Work work,
      String state,
      Map<String, StreamTally> streams,
      Instant readAt,
      @org.jspecify.annotations.Nullable Long snapshotNo,
      SyncRow.@org.jspecify.annotations.Nullable Failure failure) {
    if (!SyncLeases.finish(
        handle,
        work.claim(),
        state,
        SyncReading.counted(streams.values()),
        readAt,
        snapshotNo,
        failure)) {
      throw new LostException();
    }
  }
}
