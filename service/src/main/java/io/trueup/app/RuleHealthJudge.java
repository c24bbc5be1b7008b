package io.trueup.app;

import io.trueup.facts.SyncStatus;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.RulesInForce;
import io.trueup.rulebook.UnusableBundle;
import io.trueup.stage.SyncJudge;
import io.trueup.stage.SyncJudge.Judgement;
import io.trueup.sync.HealthJudge;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges syncs by the rules and thresholds that the tenant's runs are judged by. */
final class RuleHealthJudge implements HealthJudge {
  private static final Logger LOG = LoggerFactory.getLogger(RuleHealthJudge.class);

  private final RulesInForce rules;

  RuleHealthJudge(RulesInForce rules) {
    this.rules = rules;
  }

  @Override
  public List<Optional<Doubt>> judge(Handle handle, List<Measured> measured) {
    if (measured.isEmpty()) {
      return List.of();
    }
    Judgement judgement =
        new SyncJudge(rules(handle)).judge(measured.stream().map(RuleHealthJudge::fact).toList());
    return measured.stream()
        .map(
            each ->
                judgement
                    .find(each.integrationId(), each.stream())
                    .map(doubt -> new Doubt(doubt.reason(), doubt.words())))
        .toList();
  }

  /** A sync is no reason to stop when rules cannot be used: runs say so, and are not done. */
  private RuleBundle rules(Handle handle) {
    try {
      return rules.get(handle);
    } catch (UnusableBundle e) {
      LOG.warn("syncs are judged by the shipped rules: {}", e.getMessage());
      return rules.shipped();
    }
  }

  private static SyncStatus fact(Measured each) {
    return new SyncStatus(
        each.integrationId(),
        each.stream(),
        each.lastStatus(),
        each.everSucceeded(),
        each.hoursSinceSuccess(),
        each.maxAgeHours(),
        each.records(),
        each.hasPrevious(),
        each.previousRecords(),
        each.unreadableRecords());
  }
}
