package io.trueup.app;

import io.trueup.demo.EarlierMonths;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.Folders;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Months of the demo: each folder becomes a dataset and a run as any other, once. */
final class DemoMonths {
  private static final Logger LOG = LoggerFactory.getLogger(DemoMonths.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TrueupApplication.Parts parts;
  private final TenantId tenant;
  private final String actor;

  DemoMonths(TrueupApplication.Parts parts, TenantId tenant, String actor) {
    this.parts = parts;
    this.tenant = tenant;
    this.actor = actor;
  }

  /**
   * A month in the database.
   *
   * @param known whether it was there already
   */
  record Loaded(UUID dataset, boolean known) {}

  /** Loads a month and waits for its run, unless that was done before. */
  Loaded load(Path data, String label, LocalDate asOf) throws InterruptedException {
    TenantDb db = parts.db();
    parts.rulebook().ensure(tenant);
    UUID dataset;
    try (Datasets.Incoming incoming =
        parts.datasets().folder(data.toAbsolutePath().normalize().toString())) {
      dataset =
          db.inTenant(
              tenant,
              handle -> parts.datasets().store(handle, incoming, label, actor, actor).datasetId());
    }
    Optional<RunRow> known =
        db.read(
            tenant,
            handle -> {
              String rules = Rulebook.inForce(handle).rulesHash();
              return RunDao.list(handle, Optional.of("done"), List.of(), 100).stream()
                  .filter(run -> run.datasetId().equals(dataset))
                  .filter(run -> rules.equals(run.bundleHash()))
                  .findFirst();
            });
    if (known.isEmpty()) {
      UUID run =
          db.inTenant(
              tenant,
              handle -> parts.runs().queue(handle, dataset, Optional.of(asOf), actor, actor));
      parts.workers().wake();
      await(run);
    }
    return new Loaded(dataset, known.isPresent());
  }

  /**
   * Loads the months before the demo month, the newest first, and rests between two for as long as
   * one took: whoever uses the service meanwhile should not notice. Stops when it is interrupted.
   *
   * @param folder for their files, each removed as soon as it is stored
   */
  void loadEarlier(Path folder, String label) {
    try {
      for (int back = 1; back <= EarlierMonths.COUNT; back++) {
        long start = System.nanoTime();
        Path month = folder.resolve(EarlierMonths.asOf(back).toString());
        EarlierMonths.write(back, month);
        boolean known = load(month, label, EarlierMonths.asOf(back)).known();
        Folders.delete(month);
        if (!known) {
          Thread.sleep(Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("the months before the demo month could not be added", e);
      }
    }
  }

  private void await(UUID id) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      RunRow run = parts.db().read(tenant, handle -> RunDao.find(handle, id)).orElseThrow();
      if (run.status().equals("done")) {
        return;
      }
      if (run.status().equals("failed")) {
        throw new IllegalStateException("the demo's run failed: " + run.failure());
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the demo's run did not end");
  }
}
