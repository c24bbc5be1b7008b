package io.trueup.rulebase;

import static io.trueup.rulebase.Toy.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.Toy.Subscription;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules that would run for ever or fill the memory are stopped, and their outcome says so. */
class LimitsTest {
  private static final Limits SMALL =
      Limits.DEFAULT.withWork(2_000_000, 200_000, Duration.ofSeconds(10)).withResults(5_000, 2_000);

  private static Outcome evaluate(String conditions, String conclusion, List<?> facts) {
    return Toy.compile(Toy.rule(conditions, conclusion)).get().evaluate(facts, SMALL);
  }

  private static List<Subscription> many(int count) {
    List<Subscription> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      facts.add(subscription("s" + i, "c1", i));
    }
    return facts;
  }

  private static void assertStopped(Outcome outcome, String why) {
    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.stoppedBecause()).startsWith("stopped: ").contains(why);
  }

  @Test
  void a_cross_product_without_constraints_is_stopped() {
    String patterns = String.join("\n", Collections.nCopies(10, "Subscription()"));
    assertStopped(
        evaluate(patterns, "insertLogical( Finding.of( \"X\", \"y\" ) );", many(50)),
        "combinations of facts");
  }

  @Test
  void a_cross_product_with_an_index_is_stopped() {
    String patterns =
        "Subscription( $c : clientId )\n"
            + String.join("\n", Collections.nCopies(9, "Subscription( clientId == $c )"));
    assertStopped(
        evaluate(patterns, "insertLogical( Finding.of( \"X\", \"y\" ) );", many(50)),
        "combinations of facts");
  }

  @Test
  void a_cross_product_with_literals_is_stopped() {
    String patterns =
        String.join("\n", Collections.nCopies(10, "Subscription( vendor == \"microsoft\" )"));
    assertStopped(
        evaluate(patterns, "insertLogical( Finding.of( \"X\", \"y\" ) );", many(50)),
        "combinations of facts");
  }

  @Test
  void a_cross_product_within_an_accumulate_is_stopped() {
    String patterns =
        "accumulate( "
            + String.join(" and ", Collections.nCopies(14, "Subscription()"))
            + "; $n : count() )";
    assertStopped(
        evaluate(patterns, "insertLogical( Finding.number( \"X\", $n ) );", many(50)),
        "combinations of facts");
  }

  @Test
  void a_cross_product_within_not_is_stopped() {
    String patterns =
        "not( "
            + String.join(" and ", Collections.nCopies(8, "Subscription()"))
            + " and Subscription( seats < 0 ) )";
    assertStopped(
        evaluate(patterns, "insertLogical( Finding.of( \"X\", \"y\" ) );", many(50)),
        "combinations of facts");
  }

  @Test
  void joins_that_find_nothing_burn_fuel() {
    String patterns = "Subscription( $a : seats ) Subscription( $b : seats, seats > $a + 5000 )";
    assertStopped(
        evaluate(patterns, "insertLogical( Finding.of( \"X\", \"y\" ) );", many(2_000)), "checks");
  }

  @Test
  void time_is_limited() {
    String patterns = "Subscription( $a : seats ) Subscription( $b : seats, seats > $a + 50000 )";
    RuleBase base =
        Toy.compile(Toy.rule(patterns, "insertLogical( Finding.of( \"X\", \"y\" ) );")).get();
    long start = System.nanoTime();
    Outcome outcome =
        base.evaluate(
            many(20_000),
            Limits.DEFAULT.withWork(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMillis(200)));
    assertStopped(outcome, "200 ms");
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void a_rule_that_feeds_itself_is_stopped() {
    Outcome outcome =
        Toy.compile(
                "package "
                    + Toy.PACKAGE
                    + """

                    rule "It starts with a subscription"
                      @id("TST-001") @owner("qa") @since("2026") @rationale("Test.")
                    when
                      $s : Subscription()
                    then
                      insertLogical( Exclusion.because( $s, "x" ) );
                    end
                    rule "It goes on with itself"
                      @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
                    when
                      $e : Exclusion()
                    then
                      insertLogical( Exclusion.again( $e ) );
                    end
                    """)
            .get()
            .evaluate(many(1), SMALL);
    assertStopped(outcome, "2000 conclusions");
    assertThat(outcome.conclusions()).isNotEmpty();
  }

  @Test
  void rules_that_contradict_themselves_come_to_an_end() {
    String header =
        "package "
            + Toy.PACKAGE
            + "\nrule \"It holds unless the other does\"\n"
            + "@id(\"TST-001\") @owner(\"qa\") @since(\"2026\") @rationale(\"Test.\")\nwhen\n";
    String alone =
        "$s : Subscription() not Exclusion() then insertLogical( Exclusion.because( $s, \"x\" ) ); end";
    String two =
        """
        $s : Subscription() not Exclusion( reason == "b" )
        then insertLogical( Exclusion.because( $s, "a" ) ); end
        rule "It follows from the other"
        @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
        when Exclusion( reason == "a" ) $s : Subscription()
        then insertLogical( Exclusion.because( $s, "b" ) ); end
        """;
    for (String text : List.of(alone, two)) {
      Outcome outcome = Toy.compile(header + text).get().evaluate(many(3), SMALL);
      assertThat(outcome.firings()).isLessThanOrEqualTo(5_000);
    }
  }

  @Test
  void a_text_that_doubles_itself_is_stopped() {
    Outcome outcome =
        Toy.compile(
                "package "
                    + Toy.PACKAGE
                    + """

                    rule "It starts with a subscription"
                      @id("TST-001") @owner("qa") @since("2026") @rationale("Test.")
                    when
                      $s : Subscription()
                    then
                      insertLogical( Exclusion.because( $s, "xxxxxxxx" ) );
                    end
                    rule "It doubles the text"
                      @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
                    when
                      $e : Exclusion()
                    then
                      insertLogical( Exclusion.longer( $e ) );
                    end
                    """)
            .get()
            .evaluate(many(1), SMALL);
    assertStopped(outcome, "text");
  }

  @Test
  void a_number_that_squares_itself_is_stopped() {
    Outcome outcome =
        evaluate(
            "Subscription( $p : unitPrice, $q : seats, "
                + String.join(" * ", Collections.nCopies(14, "unitPrice * unitPrice"))
                + " > 0 )",
            "insertLogical( Finding.of( \"X\", \"y\" ) );",
            List.of(huge()));
    assertThat(
            Toy.compileRule(
                    "Subscription( "
                        + String.join(" * ", Collections.nCopies(40, "unitPrice"))
                        + " > 0 )")
                .problems())
        .extracting(RuleProblem::id)
        .containsExactly("RB-005");
    assertStopped(outcome, "digits");
  }

  private static Subscription huge() {
    Subscription s = subscription("s", "c", 1);
    return new Subscription(
        s.id(),
        s.clientId(),
        s.sku(),
        s.vendor(),
        s.status(),
        1,
        new java.math.BigDecimal("123456789012345678901234567890"),
        s.startDate(),
        false,
        Map.of());
  }

  @Test
  void a_regular_expression_takes_linear_time() {
    Subscription s = subscription("a".repeat(5_000) + "!", "c", 1);
    long start = System.nanoTime();
    assertThat(Toy.fires("Subscription( id matches \"(.*a){25}\" )", s)).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void a_rule_base_works_after_an_evaluation_was_stopped() {
    RuleBase base =
        Toy.compile(
                Toy.rule(
                    "Subscription() Subscription()",
                    "insertLogical( Finding.of( \"X\", \"y\" ) );"))
            .get();
    Limits tight = SMALL.withWork(2_000_000, 100, Duration.ofSeconds(5));
    assertThat(base.evaluate(many(50), tight).complete()).isFalse();
    assertThat(base.evaluate(many(2), tight).complete()).isTrue();
  }

  @Test
  void compiling_again_and_again_keeps_no_classes() {
    String text =
        Toy.rule(
            "$c : Client( $i : id ) accumulate( Subscription( clientId == $i, $n : seats ); $s : sum( $n ); $s > 1 )",
            "insertLogical( Finding.number( $i, $s ) );");
    for (int i = 0; i < 20; i++) {
      Toy.compile(text).get().evaluate(many(3));
    }
    long before = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    for (int i = 0; i < 100; i++) {
      Toy.compile(text.replace("> 1", "> " + i)).get().evaluate(many(3));
    }
    assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - before)
        .isLessThan(50);
  }
}
