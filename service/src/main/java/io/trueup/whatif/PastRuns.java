package io.trueup.whatif;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.UnusableFolder;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.reconcile.Folders;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunInput;
import io.trueup.reconcile.RunRow;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.RulesInForce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Finished runs and the months that they were told. Neither ever changes, so those looked at last
 * are kept at hand, up to a number of rows: a person who edits rules compares on one run again and
 * again.
 */
final class PastRuns {
  /** Rows of runs, and as many records of months: some 150 MB together. */
  static final long ROOM = 200_000;

  private final TenantDb db;
  private final RunInput input;
  private final RulesInForce rules;
  private final ToIntFunction<RuleBundle> confirmedBeforeNames;
  private final Path scratch;
  private final Cache<Key, PastRun> runs;
  private final Cache<MonthKey, Month> months;

  private record Key(TenantId tenant, UUID runId) {}

  /** What of a bundle decides how a month is read. */
  private record MonthKey(Key run, Map<String, Preset> presets, int confirmedBeforeNames) {}

  PastRuns(
      TenantDb db,
      RunInput input,
      RulesInForce rules,
      ToIntFunction<RuleBundle> confirmedBeforeNames,
      Path scratch) {
    this.db = db;
    this.input = input;
    this.rules = rules;
    this.confirmedBeforeNames = confirmedBeforeNames;
    this.scratch = scratch;
    this.runs =
        Caffeine.newBuilder()
            .maximumWeight(ROOM)
            .weigher((Key key, PastRun run) -> run.size())
            .executor(Runnable::run)
            .build();
    this.months =
        Caffeine.newBuilder()
            .maximumWeight(ROOM)
            .weigher((MonthKey key, Month month) -> month.usage().size() + month.additions().size())
            .executor(Runnable::run)
            .build();
  }

  /**
   * A finished run.
   *
   * @throws ProblemException when there is none, or its rules are not known
   */
  PastRun get(TenantId tenant, UUID runId) {
    Key key = new Key(tenant, runId);
    PastRun known = runs.getIfPresent(key);
    if (known == null) {
      known = db.read(tenant, handle -> load(handle, runId));
      runs.put(key, known);
    }
    return known;
  }

  private PastRun load(Handle handle, UUID runId) {
    patient(handle);
    RunRow run = RunDao.find(handle, runId).orElseThrow(() -> ProblemException.notFound("run"));
    Long bundle = run.bundleVersion();
    if (!run.status().equals("done") || bundle == null) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          run.status().equals("done")
              ? "Run "
                  + runId
                  + " is from before rules were kept in bundles; compare on a later one."
              : "Run " + runId + " is " + run.status() + "; compare on one that is done.");
    }
    return PastRun.load(handle, run, rules.get(handle, bundle));
  }

  private static void patient(Handle handle) {
    // The limit is for requests; a large month may take longer.
    handle.execute("SET LOCAL statement_timeout = '5min'");
  }

  /**
   * What a run was told, as a bundle has it read.
   *
   * @throws ProblemException when the input cannot be had any more
   */
  Month month(TenantId tenant, PastRun past, RuleBundle bundle) {
    RunRow run = past.run();
    MonthKey key =
        new MonthKey(
            new Key(tenant, run.runId()),
            Presets.load(bundle.files()),
            confirmedBeforeNames.applyAsInt(bundle));
    Month known = months.getIfPresent(key);
    if (known == null) {
      known = read(tenant, run, bundle, key.presets());
      boolean asThen = key.confirmedBeforeNames() == confirmedBeforeNames.applyAsInt(past.rules());
      if (asThen && !known.inputHash().equals(run.inputHash())) {
        throw gone(run, "its files are not what they were");
      }
      months.put(key, known);
    }
    return known;
  }

  private Month read(TenantId tenant, RunRow run, RuleBundle bundle, Map<String, Preset> presets) {
    try {
      PrivateFiles.createFolder(scratch);
      Path folder = Files.createTempDirectory(scratch, "whatif");
      try {
        db.read(
            tenant,
            handle -> {
              patient(handle);
              input.write(handle, run, bundle, folder);
              return Boolean.TRUE;
            });
        return ExportFolder.read(folder, ReadOptions.DEFAULTS.withPacked().withPresets(presets));
      } catch (UnusableFolder e) {
        throw gone(run, e.what());
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemException gone(RunRow run, String why) {
    return new ProblemException(
        ProblemType.CONFLICT,
        "The input of run "
            + run.runId()
            + " cannot be had any more ("
            + why
            + "); compare on another run.");
  }
}
