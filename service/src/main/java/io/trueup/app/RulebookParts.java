package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.rulebook.Approvals;
import io.trueup.rulebook.Comparison;
import io.trueup.rulebook.CompiledBundles;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.RulesInForce;

/** What a draft goes through, wired: for the server and for commands alike. */
record RulebookParts(RulesInForce inForce, DraftGates gates, Approvals approvals) {
  /** Checks and tests use a core each; more at once would only take longer. */
  private static final int AT_ONCE = 2;

  static RulebookParts of(TenantDb db, CompiledBundles compiled) {
    DraftGates gates = new DraftGates(db, compiled, Comparison.none(), AT_ONCE);
    return new RulebookParts(new RulesInForce(compiled), gates, new Approvals(gates));
  }
}
