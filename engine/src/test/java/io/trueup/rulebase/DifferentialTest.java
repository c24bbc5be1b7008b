package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.Toy.Client;
import io.trueup.rulebase.Toy.Exclusion;
import io.trueup.rulebase.Toy.Finding;
import io.trueup.rulebase.Toy.InvoiceLine;
import io.trueup.rulebase.Toy.Link;
import io.trueup.rulebase.Toy.Status;
import io.trueup.rulebase.Toy.Subscription;
import io.trueup.rulebase.Toy.VendorLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.conf.ConstraintJittingThresholdOption;
import org.kie.internal.utils.KieHelper;

/**
 * The same rule texts mean the same to Drools' own builder, which interprets constraints with MVEL:
 * over random small months both conclude the same.
 */
class DifferentialTest {
  private static final int MONTHS = 60;
  private static final long SEED = 20261031;

  static Stream<String> texts() {
    return Stream.concat(CONDITIONS.stream().map(DifferentialTest::text), WHOLE_FILES.stream())
        .map(t -> t.replace("package p", "package " + Toy.PACKAGE));
  }

  /**
   * Conditions that bind $c, followed by a bar and the code where it is not $c that is concluded.
   */
  private static final List<String> CONDITIONS =
      List.of(
          "Subscription( $c : clientId )",
          "Subscription( $c : clientId, seats == 3 )",
          "Subscription( $c : clientId, seats != 3 )",
          "Subscription( $c : clientId, seats > 2, seats <= 4 )",
          "Subscription( $c : clientId, seats >= 1 && <= 3 )",
          "Subscription( $c : clientId, sku == \"A\" || == \"B\" )",
          "Subscription( $c : clientId, sku == \"A\" || vendor == \"google\" && seats > 2 )",
          "Subscription( $c : clientId, !(sku == \"A\" && seats > 2) )",
          "Subscription( $c : clientId, reviewed )",
          "Subscription( $c : clientId, !reviewed )",
          "Subscription( $c : clientId, reviewed == true, vendor == \"microsoft\" )",
          "Subscription( $c : clientId, vendor in ( \"google\", \"dropbox\" ) )",
          "Subscription( $c : clientId, vendor not in ( \"google\", \"dropbox\" ), seats in ( 1, 2 ) )",
          "Subscription( $c : clientId, sku matches \"[AB]\" )",
          "Subscription( $c : clientId, sku not matches \"A.*\" )",
          "Subscription( $c : clientId, vendor contains \"oo\" )",
          "Subscription( $c : clientId, vendor not contains \"oo\" )",
          "Subscription( $c : clientId, vendor str[startsWith] \"mi\" )",
          "Subscription( $c : clientId, vendor str[endsWith] \"le\", sku str[length] 1 )",
          "Subscription( $c : clientId, vendor.toUpperCase() == \"GOOGLE\" )",
          "Subscription( $c : clientId, vendor.startsWith( \"mi\" ) )",
          "Subscription( $c : clientId, vendor.length() > 6 )",
          "Subscription( $c : clientId, status == Status.TRIAL )",
          "Subscription( $c : clientId, status != Status.TRIAL )",
          "Subscription( $c : clientId, unitPrice > 10B )",
          "Subscription( $c : clientId, unitPrice == 10.0B )",
          "Subscription( $c : clientId, unitPrice != null, unitPrice < 10.5B )",
          "Subscription( $c : clientId, unitPrice == null )",
          "Subscription( $c : clientId, attributes[\"term\"] == \"annual\" )",
          "Subscription( $c : clientId, attributes[\"office\"] == null )",
          "Subscription( $c : clientId, startDate > \"2026-02-01\" )",
          "Client( $c : id, name == null )",
          "Client( $c : id, name != \"Acme\" )",
          "Client( $c : id, tags contains \"vip\" )",
          "Client( $c : id, tags not contains \"vip\", domestic )",
          "Client( $c : id, \"internal\" memberOf tags )",
          "Client( $c : id, tier == \"gold\" || country == \"PL\" )",
          "Client( $c : id ) Subscription( clientId == $c, seats > 2 )",
          "$k : Client( $c : id ) Subscription( clientId == $k.id, sku != $k.tier )",
          "VendorLine( $c : clientId, $k : sku, $q : qty ) InvoiceLine( clientId == $c, sku == $k, qty < $q )",
          "VendorLine( $c : clientId, $q : qty ) InvoiceLine( qty > $q + 1 )",
          "VendorLine( $c : clientId, $q : qty ) InvoiceLine( clientId == $c, qty * 2 == $q )",
          "VendorLine( $c : clientId, $q : unitCost ) InvoiceLine( clientId == $c, amount > $q )",
          "VendorLine( $c : clientId, $l : limit ) InvoiceLine( qty == $l )",
          "$s : Subscription( $c : clientId ) not InvoiceLine( clientId == $c, sku == $s.sku )",
          "Client( $c : id ) exists Subscription( clientId == $c, seats > 2 )",
          "Client( $c : id ) not( Subscription( clientId == $c ) and InvoiceLine( clientId == $c ) )",
          "Client( $c : id ) not( $s : Subscription( clientId == $c ) and not InvoiceLine( clientId == $c, sku == $s.sku ) )",
          "Client( $c : id ) exists( $s : Subscription( clientId == $c ) and InvoiceLine( clientId == $c, sku == $s.sku ) )",
          "Client( $c : id ) ( Subscription( clientId == $c, seats > 3 ) or InvoiceLine( clientId == $c, qty > 3 ) )",
          "( Subscription( $c : clientId, seats > 3 ) or InvoiceLine( $c : clientId, qty > 3 ) ) Client( id == $c )",
          "Client( $c : id ) not( Subscription( clientId == $c ) or InvoiceLine( clientId == $c ) )",
          "Client( $c : id ) forall( InvoiceLine( taxed ) )",
          "Client( $c : id ) forall( $i : InvoiceLine( clientId == $c ) InvoiceLine( this == $i, taxed == true ) )",
          "Client( $c : id ) forall( $i : InvoiceLine( clientId == $c ) Subscription( clientId == $c, sku == $i.sku ) )",
          "Client( $c : id ) forall( $i : InvoiceLine( clientId == $c ) Subscription( clientId == $c, sku == $i.sku ) VendorLine( sku == $i.sku ) )",
          "Link( $c : kind, subscription.seats > 2 )",
          "$s : Subscription( $c : clientId ) Link( subscription == $s )",
          "Link( $s : subscription ) Client( $c : id, id == $s.clientId )",
          "$k : Client( $c : id ) String( this == \"vip\" ) from $k.tags",
          "$k : Client() $c : String( this != \"vip\" ) from $k.tags",
          "Client( $c : id ) accumulate( Subscription( clientId == $c, $n : seats ); $sum : sum( $n ); $sum > 4 )",
          "Client( $c : id ) accumulate( $s : Subscription( clientId == $c ); $n : count( $s ); $n == 0 )",
          "Client( $c : id ) accumulate( $s : Subscription( clientId == $c, $n : seats ); $min : min( $n ), $max : max( $n ), $count : count( $s ); $count > 0, $max > 3, $min < 3 )",
          "Client( $c : id ) accumulate( Subscription( clientId == $c, $n : seats ) and InvoiceLine( clientId == $c, $q : qty ); $sum : sum( $n * $q ); $sum > 10 )",
          "Client( $c : id ) Number( intValue > 1 ) from accumulate( $s : Subscription( clientId == $c ), count( $s ) )",
          "Client( $c : id ) accumulate( Subscription( clientId == $c, unitPrice != null, $p : unitPrice ); $sum : sum( $p ); $sum > 20.5B )",
          "Client( $c : id ) accumulate( Subscription( clientId == $c, $n : seats ); $avg : average( $n ); $avg > 2 )",
          "Client( $c : id ) accumulate( Subscription( clientId == $c, $k : sku ); $set : collectSet( $k ); $set contains \"A\" )",
          "Client( $c : id ) $l : List( size > 1 ) from collect( Subscription( clientId == $c ) )",
          "Client( $c : id ) accumulate( Subscription( clientId == $c, $n : seats ); $sum : sum( $n ) ) InvoiceLine( clientId == $c, qty < $sum )");

  private static final List<String> WHOLE_FILES =
      List.of(
          """
          package p
          rule "Trials are left out"
              @id("TST-001") @owner("qa") @since("2026") @rationale("Test.")
          when
              $s : Subscription( status == Status.TRIAL )
          then
              insertLogical( Exclusion.because( $s, "trial" ) );
          end
          rule "Big ones are flagged unless they are left out"
              @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
          when
              $s : Subscription( $id : id, seats > 2 )
              not Exclusion( subscriptionId == $id )
          then
              insertLogical( Finding.big( $s ) );
          end
          rule "Free ones are left out"
              @id("TST-003") @owner("qa") @since("2026") @rationale("Test.")
          when
              $s : Subscription( unitPrice == null )
          then
              insertLogical( Exclusion.because( $s, "free" ) );
          end
          """,
          """
          package p
          rule "A flagged client is flagged again"
              @id("TST-001") @owner("qa") @since("2026") @rationale("Test.")
          when
              Finding( code == "BIG", $c : clientId )
          then
              insertLogical( Finding.of( "CLIENT", $c ) );
          end
          rule "Big ones are flagged by seats"
              @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
          when
              $s : Subscription( seats > 2 )
          then
              insertLogical( Finding.big( $s ) );
          end
          rule "Big ones are flagged by price as well"
              @id("TST-003") @owner("qa") @since("2026") @rationale("Test.")
          when
              $s : Subscription( $c : clientId, unitPrice > 10B )
          then
              insertLogical( Finding.big( $s ) );
              insertLogical( Finding.flag( "PRICE", $c, "dear" ) );
          end
          rule "Clients without a flag are fine"
              @id("TST-004") @owner("qa") @since("2026") @rationale("Test.")
          when
              Client( $c : id )
              not Finding( code == "CLIENT", clientId == $c )
          then
              insertLogical( Finding.of( "FINE", $c ) );
          end
          rule "Few clients are fine"
              @id("TST-005") @owner("qa") @since("2026") @rationale("Test.")
          when
              accumulate( $f : Finding( code == "FINE" ); $n : count( $f ); $n < 2 )
          then
              insertLogical( Finding.of( "FEW", "all" ) );
          end
          """);

  private static String text(String conditions) {
    return Toy.rule(conditions, "insertLogical( Finding.of( \"X\", $c ) );");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void both_builders_conclude_the_same(String text) {
    RuleBase ours = Toy.compile(text).get();
    KieBase classic = classic(text);
    Random random = new Random(SEED);
    int fired = 0;
    for (int month = 0; month < MONTHS; month++) {
      List<Object> facts = month(random);
      Outcome outcome = ours.evaluate(facts);
      assertThat(outcome.complete()).as(outcome.stoppedBecause()).isTrue();
      Set<Object> expected = classicConclusions(classic, facts);
      fired += expected.size();
      assertThat(new HashSet<>(Toy.concluded(outcome)))
          .as("seed %s, month %s: %s", SEED, month, facts)
          .isEqualTo(expected);
    }
    assertThat(fired).as("the rule must fire now and then to show anything").isPositive();
  }

  private static KieBase classic(String text) {
    StringBuilder imports = new StringBuilder("package " + Toy.PACKAGE + "\n");
    for (Class<?> type : Toy.TYPES) {
      imports.append("import ").append(type.getCanonicalName()).append(";\n");
    }
    imports.append("import ").append(Status.class.getCanonicalName()).append(";\n");
    imports.append("import java.util.List;\n");
    KieHelper helper = new KieHelper();
    helper.addContent(
        text.replace("package " + Toy.PACKAGE, imports)
            .replace("\"2026-02-01\"", "\"01-Feb-2026\""),
        ResourceType.DRL);
    // -1: its own just-in-time compiler fails on str[...] (NoSuchMethodError)
    return helper.build(ConstraintJittingThresholdOption.get(-1));
  }

  private static Set<Object> classicConclusions(KieBase base, List<Object> facts) {
    KieSession session = base.newKieSession();
    try {
      facts.forEach(session::insert);
      session.fireAllRules(10_000);
      return new HashSet<>(session.getObjects(o -> o instanceof Finding || o instanceof Exclusion));
    } finally {
      session.dispose();
    }
  }

  private static List<Object> month(Random random) {
    List<Object> facts = new ArrayList<>();
    List<Subscription> subscriptions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      facts.add(
          new Client(
              client(random),
              random.nextInt(3) == 0 ? null : one(random, "Acme", "Zażółć"),
              one(random, "gold", "A"),
              one(random, "PL", "DE"),
              random.nextBoolean() ? List.of("vip", "internal") : List.of("x")));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      Subscription subscription =
          new Subscription(
              "s" + random.nextInt(6),
              client(random),
              one(random, "A", "B", "C"),
              one(random, "microsoft", "google", "dropbox"),
              Status.values()[random.nextInt(3)],
              1 + random.nextInt(5),
              random.nextInt(3) == 0
                  ? null
                  : new BigDecimal(one(random, "10.0", "10.00", "10.5", "11")),
              LocalDate.of(2026, 1 + random.nextInt(3), 1),
              random.nextBoolean(),
              random.nextBoolean() ? Map.of("term", "annual") : Map.of("office", "North"));
      subscriptions.add(subscription);
      facts.add(subscription);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      facts.add(
          new VendorLine(
              one(random, "microsoft", "google"),
              client(random),
              one(random, "A", "B"),
              1 + random.nextInt(5),
              new BigDecimal(one(random, "1.00", "2.5", "3")),
              1 + random.nextInt(5)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      facts.add(
          new InvoiceLine(
              client(random),
              one(random, "A", "B"),
              1 + random.nextInt(5),
              new BigDecimal(one(random, "1.0", "2.50", "4")),
              random.nextInt(3) > 0));
    }
    if (!subscriptions.isEmpty()) {
      facts.add(
          new Link(
              one(random, "uses", "owns"),
              subscriptions.get(random.nextInt(subscriptions.size()))));
    }
    return facts;
  }

  private static String client(Random random) {
    return "c" + random.nextInt(3);
  }

  private static String one(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
