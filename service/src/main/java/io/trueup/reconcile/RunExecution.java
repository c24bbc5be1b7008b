package io.trueup.reconcile;

import io.trueup.audit.AuditLog;
import io.trueup.client.Refreshes;
import io.trueup.platform.db.NamedSession;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.RunDao.Claim;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.RulesInForce;
import io.trueup.rulebook.UnusableBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries out one claimed run: fetch the files, reconcile, store all rows and the state in a single
 * transaction. A half stored result can never be seen, and a worker that lost its lease stores
 * nothing.
 */
public final class RunExecution implements AutoCloseable {
  /** A run that took its worker down this often is not tried again. */
  static final int TRIES = 2;

  private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

  private final TenantDb db;
  private final Reconciler reconciler;
  private final Rulebook rulebook;
  private final RulesInForce rules;
  private final RunMetrics metrics;
  private final Path scratch;
  private final Heartbeats heartbeats;
  private final RunInput input;
  private final AfterRun after;
  private final Optional<RunBatches> batches;

  /**
   * @param input puts a run's files together
   * @param after told of results that were stored
   * @param scratch folder for a run's files; made if missing
   */
  public RunExecution(
      TenantDb db,
      Reconciler reconciler,
      RunInput input,
      AfterRun after,
      Rulebook rulebook,
      RulesInForce rules,
      RunMetrics metrics,
      Path scratch) {
    this(db, reconciler, input, after, rulebook, rules, metrics, scratch, Optional.empty());
  }

  /**
   * As above, for a node among others.
   *
   * @param batches what large runs are divided by; empty when each is one node's
   */
  public RunExecution(
      TenantDb db,
      Reconciler reconciler,
      RunInput input,
      AfterRun after,
      Rulebook rulebook,
      RulesInForce rules,
      RunMetrics metrics,
      Path scratch,
      Optional<RunBatches> batches) {
    this.db = db;
    this.reconciler = reconciler;
    this.input = input;
    this.after = after;
    this.rulebook = rulebook;
    this.rules = rules;
    this.metrics = metrics;
    this.scratch = scratch;
    this.heartbeats = new Heartbeats(db);
    this.batches = batches;
  }

  @Override
  public void close() {
    heartbeats.close();
  }

  void execute(Claim claim) {
    MDC.put("run_id", claim.runId().toString());
    long start = System.nanoTime();
    try (Heartbeats.Beat beat = heartbeats.start(claim)) {
      String outcome = attempt(claim, beat);
      metrics.finished(outcome, System.nanoTime() - start);
      LOG.info("run outcome={} ms={}", outcome, (System.nanoTime() - start) / 1_000_000);
    } finally {
      MDC.remove("run_id");
    }
  }

  private String attempt(Claim claim, Heartbeats.Beat beat) {
    if (claim.attempt() > TRIES) {
      return fail(
          claim,
          "abandoned",
          "The service stopped " + TRIES + " times while this run was under way.",
          null);
    }
    try {
      if (claim.attempt() > 1) {
        db.read(claim.tenant(), handle -> NamedSession.end(handle, claim.session()));
      }
      return run(claim, beat);
    } catch (UnusableInputException e) {
      return fail(claim, "unusable_input", String.valueOf(e.getMessage()), e);
    } catch (UnusableBundle e) {
      return fail(claim, "unusable_rules", String.valueOf(e.getMessage()), null);
    } catch (Heartbeats.LostException e) {
      LOG.warn("another worker has this run now");
      return "lost";
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted() || beat.interrupted()) {
        return release(claim);
      }
      LOG.error("run failed", e);
      return fail(
          claim,
          "internal",
          "Something went wrong on our side; the log names this run's id.",
          null);
    }
  }

  private String run(Claim claim, Heartbeats.Beat beat) throws IOException {
    PrivateFiles.createFolder(scratch);
    Path folder = Files.createTempDirectory(scratch, "run");
    long[] times = new long[4];
    times[0] = System.nanoTime();
    try {
      beat.at("load", 0, 0);
      RuleBundle bundle = bundle(claim);
      RunRow row = load(claim, bundle, folder);
      times[1] = System.nanoTime();
      Optional<LocalDate> asOf = Optional.ofNullable(row.requestedAsOf());
      long weight = batches.map(RunBatches::records).orElse(Long.MAX_VALUE);
      Optional<DividedMonth> month = reconciler.open(folder, bundle, asOf, weight, beat);
      if (month.isPresent() && batches.isPresent() && batches.get().divides(month.get())) {
        batches.get().divide(claim, month.get(), (System.nanoTime() - times[0]) / 1_000_000);
        return "divided";
      }
      try (RunResult result =
          month.isPresent()
              ? month.get().whole(beat)
              : reconciler.reconcile(folder, bundle, asOf, beat)) {
        result.files();
        times[2] = System.nanoTime();
        beat.at("store", 0, 0);
        store(claim, row, result, times)
            .ifPresent(matching -> after.stored(matching, row, result.matching()));
      }
      return "done";
    } finally {
      Folders.delete(folder);
    }
  }

  /** What is published from here on counts for the next run. */
  private RuleBundle bundle(Claim claim) {
    rulebook.ensure(claim.tenant());
    long version = db.inTenant(claim.tenant(), handle -> RunDao.pinBundle(handle, claim));
    return db.read(claim.tenant(), handle -> rules.get(handle, version));
  }

  private RunRow load(Claim claim, RuleBundle bundle, Path folder) {
    return db.read(
        claim.tenant(),
        handle -> {
          handle.execute("SET LOCAL statement_timeout = '25min'");
          RunRow row = RunDao.find(handle, claim.runId()).orElseThrow();
          input.write(handle, row, bundle, folder);
          return row;
        });
  }

  private record Stored(RunStore.Counts counts, Optional<Refreshes.Claim> matching) {}

  private Optional<Refreshes.Claim> store(Claim claim, RunRow row, RunResult result, long[] times) {
    Stored stored =
        db.inTenant(
            claim.tenant(),
            handle -> {
              try {
                NamedSession.name(handle, claim.session());
                // The limit is for requests; a large month may take longer to store.
                handle.execute("SET LOCAL statement_timeout = '25min'");
                RunStore.Counts counts = RunStore.store(handle, claim.runId(), result);
                times[3] = System.nanoTime();
                String timings =
                    "{\"load_ms\":%d,\"reconcile_ms\":%d,\"store_ms\":%d}"
                        .formatted(millis(times, 0), millis(times, 1), millis(times, 2));
                RunDao.Conclusion conclusion = RunDao.Conclusion.of(result);
                if (!RunDao.finish(handle, claim, conclusion, counts, timings)) {
                  throw new Heartbeats.LostException();
                }
                FinishedRun.follow(handle, claim.runId(), result.asOf());
                return new Stored(counts, after.storing(handle, claim.tenant(), row));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    metrics.stored(stored.counts());
    return stored.matching();
  }

  private static long millis(long[] times, int from) {
    return (times[from + 1] - times[from]) / 1_000_000;
  }

  private String fail(
      Claim claim,
      String code,
      String text,
      @org.jspecify.annotations.Nullable UnusableInputException input) {
    db.useTenant(
        claim.tenant(),
        handle -> {
          long problems =
              input == null ? 0 : RunTables.problems(handle, claim.runId(), input.problems());
          if (!RunDao.fail(handle, claim, code, text, problems)) {
            throw new Heartbeats.LostException();
          }
          AuditLog.append(
              handle, "system", "run.failed", claim.runId().toString(), Map.of("code", code));
        });
    return "failed_" + code;
  }

  private String release(Claim claim) {
    // The interrupt told us to stop; the database driver must not take it for a broken connection.
    boolean interrupted = Thread.interrupted();
    try {
      db.useTenant(claim.tenant(), handle -> RunDao.release(handle, claim));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return "released";
  }
}
