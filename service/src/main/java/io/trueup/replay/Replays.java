package io.trueup.replay;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.Folders;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.RunInput;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.RunRow;
import io.trueup.reconcile.UnusableInputException;
import io.trueup.replay.ReplayDao.NewReplay;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.RulesInForce;
import io.trueup.rulebook.UnusableBundle;
import io.trueup.stage.RuleCosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;

/**
 * Computes runs again: from the files of their dataset, with the decisions that people had made
 * when they were started, by the bundle that decided then, on the same day. Everything that was
 * stored is compared with what comes out, and the outcome is noted.
 */
public final class Replays {
  private static final String LONG = "SET LOCAL statement_timeout = '25min'";

  private final TenantDb db;
  private final Reconciler reconciler;
  private final RunInput input;
  private final RulesInForce rules;
  private final Path scratch;
  private final Semaphore places;

  /**
   * @param scratch folder for a run's files; made if missing
   * @param atOnce how many may be computed at the same time
   */
  public Replays(
      TenantDb db,
      Reconciler reconciler,
      RunInput input,
      RulesInForce rules,
      Path scratch,
      int atOnce) {
    this.db = db;
    this.reconciler = reconciler;
    this.input = input;
    this.rules = rules;
    this.scratch = scratch;
    this.places = new Semaphore(atOnce);
  }

  /**
   * Computes a run again.
   *
   * @param by who asks
   * @throws ProblemException when there is no such run, it is not done, or too many are computed
   *     right now
   */
  public Replay replay(TenantId tenant, UUID runId, String by, String requestId) {
    return replay(tenant, runId, by, requestId, (step, done, total) -> {});
  }

  /** As {@link #replay(TenantId, UUID, String, String)}, telling how far it is. */
  public Replay replay(
      TenantId tenant, UUID runId, String by, String requestId, Progress progress) {
    return again(
        tenant, runId, run -> new Attempt(tenant, run, by, requestId, progress).carryOut());
  }

  /**
   * Computes a run again to measure what each of its rules costs; nothing is compared or noted.
   *
   * @throws ProblemException when there is no such run, it is not done, its rules or files are not
   *     there any more, or too many are computed right now
   */
  public RuleCosts costs(TenantId tenant, UUID runId) {
    return again(
        tenant, runId, run -> new Attempt(tenant, run, "", "", (step, done, total) -> {}).costs());
  }

  private interface Again<T> {
    T compute(RunRow run) throws IOException;
  }

  private <T> T again(TenantId tenant, UUID runId, Again<T> computed) {
    RunRow run =
        db.read(tenant, handle -> RunDao.find(handle, runId))
            .orElseThrow(() -> ProblemException.notFound("run"));
    if (!run.status().equals("done")) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The run is " + run.status() + "; only one that is done has a result.");
    }
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemType.BUSY, "Other runs are being computed again; try again when they are done.");
    }
    try {
      return computed.compute(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      places.release();
    }
  }

  /** One run on its way. */
  private final class Attempt {
    private final TenantId tenant;
    private final RunRow run;
    private final String by;
    private final String requestId;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final Differences inputs = new Differences();

    Attempt(TenantId tenant, RunRow run, String by, String requestId, Progress progress) {
      this.tenant = tenant;
      this.run = run;
      this.by = by;
      this.requestId = requestId;
      this.progress = progress;
    }

    Replay carryOut() throws IOException {
      Files.createDirectories(scratch);
      Path folder = Files.createTempDirectory(scratch, "replay");
      try {
        RuleBundle bundle = db.read(tenant, this::bundle);
        Path data = Files.createDirectory(folder.resolve("data"));
        Map<String, String> changed = load(bundle, data);
        changed.forEach(
            (name, digest) ->
                inputs.add(
                    new Difference(
                        "input file " + name, "its content is not what was uploaded", "", digest)));
        try (RunResult result =
            reconciler.reconcile(data, bundle, Optional.ofNullable(run.asOf()), progress)) {
          progress.at("prove", 0, 0);
          return db.inTenant(tenant, handle -> compare(handle, result, folder));
        }
      } catch (UnusableBundle e) {
        return impossible(String.valueOf(e.getMessage()));
      } catch (UnusableInputException e) {
        return unusable("Its input cannot be used: " + e.getMessage());
      } catch (UnreadableInput e) {
        return impossible("Its input is not there any more: " + e.getMessage());
      } finally {
        Folders.delete(folder);
      }
    }

    RuleCosts costs() throws IOException {
      Files.createDirectories(scratch);
      Path folder = Files.createTempDirectory(scratch, "costs");
      try {
        RuleBundle bundle = db.read(tenant, this::bundle);
        load(bundle, folder);
        return reconciler.costs(folder, bundle, Optional.ofNullable(run.asOf()));
      } catch (UnusableBundle | UnusableInputException | UnreadableInput e) {
        throw new ProblemException(
            ProblemType.CONFLICT, "It cannot be computed again: " + e.getMessage());
      } finally {
        Folders.delete(folder);
      }
    }

    private RuleBundle bundle(Handle handle) {
      Long version = run.bundleVersion();
      if (version == null) {
        version = BundleDao.findByRules(handle, String.valueOf(run.bundleHash())).orElse(null);
      }
      if (version == null) {
        throw new UnusableBundle(
            "the rulebook has no bundle with the rules of this run",
            "run " + run.runId(),
            "import them from a backup of that time");
      }
      return rules.getVerified(handle, version);
    }

    private Map<String, String> load(RuleBundle bundle, Path data) {
      return db.read(
          tenant,
          handle -> {
            handle.execute(LONG);
            try {
              return input.writeChecked(handle, run, bundle, data);
            } catch (UncheckedIOException e) {
              throw new UnreadableInput(e);
            }
          });
    }

    /** Begins anew each time it is called: a transaction may be run again. */
    private Replay compare(Handle handle, RunResult result, Path folder) {
      handle.execute(LONG);
      Differences differences = inputs.copy();
      Map<String, Long> compared = new TreeMap<>();
      StoredRun stored = new StoredRun(handle, run, differences);
      stored.compare(result);
      if (RunFiles.pending(handle, run.runId())) {
        compared.put("files", 0L);
      } else {
        compareFiles(handle, result, folder, differences);
        compared.put("files", (long) result.files().size());
      }
      new StoredRows(handle, run.runId(), differences, compared)
          .compare(result, run.engine() != null);
      stored.compareCounts(compared);
      return differences.count() == 0
          ? note(
              handle,
              Replay.IDENTICAL,
              "All files and all rows are what was computed again.",
              differences,
              compared)
          : note(handle, Replay.DIFFERENT, found(differences), differences, compared);
    }

    private void compareFiles(
        Handle handle, RunResult result, Path folder, Differences differences) {
      try {
        new StoredFiles(handle, folder, differences).compare(run.runId(), result.files());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String found(Differences differences) {
      String text =
          differences.count()
              + (differences.count() == 1 ? " place differs: " : " places differ, first: ")
              + differences.kept().get(0).line();
      EngineVersion now = EngineVersion.current();
      EngineVersion then = run.engine();
      if (then != null && then.revision() == now.revision()) {
        return text;
      }
      return text
          + ". The engine was changed since, from "
          + (then == null ? "one before revision 1" : "revision " + then.revision())
          + " to revision "
          + now.revision()
          + ": that may be why; replay it with the program of then.";
    }

    /** An input that was changed is not only unusable. */
    private Replay unusable(String why) {
      return inputs.count() == 0
          ? impossible(why)
          : db.inTenant(
              tenant,
              handle ->
                  note(handle, Replay.DIFFERENT, found(inputs) + ". " + why, inputs, Map.of()));
    }

    private Replay impossible(String why) {
      return db.inTenant(
          tenant, handle -> note(handle, Replay.IMPOSSIBLE, why, new Differences(), Map.of()));
    }

    private Replay note(
        Handle handle,
        String outcome,
        String reason,
        Differences differences,
        Map<String, Long> compared) {
      Replay replay =
          ReplayDao.insert(
              handle,
              new NewReplay(run.runId(), outcome, reason, differences, compared),
              (System.nanoTime() - start) / 1_000_000,
              by,
              requestId);
      Map<String, String> detail = new TreeMap<>();
      detail.put("replay_id", replay.replayId().toString());
      detail.put("outcome", outcome);
      detail.put("differences", Long.toString(replay.differenceCount()));
      // Where, and never what: values are clients' names and amounts.
      List<Difference> first = replay.differences();
      if (!first.isEmpty()) {
        detail.put("first", first.get(0).where() + " " + first.get(0).what());
      }
      AuditLog.append(handle, by, "run.replayed", run.runId().toString(), detail);
      return replay;
    }
  }

  /** Files of the dataset are gone. */
  private static final class UnreadableInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableInput(UncheckedIOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
