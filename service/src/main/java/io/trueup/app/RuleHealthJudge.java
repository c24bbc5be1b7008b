package io.trueup.app;

import io.trueup.facts.SyncStatus;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.SyncJudge;
import io.trueup.stage.SyncJudge.Judgement;
import io.trueup.sync.HealthJudge;
import java.util.List;
import java.util.Optional;

/** Judges syncs by the rules and thresholds that a run judges by. */
final class RuleHealthJudge implements HealthJudge {
  private final SyncJudge judge;

  RuleHealthJudge(RuleBundle bundle) {
    this.judge = new SyncJudge(bundle);
  }

  @Override
  public List<Optional<Doubt>> judge(List<Measured> measured) {
    if (measured.isEmpty()) {
      return List.of();
    }
    Judgement judgement = judge.judge(measured.stream().map(RuleHealthJudge::fact).toList());
    return measured.stream()
        .map(
            each ->
                judgement
                    .find(each.integrationId(), each.stream())
                    .map(doubt -> new Doubt(doubt.reason(), doubt.words())))
        .toList();
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
