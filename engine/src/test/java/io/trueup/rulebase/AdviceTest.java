package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Listed;
import io.trueup.facts.PolicySwitch;
import io.trueup.facts.PolicyText;
import io.trueup.facts.Threshold;
import io.trueup.facts.Verb;
import io.trueup.facts.Words;
import io.trueup.rulebase.RuleBundle.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can be said of rules before they run: dead ones are refused, needless ones are pointed out.
 */
class AdviceTest {
  /** A fact with a field whose words are known. */
  public record Device(
      String id,
      @Words({"", "server", "workstation", "mobile"}) String kind,
      int age,
      @Nullable BigDecimal price,
      LocalDate seen,
      boolean active,
      List<String> tags) {}

  /** A fact that no stage of this test is given. */
  public record Elsewhere(String id) {}

  /** What the rules conclude. */
  public record Flag(String id, String reason) {
    /** Flags a device. */
    @Verb
    public static Flag of(Device device, String reason) {
      return new Flag(device.id(), reason);
    }

    /** Flags anything. */
    @Verb
    public static Flag on(String id) {
      return new Flag(id, "");
    }
  }

  /** A conclusion that no rule here draws. */
  public record Unsaid(String id) {
    /** Never said. */
    @Verb
    public static Unsaid of(Device device) {
      return new Unsaid(device.id());
    }
  }

  private static final List<Class<?>> POLICY =
      List.of(Threshold.class, PolicyText.class, PolicySwitch.class, Listed.class);
  private static final FactModel MODEL = model();

  private static FactModel model() {
    List<Class<?>> given = new java.util.ArrayList<>(POLICY);
    given.add(Device.class);
    List<Class<?>> all = new java.util.ArrayList<>(given);
    all.addAll(List.of(Elsewhere.class, Flag.class, Unsaid.class));
    return FactModel.of(all, Map.of(Stage.DISCREPANCIES, given));
  }

  private static String rule(int number, String conditions, String conclusion) {
    return """
        rule "This is rule number %d"
          @id("TST-%03d") @owner("qa") @since("2026-11") @rationale("Test.")
        when
          %s
        then
          %s
        end
        """
        .formatted(number, number, conditions, conclusion);
  }

  private static final String THEN = "insertLogical( Flag.on( \"x\" ) );";

  private static RuleBundle.Checked check(@Nullable Set<String> tested, String... rules) {
    Map<String, String> files = new TreeMap<>();
    files.put("discrepancies/a.drl", "package trueup.discrepancies\n" + String.join("", rules));
    files.put(
        "policy.yml",
        "# What it is about.\ndays: 30\nnote: \"x\"\nswitched: true\nfree: []\nlisted:\n  - a\n");
    return RuleBundle.check(files, MODEL, Limits.DEFAULT, new Readings(), tested);
  }

  private static List<String> problems(String conditions) {
    return check(null, rule(1, conditions, THEN)).problems().stream()
        .map(p -> p.id() + " " + p.message() + (p.hint().isEmpty() ? "" : " / " + p.hint()))
        .toList();
  }

  private static List<String> advice(String... rules) {
    RuleBundle.Checked checked = check(null, rules);
    assertThat(checked.problems()).isEmpty();
    assertThat(checked.bundle()).isNotNull();
    assertThat(checked.advice()).allMatch(RuleProblem::isAdvice);
    return checked.advice().stream().map(p -> p.line() + " " + p.id() + " " + p.message()).toList();
  }

  @Test
  void a_word_that_a_field_never_has_is_refused_with_the_one_that_was_meant() {
    assertThat(problems("Device( kind == \"sever\" )"))
        .containsExactly("RB-080 'sever' is not a word of kind / did you mean 'server'?");
    assertThat(problems("Device( kind in ( \"server\", \"tablet\" ) )"))
        .containsExactly(
            "RB-080 'tablet' is not a word of kind / there is mobile, server, workstation");
    assertThat(problems("not Device( kind != \"Server\" )"))
        .containsExactly("RB-080 'Server' is not a word of kind / did you mean 'server'?");
    assertThat(problems("Device( kind == \"\" )")).isEmpty();
    assertThat(problems("Device( kind str[startsWith] \"s\" )")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Device( kind == \"server\", kind == \"mobile\" )",
        "Device( kind == \"server\", kind not in ( \"server\", \"mobile\" ) )",
        "Device( kind str[startsWith] \"x\" )",
        "Device( kind == \"server\", kind str[endsWith] \"x\" )",
        "Device( $k : kind == \"server\", $k != \"server\" )",
        "Device( kind in ( \"server\", \"mobile\" ), kind == \"workstation\" )",
        "Device( kind != \"\", kind != \"server\", kind != \"workstation\", kind != \"mobile\" )",
        "Device( age > 10, age < 5 )",
        "Device( age > 10, age < 11 )",
        "Device( age >= 10, age < 10 )",
        "Device( age > 1 && < 1 )",
        "Device( 10 < age, 5 > age )",
        "Device( age == 3, age > 3 )",
        "Device( price > 1.5B, price <= 1.5B )",
        "Device( price == null, price > 1 )",
        "Device( price == 1.50B, price == 1.5B, price != 1.50B )",
        "Device( seen > \"2026-10-31\", seen < \"2026-01-01\" )",
        "Device( active, !active )",
        "Device( active == true, active == false )",
        "Device( id == \"a\", id.toUpperCase() == \"B\", id != \"a\" )",
        "Device( id != id )",
        "Device( age > age )",
        "exists Device( age > 10, age < 5 )",
        "$d : Device( kind == \"server\", $i : id ) not Device( id == $i )",
        "$d : Device( kind == \"server\", age > 5 ) not Device( age > 3 )",
        "Device( active ) not Device()",
      })
  void a_rule_that_can_never_fire_is_refused(String conditions) {
    assertThat(problems(conditions)).hasSize(1).allMatch(p -> p.startsWith("RB-082"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Device( kind == \"server\" || kind == \"mobile\" )",
        "Device( kind in ( \"server\", \"mobile\" ), kind != \"mobile\" )",
        "Device( age >= 10, age <= 10 )",
        "Device( age > 10, age < 12 )",
        "Device( price > 1, price < 2 )",
        "Device( price != null, price != 1 )",
        "Device( price == 1.50B, price == 1.5B )",
        "Device( id matches \"a.*\", id matches \"b.*\" )",
        "Device( tags contains \"a\", tags contains \"b\" )",
        "Device( tags contains \"a\", tags not contains \"b\" )",
        "Device( id == \"a\" ) Device( id == \"b\" )",
        "$d : Device( kind == \"server\", $i : id ) not Device( id != $i )",
        "$d : Device( kind == \"server\", $i : id ) not Device( id == $i, kind == \"mobile\" )",
        "Device( age > 3 ) not Device( age > 5 )",
        "Device( $a : age ) Device( age > $a )",
      })
  void what_may_hold_is_not_called_dead(String conditions) {
    assertThat(problems(conditions)).isEmpty();
  }

  @Test
  void both_conditions_are_named_and_the_later_one_is_shown() {
    RuleBundle.Checked checked =
        check(null, rule(1, "Device( active, age > 10, kind == \"server\", age < 5 )", THEN));
    assertThat(checked.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.message())
                  .isEqualTo(
                      "the rule can never fire: 'age > 10' and 'age < 5' exclude each other");
              assertThat(p.hint()).isNotEmpty();
              assertThat(p.line()).isEqualTo(5);
              assertThat(p.column()).isEqualTo(51);
            });
  }

  @Test
  void names_that_the_policy_lacks_are_refused() {
    assertThat(problems("Threshold( name == \"dayz\", $d : value ) Device( age > $d )"))
        .containsExactly("RB-081 policy.yml has no 'dayz' / did you mean 'days'?");
    assertThat(problems("PolicySwitch( name == \"quite_new_thing\", on )"))
        .containsExactly(
            "RB-081 policy.yml has no 'quite_new_thing' / write quite_new_thing: true in policy.yml");
    assertThat(problems("PolicyText( name == \"days\" )"))
        .containsExactly(
            "RB-081 'days' of policy.yml is a number / match Threshold( name == \"days\" )");
    assertThat(problems("Listed( list == \"listed\", value == \"zzz\" )")).isEmpty();
    assertThat(problems("not Listed( list == \"free\" )")).isEmpty();
  }

  @Test
  void facts_that_the_stage_never_has_are_refused() {
    assertThat(problems("Elsewhere()"))
        .containsExactly(
            "RB-083 the rule can never fire: this stage never has a fact Elsewhere / the stage has"
                + " Device, Listed, PolicySwitch, PolicyText, Threshold");
    assertThat(advice(rule(1, "Device() exists Unsaid()", THEN)))
        .containsExactly("5 RB-205 no rule of the stage concludes a fact Unsaid");
    assertThat(problems("Device() not Flag( id == \"y\" )")).isEmpty();
    assertThat(advice(rule(1, "Device() not Elsewhere()", THEN)))
        .containsExactly(
            "5 RB-202 this always holds and can be left out: this stage never has a fact Elsewhere");
  }

  @Test
  void a_number_in_a_rule_is_pointed_out() {
    assertThat(advice(rule(1, "Device( age > 30, price > 1, price != 0, -1 < age )", THEN)))
        .containsExactly("5 RB-201 the number 30 is written into the rule");
    assertThat(
            advice(rule(1, "Threshold( name == \"days\", $d : value ) Device( age > $d )", THEN)))
        .isEmpty();
  }

  @Test
  void a_condition_that_says_nothing_is_pointed_out() {
    assertThat(advice(rule(1, "Device( age == age )", THEN)))
        .containsExactly("5 RB-202 'age == age' compares a value with itself");
    assertThat(advice(rule(1, "Device() not Device( age > 1, age < 1 )", THEN)))
        .singleElement()
        .asString()
        .startsWith("5 RB-202 this always holds");
    assertThat(
            advice(rule(1, "accumulate( Device( active, !active ); $n : count(); $n > 0 )", THEN)))
        .singleElement()
        .asString()
        .startsWith("5 RB-202 this never finds anything");
  }

  @Test
  void a_rule_that_says_what_another_says_already_is_pointed_out() {
    String then = "insertLogical( Flag.of( $d, \"old\" ) );";
    String wide = rule(1, "$d : Device( kind == \"server\", age > 1 )", then);
    for (String narrow :
        List.of(
            "$d : Device( age > 1, kind == \"server\" )",
            "$d : Device( kind == \"server\", age > 1, active )",
            "$d : Device( kind == \"server\", age > 2 )",
            "$d : Device( kind == \"server\", age == 3 )",
            "$d : Device( kind == \"server\", age in ( 3, 4 ) )",
            "$x : Device( active ) $d : Device( kind == \"server\", age > 1, id != $x.id )",
            "$d : Device( kind == \"server\", age > 1 ) not Flag( reason == \"x\" )")) {
      assertThat(shadowed(wide, rule(2, narrow, then))).as(narrow).containsExactly("9 RB-203");
    }
    for (String other :
        List.of(
            "$d : Device( kind == \"mobile\", age > 1 )",
            "$d : Device( kind == \"server\", age > 0 )",
            "$d : Device( kind == \"server\" )",
            "$d : Device( active ) Device( kind == \"server\", age > 1 )",
            "$d : Device( active ) not Device( kind == \"server\", age > 1 )",
            "$d : Device( kind != \"server\", age > 1 )")) {
      assertThat(shadowed(wide, rule(2, other, then))).as(other).doesNotContain("9 RB-203");
    }
    assertThat(
            shadowed(
                wide,
                rule(
                    2,
                    "$d : Device( kind == \"server\", age > 1 )",
                    "insertLogical( Flag.of( $d, \"other\" ) );")))
        .isEmpty();
  }

  @Test
  void what_must_not_be_there_widens_a_rule_the_less_it_asks() {
    String then = "insertLogical( Flag.of( $d, \"old\" ) );";
    String join = "$d : Device( kind == \"server\", $i : id ) not Device( id == $i, %s )";
    String wide = rule(1, join.formatted("active, kind == \"mobile\""), then);
    assertThat(shadowed(wide, rule(2, join.formatted("active, kind != \"server\""), then)))
        .isEmpty();
    String narrow = rule(2, join.formatted("kind == \"mobile\""), then);
    assertThat(shadowed(wide, narrow)).containsExactly("9 RB-203");
    assertThat(shadowed(narrow, wide)).containsExactly("2 RB-203");
  }

  private static List<String> shadowed(String... rules) {
    return advice(rules).stream()
        .filter(a -> a.contains("RB-203"))
        .map(a -> a.substring(0, a.indexOf(" whenever")))
        .toList();
  }

  @Test
  void a_rule_that_no_scenario_names_is_pointed_out_when_scenarios_are_known() {
    String one = rule(1, "Device( active )", THEN);
    String two = rule(2, "Device( !active )", "insertLogical( Flag.on( \"y\" ) );");
    assertThat(check(Set.of("TST-001"), one, two).advice())
        .extracting(RuleProblem::toString)
        .containsExactly("discrepancies/a.drl:9:6: RB-204: no scenario names TST-002");
    assertThat(check(null, one, two).advice()).isEmpty();
  }

  @Test
  void advice_is_not_given_by_loading_and_keeps_nothing_from_being_used() {
    RuleBundle.Checked checked = check(Set.of(), rule(1, "Device( age > 30 )", THEN));
    assertThat(checked.advice()).hasSize(2);
    assertThat(checked.problems()).isEmpty();
    assertThat(checked.bundle()).isNotNull();
  }
}
