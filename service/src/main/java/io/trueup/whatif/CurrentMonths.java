package io.trueup.whatif;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
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
import io.trueup.reconcile.RunInput.Told;
import io.trueup.reconcile.RunRow;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.RulesInForce;
import io.trueup.stage.MappedMonth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest month that a run is finished of, as a run of it that was started now would see it:
 * with all that people decided since. The last ones are kept at hand, so that asking what a mapping
 * would count does not read the month each time: up to a number of records together, or one month
 * that is larger, all of them only while memory suffices.
 */
public final class CurrentMonths {
  /** Records of all months kept: some 120 MB. A larger month is kept alone. */
  private static final int ROOM = 200_000;

  private final TenantDb db;
  private final RunInput input;
  private final RulesInForce rules;
  private final Path scratch;
  private final int threads;

  /** Held while a month is read: two large ones at once may be more than there is memory for. */
  private final Lock reading = new ReentrantLock(true);

  private final Cache<Key, CurrentMonth> months =
      Caffeine.newBuilder()
          .maximumWeight(ROOM)
          .weigher((Key key, CurrentMonth month) -> weight(month.month().month()))
          .softValues()
          .executor(Runnable::run)
          .build();

  /** What makes one month another. */
  private record Key(TenantId tenant, UUID datasetId, LocalDate asOf, Told told, String rules) {}

  private record Wanted(Key key, RunRow run, RuleBundle bundle) {}

  /**
   * @param scratch folder for a month's files; made if missing
   * @param threads companies worked on at once, at least 1
   */
  public CurrentMonths(TenantDb db, RunInput input, RulesInForce rules, Path scratch, int threads) {
    this.db = db;
    this.input = input;
    this.rules = rules;
    this.scratch = scratch;
    this.threads = threads;
  }

  /**
   * The month; empty while no run is finished.
   *
   * @throws ProblemException when its input cannot be had any more
   */
  public Optional<CurrentMonth> find(TenantId tenant) {
    return db.read(tenant, handle -> wanted(handle, tenant)).map(this::load);
  }

  private Optional<Wanted> wanted(org.jdbi.v3.core.Handle handle, TenantId tenant) {
    return RunDao.findNewestMonth(handle)
        .map(
            run -> {
              RuleBundle bundle = rules.get(handle);
              Key key =
                  new Key(
                      tenant,
                      run.datasetId(),
                      Objects.requireNonNull(run.asOf()),
                      Told.now(handle),
                      bundle.hash());
              return new Wanted(key, run, bundle);
            });
  }

  private static int weight(Month month) {
    long records = month.usage().size() + month.previous().usage().size() + 1L;
    return (int) Math.min(records, ROOM);
  }

  /** Who comes second for a month waits for the first, and has it then. */
  private CurrentMonth load(Wanted wanted) {
    CurrentMonth known = months.getIfPresent(wanted.key());
    if (known != null) {
      return known;
    }
    reading.lock();
    try {
      known = months.getIfPresent(wanted.key());
      if (known == null) {
        known = read(wanted);
        months.put(wanted.key(), known);
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private CurrentMonth read(Wanted wanted) {
    try {
      PrivateFiles.createFolder(scratch);
      Path folder = Files.createTempDirectory(scratch, "mapping");
      try {
        Told told =
            db.read(
                wanted.key().tenant(),
                handle -> {
                  handle.execute("SET LOCAL statement_timeout = '5min'");
                  return input.writeNow(handle, wanted.key().datasetId(), wanted.bundle(), folder);
                });
        Month month =
            ExportFolder.read(
                folder,
                ReadOptions.DEFAULTS
                    .withPacked()
                    .withPresets(Presets.load(wanted.bundle().files())));
        MappedMonth mapped = MappedMonth.of(month, wanted.bundle(), wanted.key().asOf(), threads);
        return new CurrentMonth(wanted.run(), told, mapped);
      } catch (UnusableFolder e) {
        throw new ProblemException(
            ProblemType.CONFLICT,
            "The input of the newest month cannot be had any more (" + e.what() + ").");
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
