package io.trueup.ruletests;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.SyncStatus;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.RuleFacts;
import io.trueup.stage.SyncJudge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Syncs judged by the shipped rules without a month. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SyncJudgeTest {
  private final SyncJudge judge = new SyncJudge(ShippedBundle.load());

  private static SyncStatus status(
      String id, String stream, String status, String hours, long records, long before) {
    return new SyncStatus(
        id,
        stream,
        status,
        true,
        new BigDecimal(hours),
        new BigDecimal("24"),
        records,
        before >= 0,
        Math.max(0, before),
        0);
  }

  @Test
  void a_collapsed_stream_is_named_with_both_counts() {
    SyncJudge.Judgement judgement =
        judge.judge(
            List.of(
                status("m365", "", "succeeded", "1", 40, -1),
                status("m365", "users", "succeeded", "1", 0, 118),
                status("m365", "licences", "succeeded", "1", 40, 41)));
    SyncJudge.Doubt doubt =
        new SyncJudge.Doubt(
            "count_collapse", "the stream users fell from 118 to 0 records", List.of("DSC-005"));
    assertThat(judgement.integrations()).containsExactly(Map.entry("m365", doubt));
    assertThat(judgement.find("m365", "users")).contains(doubt);
    assertThat(judgement.find("m365", "licences")).isEmpty();
    assertThat(judgement.find("m365", "")).isEmpty();
  }

  @Test
  void integrations_are_judged_apart() {
    SyncJudge.Judgement judgement =
        judge.judge(
            List.of(
                status("a", "", "succeeded", "24", 10, 10),
                status("b", "", "succeeded", "24.000001", 10, 10),
                status("c", "", "partial", "30", 10, 10)));
    assertThat(judgement.integrations())
        .containsOnlyKeys("b", "c")
        .containsEntry(
            "b",
            new SyncJudge.Doubt(
                "stale_integration", "its last good sync is too old", List.of("DSC-004")))
        .containsEntry(
            "c",
            new SyncJudge.Doubt(
                "partial_sync", "its last sync was only partial", List.of("DSC-002")));
  }

  @Test
  void nothing_to_judge_is_nothing_to_doubt() {
    assertThat(judge.judge(List.of()).integrations()).isEmpty();
  }

  @Test
  void thresholds_are_those_of_the_bundle() {
    Map<String, String> files = new TreeMap<>(ShippedBundle.files());
    files.compute(
        "policy.yml",
        (name, text) ->
            String.valueOf(text)
                .replace("count_collapse_fraction: 0.5", "count_collapse_fraction: 0.9"));
    RuleBundle mild = RuleFacts.load(files).get();
    SyncStatus lostHalfAndMore = status("rmm", "", "succeeded", "0", 40, 100);
    assertThat(judge.judge(List.of(lostHalfAndMore)).integrations()).containsKey("rmm");
    assertThat(new SyncJudge(mild).judge(List.of(lostHalfAndMore)).integrations()).isEmpty();
  }

  @Test
  void hours_are_counted_from_the_last_success() {
    Instant now = Instant.parse("2026-03-31T12:00:00Z");
    assertThat(SyncJudge.hoursSince(Instant.parse("2026-03-30T11:30:00Z"), now))
        .isEqualByComparingTo("24.5");
    assertThat(SyncJudge.hoursSince(null, now)).isZero();
    assertThat(SyncJudge.hoursSince(Instant.parse("2026-03-31T12:00:05Z"), now)).isZero();
  }
}
