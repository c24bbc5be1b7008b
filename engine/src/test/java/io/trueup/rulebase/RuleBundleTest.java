package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Listed;
import io.trueup.facts.PolicySwitch;
import io.trueup.facts.PolicyText;
import io.trueup.facts.Threshold;
import io.trueup.rulebase.RuleBundle.Stage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleBundleTest {
  private static final FactModel MODEL = model();

  private static FactModel model() {
    List<Class<?>> types = new ArrayList<>(Toy.TYPES);
    types.addAll(List.of(Threshold.class, PolicyText.class, PolicySwitch.class, Listed.class));
    return FactModel.of(types);
  }

  private static String rule(Stage stage, String id) {
    return Toy.rule(
            "Threshold( name == \"days\", $d : value ) Subscription( seats > $d )",
            "insertLogical( Finding.of( \"X\", \"y\" ) );")
        .replace(Toy.PACKAGE, stage.drlPackage())
        .replace("TST-001", id)
        .replace("This is a rule", "This is rule " + id);
  }

  private static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("client-matching/a.drl", rule(Stage.CLIENT_MATCHING, "CLM-001"));
    files.put("service-mapping/a.drl", rule(Stage.SERVICE_MAPPING, "SVC-001"));
    files.put("discrepancies/a.drl", rule(Stage.DISCREPANCIES, "DSC-001"));
    files.put(
        "policy.yml",
        """
        # What the policy is about.

        # After so many days it is stale.
        days: 3
        # A part of one.
        share: 0.25
        name_of_it: "007"
        word: plain

        # Whether it is on.
        on_or_off: true
        # Things that are free.
        free:
          - A
          - "B,C"
        """);
    files.put("presets/x.yml", "x: 1\n");
    return files;
  }

  private static List<RuleProblem> problems(Map<String, String> files) {
    return RuleBundle.load(files, MODEL, Limits.DEFAULT).problems();
  }

  @Test
  void another_policy_is_another_bundle_of_the_same_rules() {
    RuleBundle bundle = RuleBundle.load(files(), MODEL, Limits.DEFAULT).get();
    Map<String, String> changed = files();
    changed.computeIfPresent("policy.yml", (path, text) -> text.replace("days: 3", "days: 30"));
    String policy = changed.getOrDefault("policy.yml", "");
    RuleBundle other = bundle.withPolicy(policy, Limits.DEFAULT).get();
    RuleBundle compiled = RuleBundle.load(changed, MODEL, Limits.DEFAULT).get();
    assertThat(other.hash()).isEqualTo(compiled.hash()).isNotEqualTo(bundle.hash());
    assertThat(other.policy()).isEqualTo(compiled.policy()).isNotEqualTo(bundle.policy());
    assertThat(other.rules(Stage.DISCREPANCIES)).isSameAs(bundle.rules(Stage.DISCREPANCIES));
    for (String broken :
        List.of(
            policy.replace("days: 30", "days: many"),
            policy.replace("days: 30", "weeks: 30"),
            policy.replace("days: 30", "days: [30"))) {
      assertThat(bundle.withPolicy(broken, Limits.DEFAULT).problems()).as(broken).isNotEmpty();
    }
  }

  @Test
  void a_bundle_has_three_rule_bases_and_the_policy_as_facts() {
    RuleBundle bundle = RuleBundle.load(files(), MODEL, Limits.DEFAULT).get();
    assertThat(bundle.catalogue())
        .extracting(RuleInfo::id)
        .containsExactly("CLM-001", "SVC-001", "DSC-001");
    assertThat(bundle.catalogue())
        .extracting(RuleInfo::stage)
        .containsExactly("client-matching", "service-mapping", "discrepancies");
    assertThat(bundle.policy())
        .containsExactly(
            new Threshold("days", BigDecimal.valueOf(3)),
            new Threshold("share", new BigDecimal("0.25")),
            new PolicyText("name_of_it", "007"),
            new PolicyText("word", "plain"),
            new PolicySwitch("on_or_off", true),
            new Listed("free", "A"),
            new Listed("free", "B,C"));
    List<Object> facts = new ArrayList<>(bundle.policy());
    facts.add(Toy.subscription("s", "c", 4));
    assertThat(bundle.rules(Stage.DISCREPANCIES).evaluate(facts).conclusions()).hasSize(1);
  }

  @Test
  void the_hash_follows_the_texts_and_nothing_else() {
    String hash = RuleBundle.load(files(), MODEL, Limits.DEFAULT).get().hash();
    assertThat(hash).matches("[0-9a-f]{64}");
    Map<String, String> windows = new TreeMap<>(files());
    windows.replaceAll((path, text) -> text.replace("\n", "\r\n"));
    assertThat(RuleBundle.load(windows, MODEL, Limits.DEFAULT).get().hash()).isEqualTo(hash);
    Map<String, String> changed = new TreeMap<>(files());
    changed.put("presets/x.yml", "x: 2\n");
    assertThat(RuleBundle.load(changed, MODEL, Limits.DEFAULT).get().hash()).isNotEqualTo(hash);
    Map<String, String> moved = new TreeMap<>(files());
    moved.put("presets/y.yml", moved.remove("presets/x.yml"));
    assertThat(RuleBundle.load(moved, MODEL, Limits.DEFAULT).get().hash()).isNotEqualTo(hash);
  }

  @Test
  void ids_are_used_once_in_the_whole_bundle() {
    Map<String, String> files = new TreeMap<>(files());
    files.put(
        "service-mapping/b.drl",
        rule(Stage.SERVICE_MAPPING, "CLM-001").replace("This is rule", "Another is"));
    assertThat(problems(files)).extracting(RuleProblem::id).containsExactly("RB-017");
  }

  @Test
  void a_file_in_the_wrong_folder_is_reported() {
    Map<String, String> files = new TreeMap<>(files());
    files.put("other/b.drl", "");
    assertThat(problems(files))
        .extracting(RuleProblem::toString)
        .containsExactly("other/b.drl:1:1: RB-070: rules are not read from here");
    files = new TreeMap<>(files());
    files.put("discrepancies/b.drl", rule(Stage.SERVICE_MAPPING, "DSC-002"));
    assertThat(problems(files)).extracting(RuleProblem::id).containsExactly("RB-020");
  }

  @Test
  void a_policy_is_flat_and_commented() {
    assertThat(policy("days: 3\n")).containsExactly("1:1 RB-061");
    assertThat(policy("# x\nDays: 3\n")).containsExactly("2:1 RB-062");
    assertThat(policy("# x\na: 1\na: 2\n")).containsExactly("3:1 RB-062");
    assertThat(policy("# x\na:\n  b: 1\n")).containsExactly("3:3 RB-063");
    assertThat(policy("# x\na:\n")).containsExactly("2:3 RB-063");
    assertThat(policy("# x\na: !!java.lang.String x\n")).isNotEmpty();
    assertThat(policy("# x\na: !boom x\n")).containsExactly("2:4 RB-063");
    assertThat(policy("# x\na: &b x\n# y\nc: *b\n")).contains("2:4 RB-063");
    assertThat(policy("# x\na: [1, [2]]\n")).containsExactly("2:8 RB-063");
    assertThat(policy("- a\n")).containsExactly("1:1 RB-060");
    assertThat(policy("# x\na: \"b\n")).isNotEmpty();
    assertThat(policy("# x\n" + "a: " + "[".repeat(1000))).isNotEmpty();
  }

  private static List<String> policy(String text) {
    Map<String, String> files = new TreeMap<>(files());
    files.put("policy.yml", text);
    return problems(files).stream().map(p -> p.line() + ":" + p.column() + " " + p.id()).toList();
  }
}
