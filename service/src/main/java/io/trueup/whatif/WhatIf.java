package io.trueup.whatif;

import io.trueup.compare.DifferenceWords;
import io.trueup.compare.Differences;
import io.trueup.compare.Side;
import io.trueup.facts.Month;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunInput;
import io.trueup.report.DifferencesJson;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.Comparison;
import io.trueup.rulebook.RulesInForce;
import io.trueup.stage.Reconciliation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Evaluates a draft on what a past run was told (the same snapshots, decisions and day) and
 * compares with the rows that were stored then. What it finds is stored, to be paged through.
 */
public final class WhatIf implements Comparison {
  private static final int CLIENTS_RECORDED = 20;
  private static final int LONGEST_LINE = 1_000;

  private final TenantDb db;
  private final PastRuns runs;
  private final int threads;

  /**
   * @param input puts a run's files together
   * @param confirmedBeforeNames see {@link RunInput}
   * @param scratch folder for a run's files; made if missing
   * @param threads companies worked on at once, at least 1
   */
  public WhatIf(
      TenantDb db,
      RunInput input,
      RulesInForce rules,
      ToIntFunction<RuleBundle> confirmedBeforeNames,
      Path scratch,
      int threads) {
    this.db = db;
    this.runs = new PastRuns(db, input, rules, confirmedBeforeNames, scratch);
    this.threads = threads;
  }

  @Override
  public Optional<UUID> findRun(Handle handle) {
    return RunDao.findNewestDone(handle);
  }

  @Override
  public Compared compare(TenantId tenant, UUID runId, RuleBundle draft) {
    PastRun past = runs.get(tenant, runId);
    Month month = runs.month(tenant, past, draft);
    LocalDate asOf = Objects.requireNonNull(past.run().asOf());
    Side after = Side.of(Reconciliation.run(month, draft, asOf, threads));
    Differences differences =
        Differences.between(past.side(after.presets()), after, past.isOfThisProgram());
    String line = cut(DifferenceWords.line(differences));
    String summary =
        DifferencesJson.summary(
            differences, new DifferencesJson.Head(asOf, month.inputHash()), CLIENTS_RECORDED);
    db.useTenant(
        tenant,
        handle ->
            ComparisonDao.store(
                handle, new ComparisonDao.New(runId, draft.hash(), line, summary), differences));
    return new Compared(runId, line, summary);
  }

  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - 3) + "..." : line;
  }
}
