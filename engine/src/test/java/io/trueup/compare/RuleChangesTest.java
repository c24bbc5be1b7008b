package io.trueup.compare;

import static io.trueup.compare.Sides.POLICY;
import static io.trueup.compare.Sides.bundle;
import static io.trueup.compare.Sides.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.RuleFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleChangesTest {
  private static final String RULE = rule("TST-002", "$position : Position( billable, delta > 1 )");

  private static List<String> told(String policy, String rules) {
    return RuleChanges.between(bundle(POLICY, RULE), bundle(policy, rules)).stream()
        .map(RuleChange::sentence)
        .toList();
  }

  @Test
  void an_edited_condition_is_told_by_what_differs_in_it() {
    assertThat(told(POLICY, RULE.replace("> 1", "> 3")))
        .containsExactly("TST-002 was edited: `delta > 1` became `delta > 3`");
    assertThat(told(POLICY, RULE.replace("billable, ", "")))
        .containsExactly("TST-002 was edited: it no longer asks for `billable`");
    assertThat(told(POLICY, RULE.replace("> 1", "> 1, mapped")))
        .containsExactly("TST-002 was edited: it now asks for `mapped`");
    assertThat(told(POLICY, RULE.replace("> 1 )", "> 1 )\n    not Compared()")))
        .containsExactly("TST-002 was edited: it now asks for `not Compared()`");
    assertThat(told(POLICY, RULE.replace("\"equal\"", "\"free\"")))
        .containsExactly(
            "TST-002 was edited: it concludes `insertLogical( Discrepancy.matched( $position, \"free\""
                + " ) )` in place of `insertLogical( Discrepancy.matched( $position, \"equal\" ) )`");
  }

  @Test
  void rules_and_values_come_and_go() {
    assertThat(told(POLICY, "")).containsExactly("TST-002 was removed: Sentence of TST-002");
    assertThat(told(POLICY, RULE + RULE.replace("TST-002", "TST-003").replace("> 1", "> 7")))
        .containsExactly("TST-003 was added: Sentence of TST-003");
    assertThat(told(POLICY + "# Agreed.\nmore: true\n\n# Names.\nnames:\n  - a\n  - b\n", RULE))
        .containsExactly(
            "more in policy.yml was added: true", "names in policy.yml was added: 2 entries");
    assertThat(
            RuleChanges.between(
                    bundle(POLICY + "# Names.\nnames: [a, b, c]\n", ""),
                    bundle(POLICY + "# Names.\nnames: [c, d, a, e, f, g, h]\n", ""))
                .get(0)
                .sentence())
        .isEqualTo("names in policy.yml gained d, e, f, g and 1 more and lost b");
  }

  @Test
  void comments_places_and_white_space_are_no_change_and_words_about_a_rule_decide_nothing() {
    assertThat(
            told(
                "# Another comment.\nagreed_units: 1.0\n",
                "\n\n" + RULE.replace("when", "when // now\n")))
        .isEmpty();
    List<RuleChange> renamed =
        RuleChanges.between(
            bundle(POLICY, RULE), bundle(POLICY, RULE.replace("Sentence of", "Words of")));
    assertThat(renamed).hasSize(1);
    assertThat(renamed.get(0).decides()).isFalse();
    assertThat(renamed.get(0).sentence())
        .isEqualTo("TST-002 was edited: only what it says about itself");
  }

  @Test
  void presets_are_told_by_their_columns() {
    String header = "preset_id,description,category,count\n";
    assertThat(
            RuleChanges.between(
                    presets(header + "seat,Seats,microsoft365,records\nold,Old,rmm,records\n"),
                    presets(header + "seat,Seats,microsoft365,quantity\n"))
                .stream()
                .map(RuleChange::sentence))
        .containsExactly(
            "Preset old was removed: Old",
            "Preset seat was edited: count went from records to quantity");
  }

  private static RuleBundle presets(String text) {
    Map<String, String> files = new HashMap<>(bundle(POLICY, "").files());
    files.put("presets/own.csv", text);
    return RuleFacts.load(files).get();
  }
}
