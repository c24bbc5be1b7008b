package io.trueup.ruletests;

import static io.trueup.ruletests.MonthBuilder.licences;
import static io.trueup.ruletests.OracleAssert.assertRow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.ruletests.OracleResult.Fate;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The worked cases up to S20, computed by hand, that the oracle must get right to the cent. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OracleCasesTest {

  @Test
  void s01_four_more_seats_than_billed() {
    MonthBuilder month = licences("2026-03-31", "BP", "20", "22.00").use(24, "licence");
    assertRow(
        month,
        "class=UNDERBILLING reason=quantity product_code=BP delta=4 unit_price=22"
            + " monthly_impact=88.00 held=false");
    assertEquals("{USD=Totals[under=88, over=0, held=0, reclaimable=0]}", totals(month));
  }

  @Test
  void s02_three_leavers_are_still_billed() {
    MonthBuilder month = licences("2026-03-31", "BP", "20", "22.00").use(17, "licence");
    assertRow(month, "class=OVERBILLING reason=quantity delta=-3 monthly_impact=-66.00");
  }

  @Test
  void s03_committed_but_unassigned_licences_are_inactive_seats() {
    MonthBuilder month =
        licences("2026-03-31", "BP", "20", "22.00")
            .use(17, "licence", "state", "assigned")
            .use(3, "licence", "state", "unassigned", "commitment_end_date", "2026-11-30")
            .decision("bill_committed", "company_id", "C1", "product_code", "BP");
    assertRow(
        month,
        "class=INACTIVE_SEATS reason=unassigned delta=0 monthly_impact=0 inactive_quantity=3"
            + " reclaimable_amount=66.00");
  }

  @Test
  void s04_a_renewed_commitment_is_billed_in_full() {
    MonthBuilder month =
        licences("2026-03-31", "BP", "101", "22.00")
            .use(101, "licence", "state", "assigned")
            .use(99, "licence", "state", "unassigned", "commitment_end_date", "2027-01-31")
            .decision("bill_committed", "company_id", "C1", "product_code", "BP");
    assertRow(
        month, "class=UNDERBILLING reason=committed_quantity delta=99 monthly_impact=2178.00");
  }

  @Test
  void s05_usage_that_no_line_bills_is_priced_by_the_catalogue() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .mapping("M1", "DEF", "records", "category", "microsoft365")
            .product("DEF", "6.00")
            .use(33, "licence");
    assertRow(
        month,
        "class=UNDERBILLING reason=no_billing_line product_code=DEF billed_quantity=0"
            + " used_quantity=33 delta=33 monthly_impact=198.00 estimated=true currency=USD");
  }

  @Test
  void s07_a_stale_source_holds_its_figures() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .integration("RMM", "rmm", "last_success_at", "2026-03-22T20:00:00Z")
            .account("R1", "Client one devices")
            .link("C1")
            .line("L1", "WS", "680", "45.00")
            .mapping("M1", "WS", "records", "category", "rmm")
            .use(712, "device");
    assertRow(
        month,
        "class=SETUP_ISSUE reason=stale_integration delta=32 held=true monthly_impact=0"
            + " held_amount=1440.00");
    assertEquals("{USD=Totals[under=0, over=0, held=1440, reclaimable=0]}", totals(month));
  }

  @Test
  void s08_an_empty_list_is_a_collapse_and_not_a_cut() {
    MonthBuilder month =
        licences("2026-03-31", "EDR", "118", "7.50").use(0, "").usedBefore(118, "licence");
    assertRow(
        month,
        "class=SETUP_ISSUE reason=count_collapse delta=-118 held=true monthly_impact=0"
            + " held_amount=-885.00");
  }

  @Test
  void s09_an_unconfirmed_client_is_a_setup_issue_on_both_sides() {
    MonthBuilder month =
        MonthBuilder.empty("2026-03-31")
            .company("C1", "Acme Corporation")
            .agreement("A1")
            .line("L1", "EDR", "25", "5.50")
            .mapping("M1", "EDR", "records", "category", "endpoint_security")
            .integration("H1", "endpoint_security")
            .account("org", "Acme Corp")
            .use(25, "agent");
    assertRow(
        month,
        "class=SETUP_ISSUE reason=unconfirmed_match company_id=C1 delta=0 held=true held_amount=0");
    assertRow(
        month,
        "class=SETUP_ISSUE reason=unconfirmed_match account_id=org held=true held_amount=137.50");
    assertEquals("{USD=Totals[under=0, over=0, held=137.5, reclaimable=0]}", totals(month));
  }

  @Test
  void s14_two_blocked_people_are_inactive_seats() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "BP", "30", "22.00")
            .mapping("M1", "BP", "records", "inactive_after_days", "90")
            .use(28, "licence", "last_active_at", "2026-03-30T08:00:00Z")
            .use(2, "licence", "last_active_at", "2025-12-26T08:00:00Z");
    assertRow(
        month,
        "class=INACTIVE_SEATS reason=inactive delta=0 inactive_quantity=2 reclaimable_amount=44.00");
  }

  @Test
  void s15_never_signed_in_counts_from_the_day_it_was_created() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "BP", "10", "22.00")
            .mapping("M1", "BP", "records", "inactive_after_days", "90")
            .use(8, "licence", "last_active_at", "2026-03-30T08:00:00Z")
            .use(1, "licence", "created_at", "2026-03-26T08:00:00Z")
            .use(1, "licence", "created_at", "2025-12-01T08:00:00Z");
    assertRow(month, "class=INACTIVE_SEATS inactive_quantity=1 reclaimable_amount=22.00");
  }

  @Test
  void s16_a_trial_is_excluded_by_its_state() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .mapping("M1", "BP", "records", "category", "microsoft365")
            .use(25, "licence", "state", "trial");
    OracleResult result = month.reconcile();
    assertEquals("[]", result.rows().toString());
    assertEquals(
        Set.of(new Fate("excluded", "C1", "state_trial")), Set.copyOf(result.fates().values()));
  }

  @Test
  void s18_growth_inside_the_month_is_prorated_by_the_day() {
    MonthBuilder month =
        MonthBuilder.empty("2026-03-31")
            .company("C1", "Client One")
            .agreement("A1", "proration", "daily")
            .integration("I1", "microsoft365")
            .account("T1", "Client One")
            .line("L1", "BP", "10", "6.00")
            .mapping("M1", "BP", "records")
            .use(10, "licence", "created_at", "2025-06-01T08:00:00Z")
            .use(2, "licence", "created_at", "2026-03-16T08:00:00Z");
    assertRow(
        month, "class=UNDERBILLING delta=2 monthly_impact=12.00 one_off_amount=6.19 held=false");
  }

  @Test
  void s19_without_proration_there_is_no_one_off() {
    MonthBuilder month =
        licences("2026-03-31", "EDR", "40", "6.00")
            .use(40, "licence", "created_at", "2025-06-01T08:00:00Z")
            .use(6, "licence", "created_at", "2026-03-20T08:00:00Z");
    assertRow(month, "class=UNDERBILLING delta=6 monthly_impact=36.00 one_off_amount=");
  }

  private static String totals(MonthBuilder month) {
    return month.reconcile().totals().toString();
  }
}
