package io.trueup.app;

import io.trueup.client.ClientMatcher;
import io.trueup.reconcile.Reconciler;
import io.trueup.rulebook.CompiledBundles;
import io.trueup.rulebook.RulesInForce;
import io.trueup.sync.HealthJudge;
import java.time.Clock;

/**
 * What rules decide for the service.
 *
 * @param reconciler carries out a run
 * @param judge says whether a sync may be believed, by the same rules
 * @param matcher says whose accounts are, by the same rules
 * @param compiled the rules of all tenants, as far as they were compiled
 */
public record Engine(
    Reconciler reconciler, HealthJudge judge, ClientMatcher matcher, CompiledBundles compiled) {
  /** All by the rules that each tenant has published. */
  static Engine of() {
    CompiledBundles compiled = new CompiledBundles();
    RulesInForce rules = new RulesInForce(compiled);
    return new Engine(
        new EngineReconciler(Clock.systemUTC()),
        new RuleHealthJudge(rules),
        new EngineClientMatcher(rules, Clock.systemUTC()),
        compiled);
  }
}
