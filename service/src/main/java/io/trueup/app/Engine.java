package io.trueup.app;

import io.trueup.client.ClientMatcher;
import io.trueup.reconcile.Reconciler;
import io.trueup.rulebase.RuleBundle;
import io.trueup.sync.HealthJudge;
import java.time.Clock;

/**
 * What rules decide for the service.
 *
 * @param reconciler carries out a run
 * @param judge says whether a sync may be believed, by the same rules
 * @param matcher says whose accounts are, by the same rules
 */
public record Engine(Reconciler reconciler, HealthJudge judge, ClientMatcher matcher) {
  /** All by one bundle. */
  static Engine of(RuleBundle bundle) {
    return new Engine(
        new EngineReconciler(bundle, Clock.systemUTC()),
        new RuleHealthJudge(bundle),
        new EngineClientMatcher(bundle, Clock.systemUTC()));
  }
}
