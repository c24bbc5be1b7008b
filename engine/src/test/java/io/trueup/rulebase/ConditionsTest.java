package io.trueup.rulebase;

import static io.trueup.rulebase.Toy.client;
import static io.trueup.rulebase.Toy.fires;
import static io.trueup.rulebase.Toy.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.Toy.Client;
import io.trueup.rulebase.Toy.InvoiceLine;
import io.trueup.rulebase.Toy.Link;
import io.trueup.rulebase.Toy.Subscription;
import io.trueup.rulebase.Toy.VendorLine;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each construct of the grammar means. */
class ConditionsTest {
  private static final Subscription TEN = subscription("s1", "c1", 10);
  private static final Client ACME = client("c1", "Acme");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seats == 10",
        "seats != 9",
        "seats > 9",
        "seats >= 10",
        "seats < 11",
        "seats <= 10",
        "10 == seats",
        "9 < seats",
        "seats == 10.0B",
        "seats < 10.5B",
        "seats > -1",
        "unitPrice == 10",
        "unitPrice == 10.000B",
        "unitPrice != null",
        "sku == \"M365-E3\"",
        "sku == 'M365-E3'",
        "sku != \"x\"",
        "status == Status.ACTIVE",
        "status == \"ACTIVE\"",
        "status != \"TRIAL\"",
        "startDate == \"2026-01-31\"",
        "startDate < \"2026-02-01\"",
        "reviewed == false",
        "!reviewed",
        "!(reviewed)",
        "!(seats > 10)",
        "!(seats > 10 || sku == \"x\")",
        "seats >= 1 && <= 1000",
        "sku == \"x\" || == \"M365-E3\"",
        "seats == 1 || seats == 10",
        "seats == 1 || == 10 && sku == \"M365-E3\"",
        "(seats == 1 || seats == 10) && vendor == \"microsoft\"",
        "vendor in ( \"microsoft\", \"google\" )",
        "vendor not in ( \"google\" )",
        "seats in ( 1, 10.0B )",
        "status in ( \"ACTIVE\", \"TRIAL\" )",
        "sku matches \"M365-[A-Z][0-9]\"",
        "sku matches \"M365-\\\\w\\\\d\"",
        "sku not matches \"M365\"",
        "sku contains \"365\"",
        "sku not contains \"366\"",
        "sku str[startsWith] \"M365\"",
        "sku str[endsWith] \"E3\"",
        "sku str[length] 7",
        "sku not str[startsWith] \"X\"",
        "sku.toLowerCase() == \"m365-e3\"",
        "sku.toLowerCase().contains( \"e3\" )",
        "vendor.toUpperCase() == \"MICROSOFT\"",
        "sku.trim().startsWith( \"M\" )",
        "sku.endsWith( \"3\" )",
        "!sku.isEmpty()",
        "sku.length() < 8",
        "attributes[\"term\"] == \"annual\"",
        "attributes[\"other\"] == null",
        "attributes contains \"term\"",
        "attributes not contains \"other\"",
        "seats * 2 == 20",
        "seats + 1 > 10",
        "seats - 10 == 0",
        "unitPrice * seats == 100",
        "$s : seats, seats == $s",
        "$s : seats > 3",
        "this.seats == 10",
        "getSeats() == 10",
        "seats() == 10",
        "this != null"
      })
  void a_constraint_that_holds_lets_the_rule_fire(String constraint) {
    assertThat(fires("Subscription( " + constraint + " )", TEN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seats == 11",
        "seats != 10",
        "seats > 10",
        "seats < 10",
        "unitPrice == 10.01B",
        "unitPrice == null",
        "sku == \"m365-e3\"",
        "status == \"TRIAL\"",
        "startDate > \"2026-01-31\"",
        "reviewed",
        "!(seats > 9)",
        "seats >= 11 && <= 1000",
        "sku == \"x\" || == \"y\"",
        "vendor in ( \"google\" )",
        "vendor not in ( \"microsoft\", \"google\" )",
        "sku matches \"365\"",
        "sku not matches \"M.*\"",
        "sku contains \"366\"",
        "sku str[startsWith] \"365\"",
        "sku str[length] 6",
        "attributes[\"term\"] == \"monthly\"",
        "attributes[\"other\"] == \"annual\"",
        "attributes contains \"other\"",
        "seats * 2 == 21"
      })
  void a_constraint_that_does_not_hold_keeps_the_rule_silent(String constraint) {
    assertThat(fires("Subscription( " + constraint + " )", TEN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == null",
        "name != \"x\"",
        "name not in ( \"x\" )",
        "name not matches \"x\"",
        "name not contains \"x\"",
        "name not str[startsWith] \"x\"",
        "!(name == \"x\")",
        "name.toLowerCase() != \"x\"",
        "name!.length() == null"
      })
  void absent_values_differ_from_every_value(String constraint) {
    Client nameless = new Client("c1", null, "gold", "PL", List.of());
    assertThat(fires("Client( " + constraint + " )", nameless)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit > 0",
        "limit >= 0",
        "limit < 0",
        "limit <= 0",
        "limit == 0",
        "limit + 1 > 0",
        "-limit < 1"
      })
  void absent_numbers_are_in_no_order(String constraint) {
    VendorLine unlimited = new VendorLine("v", "c1", "s", 1, BigDecimal.ONE, null);
    assertThat(fires("VendorLine( " + constraint + " )", unlimited)).isFalse();
  }

  @Test
  void lists_contain_and_texts_are_members() {
    assertThat(fires("Client( tags contains \"vip\" )", ACME)).isTrue();
    assertThat(fires("Client( tags not contains \"vip\" )", ACME)).isFalse();
    assertThat(fires("Client( \"vip\" memberOf tags )", ACME)).isTrue();
    assertThat(fires("Client( \"x\" not memberOf tags )", ACME)).isTrue();
    assertThat(fires("Client( tags.size() == 1 )", ACME)).isTrue();
    assertThat(fires("Client( tags.isEmpty() )", ACME)).isFalse();
    assertThat(fires("Client( domestic )", ACME)).isTrue();
  }

  @Test
  void patterns_join_on_fields_of_earlier_ones() {
    String join = "$c : Client( $id : id ) Subscription( clientId == $id, seats > 9 )";
    assertThat(fires(join, ACME, TEN)).isTrue();
    assertThat(fires(join, client("c2", "Other"), TEN)).isFalse();
    assertThat(fires("$c : Client() Subscription( clientId == $c.id )", ACME, TEN)).isTrue();
    assertThat(fires("$c : Client() Subscription( $c.id == clientId )", ACME, TEN)).isTrue();
    assertThat(fires("Subscription( $n : seats ) Subscription( seats > $n + 1 )", TEN)).isFalse();
    assertThat(
            fires(
                "Subscription( $n : seats ) Subscription( seats > $n + 1 )",
                TEN,
                subscription("s2", "c1", 12)))
        .isTrue();
  }

  @Test
  void numbers_of_different_kinds_join_by_value() {
    VendorLine line = new VendorLine("v", "c1", "s", 10, new BigDecimal("10.00"), 10);
    assertThat(fires("Subscription( $p : unitPrice ) VendorLine( qty == $p )", TEN, line)).isTrue();
    assertThat(fires("Subscription( $n : seats ) VendorLine( unitCost == $n )", TEN, line))
        .isTrue();
    assertThat(fires("Subscription( $n : seats ) VendorLine( limit == $n )", TEN, line)).isTrue();
    assertThat(
            fires(
                "Subscription( $n : seats ) VendorLine( limit == $n )",
                subscription("s", "c", 9),
                line))
        .isFalse();
  }

  @Test
  void paths_lead_through_facts() {
    Link link = new Link("uses", TEN);
    assertThat(fires("Link( subscription.clientId == \"c1\" )", link)).isTrue();
    assertThat(fires("$l : Link() Client( id == $l.subscription.clientId )", link, ACME)).isTrue();
    assertThat(fires("$s : Subscription() Link( subscription == $s )", link, TEN)).isTrue();
    assertThat(
            fires(
                "$s : Subscription() Link( subscription == $s )", link, subscription("s2", "c", 1)))
        .isFalse();
    assertThat(fires("$s : Subscription() Subscription( this == $s )", TEN)).isTrue();
  }

  @Test
  void not_holds_where_nothing_matches() {
    assertThat(fires("not Client()")).isTrue();
    assertThat(fires("not Client()", ACME)).isFalse();
    assertThat(fires("$s : Subscription() not Client( id == $s.clientId )", TEN)).isTrue();
    assertThat(fires("$s : Subscription() not Client( id == $s.clientId )", TEN, ACME)).isFalse();
    assertThat(fires("not( Client() and Subscription() )", TEN)).isTrue();
    assertThat(fires("not( $c : Client() and Subscription( clientId == $c.id ) )", TEN, ACME))
        .isFalse();
    assertThat(fires("not( $c : Client() and not Subscription( clientId == $c.id ) )", TEN, ACME))
        .isTrue();
    assertThat(fires("not( $c : Client() and not Subscription( clientId == $c.id ) )", ACME))
        .isFalse();
    assertThat(fires("not( Client() or Subscription() )", TEN)).isFalse();
  }

  @Test
  void exists_holds_once() {
    String rule = Toy.rule("exists Subscription()", "insertLogical( Finding.of( \"X\", \"y\" ) );");
    Outcome outcome = Toy.evaluate(rule, TEN, subscription("s2", "c1", 1));
    assertThat(outcome.firings()).isEqualTo(1);
    assertThat(fires("exists Client()", TEN)).isFalse();
    assertThat(fires("exists( $c : Client() and Subscription( clientId == $c.id ) )", TEN, ACME))
        .isTrue();
    assertThat(fires("exists( Client() or Subscription() )", TEN)).isTrue();
  }

  @Test
  void forall_holds_when_nothing_speaks_against_it() {
    InvoiceLine taxed = new InvoiceLine("c1", "s", 1, BigDecimal.ONE, true);
    InvoiceLine untaxed = new InvoiceLine("c1", "s", 2, BigDecimal.ONE, false);
    String pair = "forall( $i : InvoiceLine() InvoiceLine( this == $i, taxed == true ) )";
    assertThat(fires(pair)).as("this form asks for a first one").isFalse();
    assertThat(fires(pair, taxed)).isTrue();
    assertThat(fires(pair, taxed, untaxed)).isFalse();
    assertThat(fires("forall( InvoiceLine( taxed ) )")).isTrue();
    assertThat(fires("forall( InvoiceLine( taxed ) )", taxed)).isTrue();
    assertThat(fires("forall( InvoiceLine( taxed, qty == 1 ) )", taxed, untaxed)).isFalse();
    assertThat(fires("forall( $i : InvoiceLine() Client( id == $i.clientId ) )", taxed, ACME))
        .isTrue();
    assertThat(fires("forall( $i : InvoiceLine() Client( id == $i.clientId ) )", taxed)).isFalse();
  }

  @Test
  void or_between_patterns_fires_for_each_side() {
    String either = "( Client( id == \"c1\" ) or Subscription( seats > 100 ) )";
    assertThat(fires(either, ACME)).isTrue();
    assertThat(fires(either, TEN)).isFalse();
    assertThat(fires(either, subscription("s", "c", 101))).isTrue();
    assertThat(
            fires(
                "( $c : Client( $i : id ) or $c : Subscription( $i : clientId ) ) not InvoiceLine( clientId == $i )",
                TEN))
        .isTrue();
  }

  @Test
  void elements_of_a_list_are_matched_one_by_one() {
    assertThat(fires("$c : Client() String( this == \"vip\" ) from $c.tags", ACME)).isTrue();
    assertThat(fires("$c : Client() String( this == \"x\" ) from $c.tags", ACME)).isFalse();
    assertThat(fires("$c : Client() $t : String() from $c.tags Client( name != $t )", ACME))
        .isTrue();
  }

  @Test
  void accumulate_counts_sums_and_compares() {
    Subscription five = subscription("s2", "c1", 5);
    String sum =
        "accumulate( $s : Subscription( $n : seats ); $sum : sum( $n ), $count : count( $s ); ";
    assertThat(fires(sum + "$sum == 15, $count == 2 )", TEN, five)).isTrue();
    assertThat(fires(sum + "$sum > 15 )", TEN, five)).isFalse();
    assertThat(fires(sum + "$sum == 0, $count == 0 )")).isTrue();
    String spread =
        "accumulate( Subscription( $n : seats ); $min : min( $n ), $max : max( $n ), $avg : average( $n ); ";
    assertThat(fires(spread + "$min == 5, $max == 10, $avg == 7.5B )", TEN, five)).isTrue();
    assertThat(fires(spread + "$min != 5 )")).isFalse();
    assertThat(
            fires(
                "$c : Client() accumulate( Subscription( clientId == $c.id, $n : seats ); $sum : sum( $n ) ) InvoiceLine( qty < $sum )",
                TEN,
                five,
                ACME,
                new InvoiceLine("c1", "x", 14, BigDecimal.ONE, true)))
        .isTrue();
    assertThat(
            fires(
                "Number( intValue > 14 ) from accumulate( Subscription( $n : seats ), sum( $n ) )",
                TEN,
                five))
        .isTrue();
    assertThat(fires("$l : List( size > 1 ) from collect( Subscription( seats > 5 ) )", TEN, five))
        .isFalse();
    assertThat(fires("$l : List( size > 1 ) from collect( Subscription( seats > 4 ) )", TEN, five))
        .isTrue();
    assertThat(
            fires(
                "accumulate( Subscription( $k : sku ); $skus : collectSet( $k ); $skus contains \"M365-E3\", $skus.size() == 1 )",
                TEN,
                five))
        .isTrue();
    assertThat(
            fires(
                "accumulate( $c : Client() and Subscription( clientId == $c.id, $n : seats ); $sum : sum( $n * 2 ); $sum == 30 )",
                TEN,
                five,
                ACME))
        .isTrue();
    assertThat(
            fires(
                "accumulate( Subscription( $d : startDate ); $last : max( $d ); $last == \"2026-01-31\" )",
                TEN))
        .isTrue();
    assertThat(
            fires(
                "VendorLine( $q : qty ) accumulate( Subscription( $n : seats ); $sum : sum( $n * $q ); $sum == 30 )",
                TEN,
                five,
                new VendorLine("v", "c", "s", 2, BigDecimal.ONE, 1)))
        .isTrue();
  }
}
