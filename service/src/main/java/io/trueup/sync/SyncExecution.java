package io.trueup.sync;

import io.trueup.connector.PageArchive;
import io.trueup.connector.ReadFailure;
import io.trueup.connector.VendorReader;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.sync.SyncLeases.Claim;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries out one claimed sync: read the vendor to its end, then store all facts in a single
 * transaction. Whatever goes wrong on the way, the last snapshot stays in force. A sync whose
 * worker died is taken up by another and goes on from the answers that were kept.
 */
public final class SyncExecution implements AutoCloseable {
  /** A sync that took its worker down this often is not tried again. */
  static final int TRIES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(SyncExecution.class);

  private final TenantDb db;
  private final VendorReader reader;
  private final IntegrationSource integrations;
  private final SyncSettings settings;
  private final SyncMetrics metrics;
  private final Clock clock;
  private final SyncStore store;
  private final SyncBeats beats;
  private final Ended ended;

  /** Told when a sync is over, whatever its outcome, outside of any transaction. */
  @FunctionalInterface
  public interface Ended {
    /**
     * A sync is over.
     *
     * @param outcome a state of {@link SyncRow#STATES}
     * @param failuresInRow how many syncs of the integration failed last, 0 when the last did not
     */
    void ended(TenantId tenant, SyncTarget target, String outcome, int failuresInRow);

    /**
     * A snapshot is being stored, in this transaction: what is written in it is seen with the
     * snapshot or not at all.
     *
     * @param changed whether it has other rows than the one before
     */
    default void taken(Handle handle, String integrationId, boolean changed) {}
  }

  public SyncExecution(
      TenantDb db,
      VendorReader reader,
      IntegrationSource integrations,
      HealthJudge judge,
      SyncSettings settings,
      SyncMetrics metrics,
      Clock clock,
      Ended ended) {
    this.db = db;
    this.reader = reader;
    this.integrations = integrations;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.store = new SyncStore(db, judge, settings, metrics, ended);
    this.beats = new SyncBeats(db);
    this.ended = ended;
  }

  /** Asks all syncs under way to stop; they go back to the queue. */
  void stop() {
    beats.stop();
  }

  @Override
  public void close() {
    beats.close();
  }

  /** What a sync starts from. */
  private record Start(SyncRow sync, Optional<SyncTarget> target, Optional<SyncRow> replayed) {}

  void execute(Claim claim) {
    MDC.put("sync_id", claim.syncId().toString());
    long begin = System.nanoTime();
    try {
      String outcome = attempt(claim);
      metrics.finished(outcome, System.nanoTime() - begin);
      LOG.info("sync outcome={} ms={}", outcome, (System.nanoTime() - begin) / 1_000_000);
    } finally {
      MDC.remove("sync_id");
    }
  }

  private String attempt(Claim claim) {
    try {
      Start start = db.inTenant(claim.tenant(), handle -> start(handle, claim));
      if (start.target().isEmpty()) {
        return store.fail(
            claim,
            new SyncRow.Failure(
                ReadFailure.Kind.BAD_SETTINGS.code(),
                "",
                "the integration is no longer there",
                start.sync().integrationId(),
                "declare it again, or leave this sync alone"));
      }
      SyncTarget target = start.target().get();
      String outcome =
          claim.attempt() > TRIES
              ? store.fail(
                  claim,
                  new SyncRow.Failure(
                      "abandoned",
                      "",
                      "the service stopped " + TRIES + " times while this sync was under way",
                      target.integrationId(),
                      "look for what took it down in the log, then sync again"))
              : read(claim, start.sync(), target, start.replayed());
      tell(claim.tenant(), target, outcome);
      return outcome;
    } catch (LostException e) {
      LOG.warn("another worker has this sync now");
      return "lost";
    } catch (RuntimeException e) {
      // Not even the failure could be stored: the lease runs out, and somebody tries again.
      LOG.error("sync could not be ended: {}", TenantDb.sqlState(e), e);
      return "lost";
    }
  }

  private Start start(Handle handle, Claim claim) {
    SyncRow sync = SyncDao.find(handle, claim.syncId()).orElseThrow();
    if (claim.attempt() > 1 && sync.replayOf() == null) {
      Optional<Instant> oldest = PageDao.oldest(handle, claim.syncId());
      if (oldest.isPresent()
          && oldest.get().isBefore(clock.instant().minus(settings.resumeWithin()))) {
        // What was read then and what is read now would be no picture of one moment.
        PageDao.deleteAll(handle, claim.syncId());
        if (!SyncLeases.restart(handle, claim)) {
          throw new LostException();
        }
        LOG.info("sync starts over: its answers are from {}", oldest.get());
        sync = SyncDao.find(handle, claim.syncId()).orElseThrow();
      }
    }
    UUID replayOf = sync.replayOf();
    return new Start(
        sync,
        integrations.find(handle, claim.tenant(), sync.integrationId()),
        replayOf == null ? Optional.empty() : SyncDao.find(handle, replayOf));
  }

  private String read(Claim claim, SyncRow sync, SyncTarget target, Optional<SyncRow> replayed) {
    AtomicReference<SyncBeats.@org.jspecify.annotations.Nullable Beat> beating =
        new AtomicReference<>();
    try (RowSpool spool = new RowSpool(settings.scratch())) {
      SyncReading reading =
          new SyncReading(
              spool,
              settings.samples(),
              target.redaction(),
              () -> {
                SyncBeats.Beat beat = beating.get();
                return beat != null && beat.over();
              },
              metrics);
      try (SyncBeats.Beat beat = beats.start(claim, reading)) {
        beating.set(beat);
        return read(claim, sync, target, replayed, spool, reading, beat);
      }
    } catch (IOException e) {
      LOG.error("sync failed", e);
      return store.fail(claim, internal(target));
    }
  }

  private String read(
      Claim claim,
      SyncRow sync,
      SyncTarget target,
      Optional<SyncRow> replayed,
      RowSpool spool,
      SyncReading reading,
      SyncBeats.Beat beat) {
    SyncStore.Work work =
        new SyncStore.Work(
            claim,
            target,
            spool,
            reading,
            replayed.map(SyncRow::readAt).map(Objects::requireNonNull));
    try {
      Instant startedAt = Objects.requireNonNull(replayed.orElse(sync).startedAt());
      if (replayed.isPresent()) {
        PageArchive kept = new ReplayPages(db, claim.tenant(), replayed.get().syncId(), metrics);
        reader.read(target.connector(), target.connection(), startedAt, kept, reading);
      } else {
        try (SyncPages pages = new SyncPages(db, claim, target.redaction(), metrics)) {
          reader.read(target.connector(), target.connection(), startedAt, pages, reading);
        }
      }
      if (beat.over()) {
        return stopped(work, beat);
      }
      return store.snapshot(work);
    } catch (ReadFailure e) {
      return beat.over() ? stopped(work, beat) : store.fail(work, failure(target, e));
    } catch (LostException e) {
      throw e;
    } catch (RuntimeException e) {
      return unexpected(work, beat, e);
    }
  }

  private String unexpected(SyncStore.Work work, SyncBeats.Beat beat, RuntimeException thrown) {
    if (beat.over() || Thread.currentThread().isInterrupted()) {
      return stopped(work, beat);
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof LostException lost) {
        throw lost;
      }
      if (each instanceof ReplayPages.MissingException missing) {
        return store.fail(
            work,
            new SyncRow.Failure(
                ReadFailure.Kind.NOT_ARCHIVED.code(),
                "",
                "an answer that the reading needs was not kept",
                work.target().redaction().clean(String.valueOf(missing.getMessage())),
                "sync again: the connector now asks for more than it did then"));
      }
    }
    LOG.error("sync failed", clean(thrown, work.target().redaction()));
    return store.fail(work, internal(work.target()));
  }

  /** Why reading ended early: the sync was taken away, cancelled, or is given back. */
  private String stopped(SyncStore.Work work, SyncBeats.Beat beat) {
    if (beat.lost()) {
      throw new LostException();
    }
    // The interrupt told us to stop; the database driver must not take it for a broken connection.
    boolean interrupted = Thread.interrupted();
    try {
      return beat.cancelled() ? store.cancelled(work) : store.release(work);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static SyncRow.Failure failure(SyncTarget target, ReadFailure e) {
    Redaction redaction = target.redaction();
    return new SyncRow.Failure(
        e.kind().code(),
        e.stream(),
        redaction.clean(e.what()),
        redaction.clean(e.where()),
        redaction.clean(e.advice()));
  }

  /** The same for the log: what a vendor or a library said may repeat a secret. */
  private static Throwable clean(Throwable thrown, Redaction redaction) {
    RuntimeException clean = new RuntimeException(redaction.clean(String.valueOf(thrown)));
    clean.setStackTrace(thrown.getStackTrace());
    Throwable cause = thrown.getCause();
    if (cause != null) {
      clean.initCause(clean(cause, redaction));
    }
    return clean;
  }

  private static SyncRow.Failure internal(SyncTarget target) {
    return new SyncRow.Failure(
        "internal",
        "",
        "something went wrong on our side",
        target.integrationId(),
        "the log names this sync's id; sync again");
  }

  private void tell(TenantId tenant, SyncTarget target, String outcome) {
    if (!SyncRow.STATES.contains(outcome)) {
      return;
    }
    int failures = db.read(tenant, handle -> SyncDao.failuresInRow(handle, target.integrationId()));
    ended.ended(tenant, target, outcome, failures);
  }
}
