package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunInput;
import io.trueup.replay.Replays;
import io.trueup.rulebook.RulesInForce;
import java.nio.file.Path;

/** What proves and answers, wired: for the server and for commands alike. */
final class AuditParts {
  /** A replay takes every core for a while; more at once would only take longer. */
  private static final int AT_ONCE = 2;

  private AuditParts() {}

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
