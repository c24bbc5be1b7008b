package io.trueup.rulebase;

import static io.trueup.rulebase.Toy.client;
import static io.trueup.rulebase.Toy.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.Toy.Exclusion;
import io.trueup.rulebase.Toy.Finding;
import io.trueup.rulebase.Toy.Status;
import io.trueup.rulebase.Toy.Subscription;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What an outcome holds: conclusions, why, and in which order. */
class ConclusionsTest {
  private static final String META = "@owner(\"qa\") @since(\"2026\") @rationale(\"Test.\")";

  private static String file(String... rules) {
    StringBuilder text = new StringBuilder("package " + Toy.PACKAGE + "\n");
    for (int i = 0; i < rules.length; i++) {
      String[] parts = rules[i].split(" => ");
      text.append("rule \"This is rule ").append(i + 1).append("\" @id(\"TST-00").append(i + 1);
      text.append("\") ").append(META).append("\nwhen\n").append(parts[0]).append("\nthen\n");
      for (int j = 1; j < parts.length; j++) {
        text.append("insertLogical( ").append(parts[j]).append(" );\n");
      }
      text.append("end\n");
    }
    return text.toString();
  }

  private static List<String> why(Conclusion conclusion) {
    return conclusion.because().stream().map(f -> f.rule().id()).toList();
  }

  @Test
  void two_rules_that_conclude_the_same_are_one_conclusion_with_two_firings() {
    Outcome outcome =
        Toy.evaluate(
            file(
                "$s : Subscription( seats > 5 ) => Finding.big( $s )",
                "$s : Subscription( unitPrice > 5 ) => Finding.big( $s )"),
            subscription("s1", "c1", 10));
    assertThat(Toy.concluded(outcome)).containsExactly(new Finding("BIG", "c1", "s1"));
    assertThat(why(outcome.conclusions().get(0))).containsExactly("TST-001", "TST-002");
    assertThat(outcome.conclusions().get(0).because().get(0).matched())
        .containsExactly(subscription("s1", "c1", 10));
    assertThat(outcome.complete()).isTrue();
    assertThat(outcome.firings()).isEqualTo(2);
  }

  @Test
  void a_conclusion_whose_reason_goes_away_is_withdrawn() {
    String text =
        file(
            "$s : Subscription( $i : id ) not Exclusion( subscriptionId == $i ) => Finding.big( $s )",
            "$s : Subscription( seats > 5 ) => Exclusion.because( $s, \"big\" )");
    Outcome outcome = Toy.evaluate(text, subscription("s1", "c1", 10), subscription("s2", "c1", 1));
    assertThat(Toy.concluded(outcome))
        .containsExactly(new Finding("BIG", "c1", "s2"), new Exclusion("s1", "big", 0));
    assertThat(outcome.conclusions()).allSatisfy(c -> assertThat(c.because()).hasSize(1));
  }

  @Test
  void a_withdrawn_firing_is_not_listed_where_another_still_holds() {
    String text =
        file(
            "$s : Subscription( $i : id ) not Exclusion( subscriptionId == $i ) => Finding.big( $s )",
            "$s : Subscription( vendor == \"microsoft\" ) => Finding.big( $s )",
            "$f : Finding( $i : message ) $s : Subscription( id == $i ) => Exclusion.because( $s, \"found\" )");
    Outcome outcome = Toy.evaluate(text, subscription("s1", "c1", 10));
    assertThat(outcome.complete()).isTrue();
    assertThat(Toy.concluded(outcome))
        .containsExactly(new Finding("BIG", "c1", "s1"), new Exclusion("s1", "found", 0));
    assertThat(why(outcome.conclusions().get(0))).containsExactly("TST-002");
  }

  @Test
  void conclusions_of_conclusions_name_what_they_rest_on() {
    Outcome outcome =
        Toy.evaluate(
            file(
                "$f : Finding( code == \"BIG\", $c : clientId ) => Finding.of( \"AGAIN\", $c )",
                "$s : Subscription() => Finding.big( $s )"),
            subscription("s1", "c1", 10));
    assertThat(Toy.concluded(outcome))
        .containsExactly(new Finding("AGAIN", "c1", ""), new Finding("BIG", "c1", "s1"));
    assertThat(outcome.conclusions().get(0).because().get(0).matched())
        .containsExactly(new Finding("BIG", "c1", "s1"));
  }

  @Test
  void what_an_accumulate_counted_is_evidence() {
    Subscription one = subscription("s1", "c1", 10);
    Subscription two = subscription("s2", "c1", 5);
    Outcome outcome =
        Toy.evaluate(
            file(
                "$c : Client( $i : id ) accumulate( Subscription( clientId == $i, $n : seats ); $sum : sum( $n ); $sum > 1 ) => Finding.number( \"SUM\", $sum )"),
            two,
            client("c1", "Acme"),
            subscription("s3", "c2", 7),
            one);
    assertThat(Toy.concluded(outcome)).containsExactly(new Finding("SUM", "15", ""));
    assertThat(outcome.conclusions().get(0).because().get(0).matched())
        .containsExactly(client("c1", "Acme"), two, one);
  }

  @Test
  void arguments_become_what_a_verb_takes() {
    Outcome outcome =
        Toy.evaluate(
            file(
                "$s : Subscription( $d : startDate ) => Exclusion.dated( $d, $s.status, true, $s.seats ) => Exclusion.dated( \"2026-02-28\", \"TRIAL\", $s.reviewed, 7 ) => Finding.number( \"N\", $s.seats ) => Finding.number( \"B\", 1.50B )"),
            subscription("s1", "c1", 10));
    assertThat(Toy.concluded(outcome))
        .containsExactlyInAnyOrder(
            new Exclusion("2026-01-31 ACTIVE true", "dated", 10),
            new Exclusion("2026-02-28 TRIAL false", "dated", 7),
            new Finding("N", "10", ""),
            new Finding("B", "1.5", ""));
  }

  @Test
  void the_order_follows_rules_and_facts_only() {
    String text =
        file(
            "$s : Subscription( $c : clientId, $i : id ) not Exclusion( subscriptionId == $i ) => Finding.flag( \"A\", $c, $i )",
            "Subscription( $c : clientId, $i : id, seats > 3 ) => Finding.flag( \"B\", $c, $i )",
            "$f : Finding( code == \"B\", $i : message ) => Finding.flag( \"C\", \"x\", $i )");
    List<Object> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      facts.add(subscription("s" + (i * 7919) % 40, "c" + i % 3, i % 7));
    }
    RuleBase base = Toy.compile(text).get();
    Outcome first = base.evaluate(facts);
    List<Object> expected = new ArrayList<>();
    facts.forEach(f -> expected.add(flag("A", (Subscription) f)));
    facts.stream()
        .map(f -> (Subscription) f)
        .filter(s -> s.seats() > 3)
        .forEach(s -> expected.add(flag("B", s)));
    facts.stream()
        .map(f -> (Subscription) f)
        .filter(s -> s.seats() > 3)
        .forEach(s -> expected.add(new Finding("C", "x", s.id())));
    assertThat(Toy.concluded(first)).containsExactlyElementsOf(expected);
    assertThat(Toy.compile(text).get().evaluate(facts)).isEqualTo(first);
    Collections.shuffle(facts, new Random(1));
    assertThat(Toy.concluded(base.evaluate(facts))).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Finding flag(String code, Subscription s) {
    return new Finding(code, s.clientId(), s.id());
  }

  @Test
  void a_verb_that_fails_stops_the_evaluation_and_names_the_rule() {
    Outcome outcome =
        Toy.evaluate(
            file("Subscription( $p : unitPrice ) => Finding.number( \"P\", $p )"),
            new Subscription(
                "s", "c", "k", "v", Status.TRIAL, 1, null, LocalDate.EPOCH, true, Map.of()));
    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.stoppedBecause()).contains("TST-001", "number");
  }

  @Test
  void the_outcome_does_not_depend_on_how_conclusions_are_kept() {
    String rules =
        file(
            "$s : Subscription( seats > 5 ) => Finding.big( $s ) => Finding.of( \"SEATS\", $s.clientId )",
            "$s : Subscription( unitPrice > 5 ) => Finding.big( $s )");
    String matching = "Finding( code == \"NONE\" ) => Finding.of( \"NEVER\", \"x\" )";
    String absence =
        "Client( id == \"none\" ) not Finding( code == \"NONE\" ) => Finding.of( \"NEVER\", \"x\" )";
    List<Object> facts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      facts.add(subscription("s" + i, "c" + i % 4, i % 9));
    }
    List<List<Object>> outcomes = new ArrayList<>();
    for (String third : List.of("", matching, absence)) {
      String text =
          third.isEmpty()
              ? rules
              : rules
                  + file(third)
                      .replace("package " + Toy.PACKAGE, "")
                      .replace("rule 1", "rule 3")
                      .replace("TST-001", "TST-003");
      Outcome outcome = Toy.evaluate(text, facts.toArray());
      assertThat(outcome.complete()).isTrue();
      outcomes.add(
          outcome.conclusions().stream()
              .<Object>map(
                  c ->
                      List.of(c.fact(), why(c), c.because().stream().map(Firing::matched).toList()))
              .toList());
    }
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
  }

  @Test
  void threads_share_a_rule_base() throws Exception {
    RuleBase base =
        Toy.compile(
                file(
                    "$s : Subscription( $i : id ) not Exclusion( subscriptionId == $i ) => Finding.big( $s )",
                    "$s : Subscription( seats > 5 ) => Exclusion.because( $s, \"big\" )"))
            .get();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Outcome>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        List<Object> facts = new ArrayList<>();
        for (int j = 0; j <= i % 10; j++) {
          facts.add(subscription("s" + i + "-" + j, "c", j));
        }
        tasks.add(() -> base.evaluate(facts));
      }
      List<Future<Outcome>> results = threads.invokeAll(tasks);
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(tasks.get(i).call());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_fields_that_rules_read_are_known() {
    RuleBase base =
        Toy.compile(
                file(
                    "$s : Subscription( $u : unitPrice, attributes[\"term\"] == \"annual\", attributes contains \"site\", $unused : sku ) not Exclusion( subscriptionId == $s.id ) => Finding.number( \"P\", $u )",
                    "$l : Link( subscription.vendor == \"x\" ) Subscription( this == $l.subscription ) => Finding.big( $l.subscription )"))
            .get();
    assertThat(base.fieldsRead(Subscription.class))
        .containsExactly("attributes[site]", "attributes[term]", "id", "unitPrice", "vendor");
    assertThat(base.fieldsRead(Toy.Link.class)).containsExactly("subscription");
    assertThat(base.fieldsRead(Exclusion.class)).containsExactly("subscriptionId");
    assertThat(base.fieldsRead(BigDecimal.class)).isEmpty();
  }

  @Test
  void rules_are_listed_with_their_metadata_and_conditions() {
    RuleInfo rule =
        Toy.compile(file("$s : Subscription(\n   seats > 5 )  not Client() => Finding.big( $s )"))
            .get()
            .rules()
            .get(0);
    assertThat(rule)
        .isEqualTo(
            new RuleInfo(
                "TST-001",
                "This is rule 1",
                "discrepancies",
                "qa",
                "2026",
                "Test.",
                "",
                Toy.FILE,
                2,
                List.of("$s : Subscription( seats > 5 )", "not Client()"),
                "insertLogical( Finding.big( $s ) );"));
  }
}
