package io.trueup.app;

import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunInput;
import io.trueup.replay.Replays;
import io.trueup.replay.RunProofs;
import io.trueup.rulebook.RulesInForce;
import java.nio.file.Path;
import java.time.Clock;

/** What proves and answers, wired: for the server and for commands alike. */
record AuditParts(Replays replays, RunProofs proofs) {
  /** A replay takes every core for a while; more at once would only take longer. */
  private static final int AT_ONCE = 2;

  static AuditParts of(
      TenantDb db,
      Reconciler reconciler,
      RulesInForce rules,
      Path scratch,
      LifecycleEnvironment lifecycle) {
    Replays replays = replays(db, reconciler, rules, scratch);
    RunProofs proofs = new RunProofs(db, replays, Clock.systemUTC());
    lifecycle.manage(new AutoCloseableManager(proofs));
    return new AuditParts(replays, proofs);
  }

  static Replays replays(TenantDb db, Reconciler reconciler, RulesInForce rules, Path scratch) {
    return new Replays(
        db,
        reconciler,
        new RunInput(EngineClientMatcher::confirmedBeforeNames),
        rules,
        scratch,
        AT_ONCE);
  }
}
