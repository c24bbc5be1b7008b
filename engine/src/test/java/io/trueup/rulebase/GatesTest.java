package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.Toy.Client;
import io.trueup.rulebase.Toy.InvoiceLine;
import io.trueup.rulebase.Toy.Subscription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules that have a gate conclude what they conclude without. */
class GatesTest {
  private static final String[] FORMS = {
    "$s : Subscription( clientId == \"%s\", $k : sku ) InvoiceLine( clientId == \"%s\", sku == $k )",
    "$s : Subscription( clientId == \"%s\" ) not InvoiceLine( taxed ) Client( id != \"%s\" )",
    "Client( id == \"%s\", $i : id ) $s : Subscription( clientId == $i ) exists InvoiceLine( clientId == \"%s\" )",
    "exists Client( id == \"%s\" ) $s : Subscription( seats > 3 ) not Client( id != \"%s\" )",
    "accumulate( InvoiceLine( clientId == \"%s\", $q : qty ); $n : sum( $q ); $n > 2 ) $s : Subscription( clientId == \"%s\" )",
    "$s : Subscription( clientId == \"%s\" ) Exclusion( reason == \"again %s\" )",
    "$s : Subscription() Exclusion( subscriptionId == \"%s\", reason == \"r%s\" )",
    "( Client( id == \"%s\" ) or InvoiceLine( clientId == \"%s\" ) ) $s : Subscription( seats > 5 )",
    "forall( $l : InvoiceLine( clientId == \"%s\" ) InvoiceLine( this == $l, taxed ) ) $s : Subscription( clientId == \"%s\" )",
    "$c : Client( id == \"%s\" ) String( this == \"vip\" ) from $c.tags $s : Subscription( clientId != \"%s\" )"
  };

  private static String rule(int number, String client) {
    String form = FORMS[number % FORMS.length];
    return """
        rule "This is rule number %d"
          @id("%s-%03d") @owner("qa") @since("2026-11") @rationale("Test.")
        when
          %s
        then
          insertLogical( %s );
        end
        """
        .formatted(
            number,
            "TS" + (char) ('A' + number / 1_000),
            number % 1_000,
            form.formatted(client, client),
            number % 3 == 0
                ? "Exclusion.because( $s, \"r" + client + "\" )"
                : "Finding.flag( \"F" + number + "\", \"" + client + "\", \"m\" )");
  }

  private static List<Object> facts(Random random) {
    List<Object> facts = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      facts.add(Toy.subscription("s" + i, "c" + random.nextInt(14), random.nextInt(8)));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      facts.add(
          new InvoiceLine(
              "c" + random.nextInt(14),
              random.nextBoolean() ? "M365-E3" : "other",
              random.nextInt(5),
              BigDecimal.ONE,
              random.nextBoolean()));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      facts.add(new Client("c" + random.nextInt(14), "n", "gold", "PL", List.of("vip")));
    }
    return facts;
  }

  private static List<String> concluded(RuleBase rules, List<Object> facts) {
    Outcome outcome = rules.evaluate(facts);
    assertThat(outcome.complete()).isTrue();
    return outcome.conclusions().stream()
        .flatMap(c -> c.because().stream().map(f -> f.rule().id() + " " + c.fact()))
        .sorted(Comparator.naturalOrder())
        .distinct()
        .toList();
  }

  @Test
  void a_rule_concludes_the_same_among_many_as_among_few() {
    StringBuilder many = new StringBuilder("package " + Toy.PACKAGE + "\n");
    for (int n = 0; n < FORMS.length * 12; n++) {
      many.append(rule(n, "c" + n / FORMS.length));
    }
    RuleBase together = Toy.compile(many.toString()).get();
    // rules whose conclusions others ask for stay together with them
    List<String> perClient = new ArrayList<>();
    for (int c = 0; c < 12; c++) {
      StringBuilder text = new StringBuilder("package " + Toy.PACKAGE + "\n");
      for (int form = 0; form < FORMS.length; form++) {
        text.append(rule(form + FORMS.length * c, "c" + c));
      }
      perClient.add(text.toString());
    }
    List<RuleBase> apart = perClient.stream().map(t -> Toy.compile(t).get()).toList();
    Random random = new Random(20261123);
    int conclusions = 0;
    for (int month = 0; month < 150; month++) {
      List<Object> facts = facts(random);
      List<String> all = concluded(together, facts);
      List<String> each = new ArrayList<>();
      apart.forEach(rules -> each.addAll(concluded(rules, facts)));
      assertThat(all)
          .as("month %d: %s", month, facts)
          .isEqualTo(each.stream().sorted().distinct().toList());
      conclusions += all.size();
    }
    assertThat(conclusions).isGreaterThan(700);
  }

  @Test
  void facts_are_kept_away_from_rules_that_have_nothing_to_do() {
    StringBuilder text = new StringBuilder("package " + Toy.PACKAGE + "\n");
    for (int i = 0; i < 400; i++) {
      text.append(rule(FORMS.length * i, "c" + i));
    }
    RuleBase many = Toy.compile(text.toString()).get();
    RuleBase one = Toy.compile("package " + Toy.PACKAGE + "\n" + rule(0, "c0")).get();
    List<Object> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      facts.add(Toy.subscription("s" + i, "c0", 1));
      facts.add(new InvoiceLine("c0", "M365-E3", i, BigDecimal.ONE, true));
    }
    long combinations = 60 * 60;
    Limits justEnough =
        Limits.DEFAULT.withWork(200_000_000, combinations, java.time.Duration.ofSeconds(30));
    assertThat(one.evaluate(facts, justEnough).complete()).isTrue();
    assertThat(many.evaluate(facts, justEnough).complete()).isTrue();
    assertThat(many.evaluate(facts).firings()).isEqualTo(one.evaluate(facts).firings());
  }

  @Test
  void facts_that_no_rule_asks_for_change_nothing() {
    RuleBase rules = Toy.compile("package " + Toy.PACKAGE + "\n" + rule(0, "c0")).get();
    Subscription s = Toy.subscription("s", "c0", 1);
    InvoiceLine line = new InvoiceLine("c0", "M365-E3", 1, BigDecimal.ONE, true);
    Outcome without = rules.evaluate(List.of(s, line));
    Outcome with = rules.evaluate(List.of("text", s, 12, line, Toy.client("c0", "n")));
    assertThat(with).isEqualTo(without);
    assertThat(with.conclusions()).hasSize(1);
  }
}
