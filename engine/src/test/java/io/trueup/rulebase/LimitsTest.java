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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void a_regular_expression_costs_by_the_length_of_the_text() {
    String large = "(" + "[a-z]?".repeat(40) + "){60}";
    Subscription s = subscription("a".repeat(2_000) + "!", "c", 1);
    assertStopped(
        evaluate(
            "Subscription( id matches \""
                + large
                + "\" ) Subscription( id matches \""
                + large
                + "b\" )",
            "insertLogical( Finding.of( \"X\", \"y\" ) );",
            List.of(s)),
        "checks");
    assertStopped(
        evaluate(
            "Subscription( id matches \"" + large + "\" )",
            "insertLogical( Finding.of( \"X\", \"y\" ) );",
            List.of(subscription("a".repeat(200_000), "c", 1))),
        "too long for a regular expression");
  }

  @Test
  void a_list_that_is_looked_through_again_and_again_is_stopped() {
    for (String look :
        List.of(
            "$all contains this",
            "this memberOf $all",
            "$set not contains id",
            "$all contains $x")) {
      assertStopped(
          evaluate(
              "accumulate( Subscription( $i : id ) and $s : Subscription( id == $i );"
                  + " $all : collectList( $s ), $set : collectSet( $i ) )\n"
                  + "$x : Subscription() Subscription( "
                  + look
                  + " )",
              "insertLogical( Finding.of( \"X\", \"y\" ) );",
              many(400)),
          "checks");
    }
  }

  @Test
  void a_long_text_that_is_searched_again_and_again_is_stopped() {
    String text = "a".repeat(200_000);
    List<Object> facts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      facts.add(Toy.client(text + i, "b" + i));
    }
    for (String look :
        List.of("id contains $n", "id.toLowerCase() contains $n", "id.contains( $n )")) {
      assertStopped(
          evaluate(
              "Client( $n : name ) Client( " + look + " ) not Finding( code == \"none\" )",
              "insertLogical( Finding.of( \"X\", \"y\" ) );",
              facts),
          "checks");
    }
  }

  @Test
  void many_functions_over_many_facts_are_stopped() {
    List<String> functions = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      functions.add("$f" + i + " : sum( $n )");
    }
    assertStopped(
        evaluate(
            "$c : Client() accumulate( Subscription( $n : seats ); "
                + String.join(", ", functions)
                + " )",
            "insertLogical( Finding.of( \"X\", \"y\" ) );",
            with(many(2_000), 60)),
        "checks");
  }

  private static List<Object> with(List<Subscription> subscriptions, int clients) {
    List<Object> facts = new ArrayList<>(subscriptions);
    for (int i = 0; i < clients; i++) {
      facts.add(Toy.client("c" + i, "n"));
    }
    return facts;
  }

  @Test
  void a_long_chain_of_conclusions_that_is_withdrawn_comes_to_an_end() {
    String chain =
        "package "
            + Toy.PACKAGE
            + """

            rule "It starts unless it has ended"
              @id("TST-001") @owner("qa") @since("2026") @rationale("Test.")
            when
              $s : Subscription()
              not Finding( code == "ended" )
            then
              insertLogical( Exclusion.because( $s, "x" ) );
            end
            rule "It goes on with itself"
              @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
            when
              $e : Exclusion( level < 100000 )
            then
              insertLogical( Exclusion.again( $e ) );
            end
            rule "It ends far away"
              @id("TST-003") @owner("qa") @since("2026") @rationale("Test.")
            when
              Exclusion( level == 100000 )
            then
              insertLogical( Finding.of( "ended", "y" ) );
            end
            """;
    Outcome outcome =
        Toy.compile(chain)
            .get()
            .evaluate(
                many(1), Limits.DEFAULT.withWork(20_000_000, 2_000_000, Duration.ofSeconds(20)));
    assertThat(outcome.complete() || outcome.stoppedBecause().startsWith("stopped: ")).isTrue();
  }

  @Test
  void an_exploding_evaluation_harms_no_other() throws Exception {
    RuleBase exploding =
        Toy.compile(
                Toy.rule(
                    "Subscription() ".repeat(10), "insertLogical( Finding.of( \"X\", \"y\" ) );"))
            .get();
    RuleBase honest =
        Toy.compile(
                Toy.rule(
                    "Client( $i : id ) Subscription( clientId == $i, $n : seats, seats > 10 )",
                    "insertLogical( Finding.number( $i, $n ) );"))
            .get();
    List<Object> month = new ArrayList<>(with(many(300), 5));
    Outcome alone = honest.evaluate(month);
    assertThat(alone.conclusions()).isNotEmpty();
    ExecutorService tenants = Executors.newFixedThreadPool(4);
    try {
      List<Future<Outcome>> cut = new ArrayList<>();
      List<Future<Outcome>> usual = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        cut.add(tenants.submit(() -> exploding.evaluate(many(200), SMALL)));
        usual.add(tenants.submit(() -> honest.evaluate(month)));
      }
      for (Future<Outcome> one : usual) {
        assertThat(one.get()).isEqualTo(alone);
      }
      for (Future<Outcome> one : cut) {
        assertStopped(one.get(), "combinations of facts");
      }
    } finally {
      tenants.shutdownNow();
    }
    assertThat(honest.evaluate(month)).isEqualTo(alone);
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
