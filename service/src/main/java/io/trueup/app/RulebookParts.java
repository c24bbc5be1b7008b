package io.trueup.app;

import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.rulebook.Approvals;
import io.trueup.rulebook.Comparison;
import io.trueup.rulebook.CompiledBundles;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.RuleDirectory;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.RulesInForce;
import java.time.Clock;
import java.util.Optional;

/** What a draft goes through, wired: for the server and for commands alike. */
record RulebookParts(RulesInForce inForce, DraftGates gates, Approvals approvals) {
  /** Checks and tests use a core each; more at once would only take longer. */
  private static final int AT_ONCE = 2;

  /**
   * The directory that the configuration wants followed.
   *
   * @throws StartupException when it names a tenant that does not exist
   */
  Optional<RuleDirectory> directory(TenantDb db, Rulebook rulebook, RulebookSection section) {
    return section
        .path()
        .map(
            path ->
                new RuleDirectory(
                    db,
                    rulebook,
                    gates,
                    approvals,
                    new RuleDirectory.Settings(
                        FirstStart.findTenant(db, section.tenant)
                            .orElseThrow(
                                () ->
                                    new StartupException(
                                        "there is no tenant " + section.tenant,
                                        "rulebook.tenant in the configuration",
                                        "name one that exists")),
                        path,
                        section.name,
                        section.automatic()),
                    Clock.systemUTC()));
  }

  /**
   * @param comparison compares drafts with past runs
   */
  static RulebookParts of(TenantDb db, CompiledBundles compiled, Comparison comparison) {
    DraftGates gates = new DraftGates(db, compiled, comparison, AT_ONCE);
    return new RulebookParts(new RulesInForce(compiled), gates, new Approvals(gates));
  }
}
