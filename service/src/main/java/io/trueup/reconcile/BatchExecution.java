package io.trueup.reconcile;

import io.trueup.audit.AuditLog;
import io.trueup.client.Refreshes;
import io.trueup.platform.db.NamedSession;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.BatchDao.Key;
import io.trueup.reconcile.BatchDao.Kind;
import io.trueup.reconcile.BatchDao.Left;
import io.trueup.reconcile.BatchDao.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Works on one batch of a run: takes it, reconciles its part of the month, and stores that together
 * with the note that it is stored, in one transaction. A node that died left nothing, and one that
 * lost its batch stores nothing.
 */
final class BatchExecution {
  /** A batch that went wrong this often fails its run. */
  static final int TRIES = 3;

  /** A batch that was taken this often, since nodes were lost at it, fails its run too. */
  static final int TAKINGS = 10;

  private static final Left NOTHING = new Left(RunStore.Counts.NONE, 0);
  private static final Logger LOG = LoggerFactory.getLogger(BatchExecution.class);

  private final TenantDb db;
  private final MonthLoading loading;
  private final OpenMonths months;
  private final AfterRun after;
  private final RunMetrics metrics;
  private final String node;
  private final Duration silence;
  private final BooleanSupplier stopping;

  /** How work on a batch ended. */
  enum Outcome {
    /** It is stored, or there is nothing to do any more. */
    ENDED,
    /** It went wrong; this node, or another one, is to try again. */
    AGAIN,
    /** It went wrong, and nothing waits for it; somebody is to try again some time. */
    LATER,
    /** This node stops; another one is to take it. */
    GIVEN_BACK,
    /** Another node has it. */
    LOST
  }

  /**
   * @param node what this node is called
   * @param silence after how long a silent node has lost its batch
   * @param stopping whether this node stops
   */
  BatchExecution(
      TenantDb db,
      MonthLoading loading,
      OpenMonths months,
      AfterRun after,
      RunMetrics metrics,
      String node,
      Duration silence,
      BooleanSupplier stopping) {
    this.db = db;
    this.loading = loading;
    this.months = months;
    this.after = after;
    this.metrics = metrics;
    this.node = node;
    this.silence = silence;
    this.stopping = stopping;
  }

  Outcome execute(Key key) {
    MDC.put("run_id", key.runId().toString());
    long start = System.nanoTime();
    try {
      Optional<Taken> taken = take(key);
      if (taken.isEmpty()) {
        months.forget(key.runId());
        return Outcome.ENDED;
      }
      Outcome outcome = attempt(taken.get());
      LOG.info(
          "batch={} kind={} attempt={} outcome={} ms={}",
          key.number(),
          taken.get().kind(),
          taken.get().attempt(),
          outcome,
          (System.nanoTime() - start) / 1_000_000);
      return outcome;
    } finally {
      MDC.remove("run_id");
    }
  }

  /** Takes the batch; a session of whoever had it, with all that it has not committed, ends. */
  private Optional<Taken> take(Key key) {
    if (db.read(key.tenant(), handle -> BatchDao.taken(handle, key))) {
      int ended = db.read(key.tenant(), handle -> NamedSession.end(handle, key.session()));
      LOG.warn("batch={} is taken over from a silent node; sessions_ended={}", key.number(), ended);
    }
    return db.inTenant(
        key.tenant(),
        handle -> {
          BatchDao.briefly(handle, silence);
          return BatchDao.take(handle, key, node);
        });
  }

  private Outcome attempt(Taken taken) {
    try {
      if (taken.attempt() > TAKINGS) {
        return giveUp(taken, "was taken %d times and never stored".formatted(TAKINGS));
      }
      work(taken);
      return Outcome.ENDED;
    } catch (Heartbeats.LostException e) {
      LOG.warn("another node has this batch now");
      return Outcome.LOST;
    } catch (DisagreeingNodesException e) {
      LOG.error("run failed", e);
      return fail(taken, "nodes_disagree", String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return interrupted() ? giveBack(taken) : failed(taken, e);
    }
  }

  private boolean interrupted() {
    // The database driver must not take the interrupt for a broken connection.
    return Thread.interrupted() || stopping.getAsBoolean();
  }

  private void work(Taken taken) throws IOException {
    if (taken.kind() == Kind.FINISH) {
      finish(taken);
      return;
    }
    UUID run = taken.key().runId();
    Progress progress = (step, done, total) -> goOn();
    DividedMonth month =
        months.borrow(run, () -> loading.load(taken.key().tenant(), run, progress));
    try {
      goOn();
      if (taken.kind() == Kind.FILES) {
        files(taken, month.whole(progress));
      } else if (taken.kind() == Kind.REST) {
        try (RunResult whole = month.whole(progress)) {
          store(taken, handle -> rest(handle, run, whole));
        }
      } else {
        try (RunResult part = month.part(taken.key().number() - 1, progress)) {
          store(
              taken, handle -> new Left(RunStore.rows(handle, run, part), part.tally().checksum()));
        }
      }
    } finally {
      months.giveBack(run);
    }
    if (taken.kind() == Kind.FILES) {
      months.forget(run);
    }
  }

  private void goOn() {
    if (stopping.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new Heartbeats.StoppedException();
    }
  }

  private interface Storing {
    Left store(Handle handle) throws IOException;
  }

  private void store(Taken taken, Storing storing) {
    Left left =
        db.inTenant(
            taken.key().tenant(),
            handle -> {
              begin(handle, taken);
              Left stored = stored(handle, storing);
              BatchDao.briefly(handle, silence);
              if (!BatchDao.stored(handle, taken, stored)) {
                throw new Heartbeats.LostException();
              }
              return stored;
            });
    if (taken.kind() == Kind.ROWS) {
      metrics.stored(left.counts());
    }
  }

  private static Left stored(Handle handle, Storing storing) {
    try {
      return storing.store(handle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void begin(Handle handle, Taken taken) {
    NamedSession.name(handle, taken.key().session());
    // The limit is for requests; a large batch may take longer to store.
    handle.execute("SET LOCAL statement_timeout = '25min'");
    if (!BatchDao.ours(handle, taken)) {
      throw new Heartbeats.LostException();
    }
  }

  /** Writes the files of a run that is done, and says in the audit trail which they are. */
  private void files(Taken taken, RunResult month) {
    UUID run = taken.key().runId();
    try (RunResult whole = month) {
      whole.files();
      db.useTenant(
          taken.key().tenant(),
          handle -> {
            begin(handle, taken);
            stored(
                handle,
                h -> {
                  RunStore.files(h, run, whole);
                  return NOTHING;
                });
            BatchDao.briefly(handle, silence);
            if (!BatchDao.done(handle, taken, NOTHING)) {
              throw new Heartbeats.LostException();
            }
            FinishedRun.filed(handle, run);
          });
    }
  }

  private static Left rest(Handle handle, UUID run, RunResult whole) {
    RunStore.Counts rest = RunStore.rest(handle, run, whole);
    BatchDao.summary(handle, run, whole.summary());
    RunResult.Tally tally = whole.tally();
    return new Left(
        rest.plus(new RunStore.Counts(tally.discrepancies(), tally.usage(), 0, 0)),
        tally.checksum());
  }

  /** What the batches stored is not what the files say. */
  private static final class DisagreeingNodesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DisagreeingNodesException() {
      super(
          "The nodes that worked on this run came to different results; all of them must run the"
              + " same version.");
    }
  }

  private record Finished(RunRow row, Optional<Refreshes.Claim> matching) {}

  private void finish(Taken taken) {
    UUID run = taken.key().runId();
    TenantId tenant = taken.key().tenant();
    Finished finished =
        db.inTenant(
            tenant,
            handle -> {
              begin(handle, taken);
              BatchDao.briefly(handle, silence);
              conclude(handle, run);
              if (!BatchDao.done(handle, taken, NOTHING)) {
                throw new Heartbeats.LostException();
              }
              BatchDao.files(handle, taken.key());
              RunRow row = RunDao.find(handle, run).orElseThrow();
              return new Finished(row, after.storing(handle, tenant, row));
            });
    metrics.finished("done", nanos(finished.row()));
    finished.matching().ifPresent(claim -> matched(claim, finished.row()));
  }

  private static long nanos(RunRow row) {
    return row.startedAt() == null || row.finishedAt() == null
        ? 0
        : java.time.Duration.between(row.startedAt(), row.finishedAt()).toNanos();
  }

  private static void conclude(Handle handle, UUID run) {
    BatchDao.Plan plan = BatchDao.findPlan(handle, run).orElseThrow();
    BatchDao.Sum rows = BatchDao.sum(handle, run, Kind.ROWS);
    BatchDao.Sum rest = BatchDao.sum(handle, run, Kind.REST);
    RunStore.Counts stored = rows.left().counts();
    RunStore.Counts said = rest.left().counts();
    if (stored.discrepancies() != said.discrepancies()
        || stored.usage() != said.usage()
        || rows.left().checksum() != rest.left().checksum()) {
      throw new DisagreeingNodesException();
    }
    long start = System.nanoTime();
    RunStore.derive(handle, run);
    String timings =
        "{\"load_ms\":%d,\"batches_ms\":%d,\"store_ms\":%d,\"batches\":%d,\"nodes\":%d}"
            .formatted(
                plan.loadMs(),
                Math.max(rows.millis(), rest.millis()),
                (System.nanoTime() - start) / 1_000_000,
                plan.batches(),
                BatchDao.nodes(handle, run));
    RunDao.Conclusion conclusion =
        new RunDao.Conclusion(plan.asOf(), plan.bundleHash(), plan.inputHash(), plan.summary());
    RunStore.Counts counts =
        stored.plus(new RunStore.Counts(0, 0, said.accounts(), said.problems()));
    if (!RunDao.finishDivided(handle, run, conclusion, counts, timings)) {
      throw new Heartbeats.LostException();
    }
    FinishedRun.follow(handle, run, plan.asOf());
  }

  private void matched(Refreshes.Claim claim, RunRow row) {
    Optional<DividedMonth> month = months.find(row.runId());
    if (month.isPresent()) {
      after.stored(claim, row, month.get().matching());
    } else {
      after.leave(claim);
    }
  }

  private Outcome failed(Taken taken, Exception e) {
    LOG.error("batch={} attempt={} failed", taken.key().number(), taken.attempt(), e);
    boolean files = taken.kind() == Kind.FILES;
    if (taken.failures() + 1 >= TRIES && !files) {
      return giveUp(taken, "failed %d times".formatted(TRIES));
    }
    boolean ours =
        db.inTenant(taken.key().tenant(), handle -> BatchDao.release(handle, taken, true));
    if (!ours) {
      return Outcome.LOST;
    }
    return files ? Outcome.LATER : Outcome.AGAIN;
  }

  private Outcome giveUp(Taken taken, String how) {
    int batches =
        db.read(taken.key().tenant(), handle -> BatchDao.findPlan(handle, taken.key().runId()))
            .orElseThrow()
            .batches();
    return fail(
        taken,
        "batch_failed",
        "Batch %d of %d %s; the log names this run's id."
            .formatted(taken.key().number() + 1, batches, how));
  }

  private Outcome fail(Taken taken, String code, String text) {
    Key key = taken.key();
    boolean ours =
        db.inTenant(
            key.tenant(),
            handle -> {
              if (!BatchDao.release(handle, taken, true)) {
                return false;
              }
              if (RunDao.failDivided(handle, key.runId(), code, text)) {
                AuditLog.append(
                    handle, "system", "run.failed", key.runId().toString(), Map.of("code", code));
              }
              return true;
            });
    if (ours) {
      metrics.finished("failed_" + code, 0);
    }
    months.forget(key.runId());
    return ours ? Outcome.ENDED : Outcome.LOST;
  }

  private Outcome giveBack(Taken taken) {
    boolean ours =
        db.inTenant(taken.key().tenant(), handle -> BatchDao.release(handle, taken, false));
    return ours ? Outcome.GIVEN_BACK : Outcome.LOST;
  }
}
