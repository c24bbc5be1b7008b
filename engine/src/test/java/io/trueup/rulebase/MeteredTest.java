package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules cost is counted for those that caused it, and only where somebody asked. */
class MeteredTest {
  private static String rule(String id, String conditions) {
    return """
        rule "This is the rule of %s"
          @id("%s") @owner("qa") @since("2026-11") @rationale("Test.")
        when
          %s
        then
          insertLogical( Exclusion.because( $s, "%s" ) );
        end
        """
        .formatted(id, id, conditions, id);
  }

  private static RuleBase compile(String... rules) {
    Compiled compiled = Toy.compile("package " + Toy.PACKAGE + "\n" + String.join("\n", rules));
    assertThat(compiled.problems()).isEmpty();
    return compiled.get();
  }

  private static final List<Object> FACTS =
      List.of(
          Toy.subscription("s1", "c1", 3),
          Toy.subscription("s2", "c1", 8),
          Toy.subscription("s3", "c2", 9),
          Toy.client("c1", "Acme"));

  private static List<RuleWork> work(RuleBase rules) {
    return rules.measured().rules();
  }

  @Test
  void checks_firings_and_conclusions_are_counted_rule_by_rule() {
    RuleBase rules =
        compile(
                rule("TST-001", "$s : Subscription( seats > 5 )"),
                rule("TST-002", "$s : Subscription( seats > 100 )"),
                rule("TST-003", "$s : Subscription( $c : clientId ) Client( id != $c )"))
            .metered();
    Outcome outcome = rules.evaluate(FACTS);
    assertThat(outcome.conclusions()).hasSize(3);
    assertThat(work(rules))
        .extracting(w -> w.rule().id(), RuleWork::fired, RuleWork::held, RuleWork::checks)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("TST-001", 2L, 2L, 3L),
            org.assertj.core.groups.Tuple.tuple("TST-002", 0L, 0L, 3L),
            org.assertj.core.groups.Tuple.tuple("TST-003", 1L, 1L, 3L));
    assertThat(rules.measured().evaluating()).isPositive();
  }

  @Test
  void what_rules_begin_with_alike_is_checked_once_and_counts_for_each() {
    RuleBase rules =
        compile(
                rule("TST-001", "$s : Subscription( seats > 5 )"),
                rule("TST-002", "$s : Subscription( seats > 5, clientId != \"c1\" )"))
            .metered();
    rules.evaluate(FACTS);
    assertThat(work(rules)).extracting(RuleWork::checks).containsExactly(3L, 5L);
    long apart = work(rules).stream().mapToLong(RuleWork::nanos).sum();
    assertThat(rules.measured().nanos()).isLessThanOrEqualTo(apart);
  }

  @Test
  void evaluations_add_up_and_nothing_is_measured_beside_them() {
    RuleBase plain = compile(rule("TST-001", "$s : Subscription( seats > 5 )"));
    RuleBase watched = plain.metered();
    watched.evaluate(FACTS);
    watched.evaluate(FACTS);
    plain.evaluate(FACTS);
    assertThat(work(watched)).extracting(RuleWork::fired).containsExactly(4L);
    assertThat(work(plain.metered())).extracting(RuleWork::fired).containsExactly(0L);
    assertThatThrownBy(plain::measured).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_accumulate_and_a_rule_with_alternatives_count_too() {
    RuleBase rules =
        compile(
                rule(
                    "TST-001",
                    "$s : Subscription( $c : clientId ) "
                        + "accumulate( Subscription( clientId == $c, $n : seats ); $sum : sum( $n );"
                        + " $sum > 10 )"),
                rule(
                    "TST-002",
                    "$s : Subscription( $c : clientId ) ( Client( id == $c ) or Client( name == $c ) )"))
            .metered();
    rules.evaluate(FACTS);
    assertThat(work(rules)).extracting(RuleWork::fired).containsExactly(2L, 2L);
    assertThat(work(rules).get(0).checks()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void readers_of_a_field_are_known_by_rule() {
    RuleBase rules =
        compile(
            rule("TST-001", "$s : Subscription( seats > 5 )"),
            rule("TST-002", "$s : Subscription( seats > 5, clientId != \"c1\" )"));
    assertThat(rules.readers(Toy.Subscription.class, "seats"))
        .containsExactly("TST-001", "TST-002");
    assertThat(rules.readers(Toy.Subscription.class, "clientId")).containsExactly("TST-002");
    assertThat(rules.readers(Toy.Subscription.class, "sku")).isEmpty();
  }
}
