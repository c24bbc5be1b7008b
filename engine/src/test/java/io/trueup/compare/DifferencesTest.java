package io.trueup.compare;

import static io.trueup.compare.Sides.POLICY;
import static io.trueup.compare.Sides.bundle;
import static io.trueup.compare.Sides.line;
import static io.trueup.compare.Sides.rule;
import static io.trueup.compare.Sides.side;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DifferencesTest {
  private static final RuleBundle FROM = bundle(POLICY, "");
  private static final RuleBundle TO = bundle(POLICY.replace("1", "3"), "");

  private static Differences compare(DiscrepancyRow before, DiscrepancyRow after) {
    return Differences.between(side(FROM, before), side(TO, after));
  }

  private static Difference one(Differences differences) {
    assertThat(differences.all()).hasSize(1);
    return differences.all().get(0);
  }

  private static DiscrepancyRow underbilled(String company, int billed, int used) {
    return line(company, billed, used).as("UNDERBILLING", "quantity", "TST-002").row();
  }

  @Test
  void what_is_tolerated_now_vanishes_and_the_sentence_says_why() {
    Differences differences =
        compare(underbilled("C1", 1, 3), line("C1", 1, 3).as("MATCHED", "equal", "TST-001").row());
    Difference vanished = one(differences);
    assertThat(vanished.kind()).isEqualTo(Kind.VANISHED);
    assertThat(vanished.sentence())
        .isEqualTo(
            "agreed_units in policy.yml went from 1 to 3, so 2 unbilled units of M365 of Client C1"
                + " (USD 20.00 a month) are no longer reported.");
    assertThat(vanished.causeKeys()).containsExactly("policy:agreed_units");
    assertThat(differences.changes().get(0).readBy()).containsExactly("TST-001");
    assertThat(vanished.stake()).isEqualByComparingTo("20");
    Movement totals = differences.totals();
    assertThat(totals.rowsBefore()).isEqualTo(1);
    assertThat(totals.rowsAfter()).isZero();
    assertThat(totals.change("USD").underbilled()).isEqualByComparingTo("-20.00");
  }

  @Test
  void what_nobody_reported_appears() {
    Difference appeared =
        one(compare(line("C1", 3, 1).row(), line("C1", 3, 1).as("OVERBILLING", "quantity").row()));
    assertThat(appeared.kind()).isEqualTo(Kind.APPEARED);
    assertThat(appeared.sentence())
        .endsWith(
            ", so 2 overbilled units of M365 of Client C1 (USD 20.00 a month) are now reported.");
  }

  @Test
  void another_class_or_reason_is_told_with_the_money_on_both_sides() {
    Difference held =
        one(
            compare(
                underbilled("C1", 1, 2),
                line("C1", 1, 2).as("SETUP_ISSUE", "stale_integration").held()));
    assertThat(held.kind()).isEqualTo(Kind.RECLASSIFIED);
    assertThat(held.effect())
        .isEqualTo(
            "M365 of Client C1 is now a setup issue (stale integration, USD 10.00 held) in place of"
                + " underbilling (quantity, USD 10.00 a month)");
  }

  @Test
  void held_money_is_beside_the_totals_and_never_inside() {
    Differences differences =
        compare(
            underbilled("C1", 1, 2),
            line("C1", 1, 2).as("SETUP_ISSUE", "stale_integration").held());
    MoneySums change = differences.totals().change("USD");
    assertThat(change.underbilled()).isEqualByComparingTo("-10.00");
    assertThat(change.held()).isEqualByComparingTo("10.00");
    assertThat(differences.classes().keySet()).containsExactly("UNDERBILLING", "SETUP_ISSUE");
  }

  @Test
  void other_quantities_are_a_change() {
    Difference changed = one(compare(underbilled("C1", 1, 3), underbilled("C1", 1, 4)));
    assertThat(changed.kind()).isEqualTo(Kind.CHANGED);
    assertThat(changed.effect())
        .isEqualTo(
            "underbilling for M365 of Client C1 goes from 2 units (USD 20.00 a month) to 3 units (USD"
                + " 30.00 a month)");
  }

  @Test
  void the_same_item_at_another_line_or_client_moved_matched_or_not() {
    Difference line =
        one(
            compare(
                underbilled("C1", 1, 2),
                line("C1", 1, 2).at("AD-9").as("UNDERBILLING", "quantity").row()));
    assertThat(line.kind()).isEqualTo(Kind.MOVED);
    assertThat(line.effect()).endsWith(" (USD 10.00 a month) moves to line AD-9");
    Difference client = one(compare(line("C1", 2, 2).row(), line("C2", 2, 2).row()));
    assertThat(client.kind()).isEqualTo(Kind.MOVED);
    assertThat(client.effect()).isEqualTo("matched M365 of Client C1 moves to Client C2");
    assertThat(client.companyIds()).containsExactly("C1", "C2");
  }

  @Test
  void items_that_cannot_be_told_apart_do_not_move() {
    Differences differences =
        Differences.between(
            side(FROM, underbilled("C1", 1, 2), underbilled("C2", 1, 2)),
            side(TO, underbilled("C3", 1, 2)));
    assertThat(differences.kinds())
        .containsEntry(Kind.VANISHED, 2)
        .containsEntry(Kind.APPEARED, 1)
        .containsEntry(Kind.MOVED, 0);
  }

  @Test
  void matched_lines_are_no_discrepancies_and_told_apart() {
    Differences differences =
        compare(line("C1", 2, 2).row(), line("C1", 2, 3).as("MATCHED", "within_tolerance").row());
    assertThat(one(differences).kind()).isEqualTo(Kind.REMATCHED);
    assertThat(one(differences).effect())
        .isEqualTo("M365 of Client C1 stays matched, now within tolerance in place of equal");
    assertThat(differences.totals().rowsBefore()).isZero();
    assertThat(compare(line("C1", 2, 2).row(), line("C1", 2, 2).row()).all()).isEmpty();
    assertThat(Differences.between(side(FROM, line("C1", 2, 2).row()), side(TO)).all()).isEmpty();
  }

  @Test
  void currencies_are_never_added_up() {
    DiscrepancyRow cad = withCurrency(underbilled("C2", 1, 2), "CAD");
    Differences differences =
        Differences.between(side(FROM, underbilled("C1", 1, 3), cad), side(TO));
    assertThat(differences.totals().currencies()).containsExactly("CAD", "USD");
    assertThat(differences.totals().change("CAD").underbilled()).isEqualByComparingTo("-10");
    assertThat(differences.totals().change("USD").underbilled()).isEqualByComparingTo("-20");
    assertThat(differences.clients())
        .extracting(ClientDifferences::companyId)
        .containsExactly("C1", "C2");
  }

  private static DiscrepancyRow withCurrency(DiscrepancyRow row, String currency) {
    return new DiscrepancyRow(
        row.discrepancyId(),
        row.companyId(),
        row.companyName(),
        row.agreementId(),
        row.additionId(),
        row.productCode(),
        row.integrationId(),
        row.accountId(),
        row.classification(),
        row.reason(),
        row.billed(),
        row.used(),
        row.delta(),
        row.unitPrice(),
        currency,
        row.monthlyImpact(),
        row.held(),
        row.heldAmount(),
        row.oneOff(),
        row.estimated(),
        row.inactive(),
        row.reclaimable(),
        row.nextAction(),
        row.acts(),
        row.ruleIds(),
        row.explanation(),
        row.evidence());
  }

  @Test
  void of_several_changes_the_one_on_the_row_made_the_difference() {
    RuleBundle from = bundle(POLICY, rule("TST-002", "$position : Position( absoluteDelta > 1 )"));
    RuleBundle to =
        bundle(
            POLICY.replace("1", "3"),
            rule("TST-002", "$position : Position( absoluteDelta > 2 )")
                + rule("TST-003", "$position : Position( absoluteDelta > 4 )"));
    Differences differences =
        Differences.between(
            side(from, underbilled("C1", 1, 3)),
            side(to, line("C1", 1, 3).as("SETUP_ISSUE", "rules_disagree", "TST-003").held()));
    assertThat(differences.changes())
        .extracting(RuleChange::key)
        .containsExactly("TST-002", "TST-003", "policy:agreed_units");
    assertThat(one(differences).causeKeys()).containsExactly("TST-002", "TST-003");
    assertThat(one(differences).certain()).isTrue();
    assertThat(differences.groups()).hasSize(1);
    Difference elsewhere =
        one(
            Differences.between(
                side(from, line("C1", 1, 1).as("OVERBILLING", "quantity", "TST-009").row()),
                side(to)));
    assertThat(elsewhere.certain()).isFalse();
    assertThat(elsewhere.sentence())
        .startsWith(
            "One or more of TST-002, TST-003, agreed_units in policy.yml are not what they were, so ");
  }

  @Test
  void without_a_change_of_the_rules_the_program_made_it() {
    Difference difference =
        one(Differences.between(side(FROM, underbilled("C1", 1, 2)), side(FROM)));
    assertThat(difference.causes()).isEmpty();
    assertThat(difference.sentence())
        .startsWith("The rules are the same and Trueup itself has changed, so ");
  }

  @Test
  void a_program_that_has_changed_is_suspected_beside_the_rules() {
    Side before = side(FROM, underbilled("C1", 1, 2));
    Difference program = one(Differences.between(before, side(FROM), false));
    assertThat(program.causeKeys()).containsExactly("program");
    assertThat(program.sentence()).startsWith("Trueup itself has changed, so ");
    Difference either = one(Differences.between(before, side(TO), false));
    assertThat(either.certain()).isFalse();
    assertThat(either.sentence())
        .startsWith(
            "One or more of agreed_units in policy.yml, Trueup itself are not what they were, so ");
    DiscrepancyRow matched = line("C1", 1, 2).as("MATCHED", "equal", "TST-001").row();
    assertThat(one(Differences.between(before, side(TO, matched), false)).causeKeys())
        .containsExactly("policy:agreed_units");
  }

  @Test
  void a_changed_link_of_an_account_is_behind_what_its_records_do() {
    String other = rule("TST-002", "$position : Position( absoluteDelta > 1 )");
    RuleBundle from = bundle(POLICY, other);
    RuleBundle to = bundle(POLICY.replace("1", "3"), other.replace("> 1", "> 2"));
    Side before = withUsage(side(from, line("C1", 1, 1).row()), "C1", "AD-C1", "TST-001");
    Side after =
        withUsage(
            side(to, line("C1", 1, 0).as("OVERBILLING", "quantity", "TST-009").row()),
            "C2",
            "AD-C2",
            "TST-001");
    Differences differences = Differences.between(before, after);
    assertThat(differences.accountsChanged()).isEqualTo(1);
    assertThat(differences.recordsChanged()).isEqualTo(1);
    assertThat(one(differences).causeKeys()).containsExactly("policy:agreed_units");
  }

  private static Side withUsage(Side side, String company, String line, String rule) {
    return new Side(
        side.rules(),
        side.rows(),
        List.of(new UsageFate("m365/T1", company, "counted", List.of(line), "", List.of())),
        Map.of("m365/T1", new AccountStand(company, "auto", List.of(), List.of(rule))),
        Map.of(),
        List.of());
  }

  @Test
  void figures_of_another_scale_are_the_same() {
    DiscrepancyRow row = underbilled("C1", 1, 2);
    DiscrepancyRow stored =
        new DiscrepancyRow(
            row.discrepancyId(),
            row.companyId(),
            row.companyName(),
            row.agreementId(),
            row.additionId(),
            row.productCode(),
            row.integrationId(),
            row.accountId(),
            row.classification(),
            row.reason(),
            new BigDecimal("1.000"),
            row.used(),
            row.delta(),
            row.unitPrice(),
            row.currency(),
            new BigDecimal("10"),
            row.held(),
            row.heldAmount(),
            row.oneOff(),
            row.estimated(),
            row.inactive(),
            row.reclaimable(),
            row.nextAction(),
            row.acts(),
            row.ruleIds(),
            row.explanation(),
            row.evidence());
    assertThat(compare(row, stored).all()).isEmpty();
  }
}
