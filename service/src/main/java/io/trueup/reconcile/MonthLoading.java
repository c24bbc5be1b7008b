package io.trueup.reconcile;

import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.RulesInForce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Reads the month of a run that another node, or this one, divided. */
final class MonthLoading {
  private final TenantDb db;
  private final Reconciler reconciler;
  private final RunInput input;
  private final RulesInForce rules;
  private final Path scratch;

  /**
   * @param scratch folder for a run's files; made if missing
   */
  MonthLoading(
      TenantDb db, Reconciler reconciler, RunInput input, RulesInForce rules, Path scratch) {
    this.db = db;
    this.reconciler = reconciler;
    this.input = input;
    this.rules = rules;
    this.scratch = scratch;
  }

  /** The month, divided as its plan says. */
  DividedMonth load(TenantId tenant, UUID runId, Progress progress) {
    try {
      PrivateFiles.createFolder(scratch);
      Path folder = Files.createTempDirectory(scratch, "batch");
      try {
        return load(tenant, runId, folder, progress);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DividedMonth load(TenantId tenant, UUID runId, Path folder, Progress progress) {
    RunRow row = db.read(tenant, handle -> RunDao.find(handle, runId)).orElseThrow();
    BatchDao.Plan plan = db.read(tenant, handle -> BatchDao.findPlan(handle, runId)).orElseThrow();
    Long version = row.bundleVersion();
    if (version == null) {
      throw new IllegalStateException("a divided run knows its rules");
    }
    RuleBundle bundle = db.read(tenant, handle -> rules.get(handle, version));
    db.read(
        tenant,
        handle -> {
          handle.execute("SET LOCAL statement_timeout = '25min'");
          input.write(handle, row, bundle, folder);
          return row;
        });
    DividedMonth month =
        reconciler
            .divide(folder, bundle, Optional.of(plan.asOf()), plan.weight(), progress)
            .orElseThrow();
    if (!month.digest().equals(plan.digest())) {
      throw new IllegalStateException(
          "this node divides the month in another way than the one that began with it: all nodes"
              + " must run the same version");
    }
    return month;
  }
}
