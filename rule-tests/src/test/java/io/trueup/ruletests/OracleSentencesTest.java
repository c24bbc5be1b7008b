package io.trueup.ruletests;

import static io.trueup.ruletests.MonthBuilder.licences;
import static io.trueup.ruletests.OracleAssert.assertRow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.ruletests.OracleResult.Fate;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Single sentences of the semantics, each with a month of its own and hand-computed figures. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OracleSentencesTest {

  private static final String D = "2026-03-31";

  @Test
  void growth_goes_to_the_newest_billable_price_and_never_to_an_average() {
    MonthBuilder month =
        licences(D, "BP", "10", "20.00")
            .line("L2", "BP", "5", "22.50", "effective_date", "2026-02-01")
            .line("L3", "BP", "1", "99", "effective_date", D, "bill_customer", "no_charge")
            .use(18, "licence");
    assertRow(month, "class=UNDERBILLING billed_quantity=16 delta=2 monthly_impact=45.00");
  }

  @Test
  void a_cut_comes_off_the_newest_line_first_and_a_free_line_gives_nothing() {
    MonthBuilder month =
        licences(D, "BP", "10", "20.00")
            .line("L2", "BP", "5", "22.50", "effective_date", "2026-02-01")
            .line("L3", "BP", "1", "99", "effective_date", D, "bill_customer", "no_charge")
            .use(8, "licence");
    // 1 at 0, 5 at 22.50, 2 at 20.00.
    assertRow(month, "class=OVERBILLING delta=-8 monthly_impact=-152.50");
  }

  @Test
  void a_year_is_divided_by_twelve_and_rounded_once() {
    MonthBuilder month =
        MonthBuilder.empty(D)
            .company("C1", "Client One")
            .agreement("A1", "billing_cycle", "annual")
            .line("L1", "BP", "1", "100.00")
            .mapping("M1", "BP", "records")
            .integration("I1", "microsoft365")
            .account("T1", "client one")
            .use(8, "licence");
    // 7 x 100 / 12 = 58.333..; seven times 8.33 would be 58.31.
    assertRow(month, "class=UNDERBILLING delta=7 monthly_impact=58.33");
  }

  @Test
  void yen_have_no_decimals() {
    MonthBuilder month =
        MonthBuilder.empty(D)
            .company("C1", "Client One")
            .agreement("A1", "currency", "JPY")
            .line("L1", "BP", "2", "0.5")
            .mapping("M1", "BP", "records")
            .integration("I1", "microsoft365")
            .account("T1", "CLIENT, ONE")
            .use(3, "licence");
    assertRow(month, "class=UNDERBILLING delta=1 currency=JPY monthly_impact=1");
  }

  @Test
  void a_hundred_gigabytes_are_a_billing_unit_and_a_begun_one_counts() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "GB", "2", "9.00")
            .mapping("M1", "GB", "quantity", "units_per_billing_unit", "100")
            .use(1, "backup", "quantity", "200.5");
    assertRow(month, "class=UNDERBILLING used_quantity=3 delta=1 monthly_impact=9.00");
  }

  @Test
  void without_a_division_nothing_is_rounded() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "GB", "2", "9.00")
            .mapping("M1", "GB", "quantity", "rounding", "up")
            .use(1, "backup", "quantity", "2.5");
    assertRow(month, "class=UNDERBILLING used_quantity=2.5 delta=0.5 monthly_impact=4.50");
  }

  @Test
  void records_without_the_id_that_is_counted_count_each() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "MU", "3", "9.00")
            .mapping("M1", "MU", "distinct_users")
            .use(2, "user", "user_id", "ann@one.example")
            .use(1, "user", "user_id", "ANN@one.example")
            .use(2, "user");
    assertRow(month, "class=MATCHED reason=equal used_quantity=3");
  }

  @Test
  void a_person_is_inactive_only_when_every_record_of_theirs_is() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "MU", "2", "9.00")
            .mapping("M1", "MU", "distinct_users", "inactive_after_days", "30")
            .use(2, "user", "user_id", "idle@one.example", "last_active_at", "2026-01-01T00:00:00Z")
            .use(1, "user", "user_id", "ann@one.example", "last_active_at", "2026-01-01T00:00:00Z")
            .use(1, "user", "user_id", "ann@one.example", "last_active_at", "2026-03-20T00:00:00Z");
    assertRow(month, "class=INACTIVE_SEATS inactive_quantity=1 reclaimable_amount=9.00");
  }

  @Test
  void a_child_without_a_line_is_billed_on_its_parents() {
    MonthBuilder month =
        licences(D, "BP", "5", "22.00")
            .use(4, "licence")
            .company("C2", "Client Two", "parent_company_id", "C1")
            .account("T2", "Tenant of client two")
            .link("C2")
            .use(3, "licence");
    assertRow(month, "class=UNDERBILLING company_id=C1 used_quantity=7 delta=2");
    assertEquals(1, month.reconcile().rows().size());
  }

  @Test
  void a_child_with_a_line_of_its_own_pays_itself() {
    MonthBuilder month =
        licences(D, "BP", "4", "22.00")
            .use(4, "licence")
            .company("C2", "Client Two", "parent_company_id", "C1")
            .agreement("A2")
            .line("L2", "BP", "2", "20.00")
            .account("T2", "Tenant of client two")
            .link("C2")
            .use(3, "licence");
    assertRow(month, "class=MATCHED company_id=C1 delta=0");
    assertRow(month, "class=UNDERBILLING company_id=C2 delta=1 monthly_impact=20.00");
  }

  @Test
  void the_mapping_of_the_company_beats_the_one_for_all() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "BP", "1", "22.00")
            .mapping("A", "BP", "records", "integration_id", "I1", "kind", "licence")
            .mapping("Z", "BP", "quantity", "company_id", "C1", "category", "microsoft365")
            .use(1, "licence", "quantity", "7");
    assertRow(month, "class=UNDERBILLING used_quantity=7");
  }

  @Test
  void of_equal_mappings_the_one_with_more_filters_and_then_the_smaller_id_counts() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "BP", "7", "22.00")
            .mapping("M1", "BP", "records", "category", "microsoft365")
            .mapping("M20", "BP", "records", "category", "microsoft365", "kind", "l*")
            .mapping("M10", "BP", "quantity", "category", "microsoft365", "kind", "licence")
            .use(1, "licence", "quantity", "7");
    assertRow(month, "class=MATCHED reason=equal used_quantity=7");
  }

  @Test
  void the_service_that_outlives_its_line_is_priced_by_it() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "BP", "5", "22.00", "cancelled_date", D)
            .mapping("M1", "BP", "records")
            .product("BP", "30.00")
            .use(2, "licence");
    assertRow(
        month,
        "class=UNDERBILLING reason=service_outlives_billing delta=2 monthly_impact=44.00"
            + " estimated=false");
  }

  @Test
  void two_wrong_lines_whose_totals_agree_are_two_discrepancies() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "WS", "10", "30.00")
            .line("L2", "SRV", "4", "90.00")
            .mapping("M1", "WS", "records", "device_class", "workstation")
            .mapping("M2", "SRV", "records", "device_class", "server")
            .use(8, "device", "device_class", "workstation")
            .use(6, "device", "device_class", "server");
    assertRow(month, "class=OVERBILLING product_code=WS delta=-2 monthly_impact=-60.00");
    assertRow(month, "class=UNDERBILLING product_code=SRV delta=2 monthly_impact=180.00");
  }

  @Test
  void a_line_without_any_usage_is_followed_up_and_its_money_held() {
    assertRow(
        licences(D, "BP", "3", "22.00"),
        "class=FOLLOW_UP reason=line_without_usage delta=-3 held=true held_amount=-66.00"
            + " monthly_impact=0");
  }

  @Test
  void an_agreement_counts_to_its_last_day_and_a_line_to_the_day_before_its_cancellation() {
    MonthBuilder month =
        MonthBuilder.empty(D)
            .company("C1", "Client One")
            .agreement("A1", "end_date", D)
            .line("L1", "BP", "3", "22.00", "cancelled_date", "2026-04-01")
            .line("L2", "BP", "2", "22.00", "cancelled_date", D)
            .mapping("M1", "BP", "none");
    assertRow(month, "class=MATCHED reason=not_usage_based billed_quantity=3");
  }

  @Test
  void what_the_highest_count_of_the_month_was_stays_due() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "WS", "9", "30.00")
            .mapping("M1", "WS", "records", "basis", "high_water")
            .use(9, "device")
            .usedBefore(11, "device")
            .row(
                "previous/integrations.csv",
                new String[0],
                "integration_id",
                "I1",
                "last_success_at",
                "2026-03-15T06:00:00Z");
    assertRow(month, "class=UNDERBILLING used_quantity=11 delta=2 monthly_impact=60.00");
  }

  @Test
  void an_invoice_in_advance_that_is_short_is_caught_up_once() {
    MonthBuilder month =
        MonthBuilder.empty(D)
            .company("C1", "Client One")
            .agreement("A1", "billing_timing", "advance")
            .line("L1", "BP", "12", "10.00")
            .invoiced("2026-03-01", "BP", "9")
            .mapping("M1", "BP", "records")
            .integration("I1", "microsoft365")
            .account("T1", "Tenant", "external_ref", "C1")
            .use(12, "licence");
    assertRow(
        month,
        "class=FOLLOW_UP reason=invoice_short delta=0 monthly_impact=0 one_off_amount=30.00");
  }

  @Test
  void a_person_of_two_companies_is_billed_at_home_only() {
    MonthBuilder month =
        MonthBuilder.asOf(D)
            .line("L1", "MU", "1", "95.00")
            .mapping("M1", "MU", "distinct_users")
            .use(1, "user", "user_id", "owner@one.example")
            .company("C2", "Client Two")
            .agreement("A2")
            .line("L2", "MU", "1", "90.00")
            .account("T2", "Tenant two")
            .link("C2")
            .use(1, "user", "user_id", "Owner@one.example")
            .use(1, "user", "user_id", "clerk@two.example")
            .decision("home_company", "company_id", "C1", "value", "owner@one.example");
    assertRow(month, "class=MATCHED company_id=C1 used_quantity=1 delta=0");
    assertRow(month, "class=MATCHED company_id=C2 used_quantity=1 delta=0");
    assertEquals(
        new Fate("excluded", "C2", "billed_at_home_company"),
        month.reconcile().fates().getOrDefault("I1/T2/R2", new Fate("", "", "")));
  }

  @Test
  void the_order_of_fates() {
    Map<String, Fate> fates =
        MonthBuilder.asOf(D)
            .line("L1", "BP", "1", "22.00")
            .mapping("M1", "BP", "records", "usage_product_code", "bp*")
            .mapping("M2", "BS", "records", "usage_product_code", "BS")
            .use(1, "licence", "product_code", "BP-1")
            .use(1, "licence", "product_code", "bs")
            .use(1, "licence", "product_code", "BS", "state", "suspended")
            .use(1, "licence", "product_code", "XX")
            .account("T2", "Nobody's")
            .use(1, "licence", "product_code", "BP")
            .account("T3", "Our own")
            .link("")
            .use(1, "licence", "product_code", "BP")
            .company("C2", "Former client", "status", "inactive")
            .account("T4", "former client")
            .use(1, "licence", "product_code", "BP")
            .reconcile()
            .fates();
    assertEquals(
        Map.of(
            "I1/T1/R1", new Fate("counted", "C1", ""),
            "I1/T1/R2", new Fate("counted", "C1", "no_billing_line"),
            "I1/T1/R3", new Fate("excluded", "C1", "state_suspended"),
            "I1/T1/R4", new Fate("unaccounted", "C1", "unaccounted_usage"),
            "I1/T2/R5", new Fate("unaccounted", "", "unmapped_account"),
            "I1/T3/R6", new Fate("excluded", "", "ignored_account"),
            "I1/T4/R7", new Fate("unaccounted", "C2", "inactive_company")),
        fates);
  }

  @Test
  void exact_evidence_links_and_what_is_less_only_suggests() {
    Map<String, OracleLinks.Link> links =
        MonthBuilder.empty(D)
            .company("C1", "Café Müller, Inc.", "domains", "mueller.example")
            .company("C2", "Acme Corporation")
            .company("C3", "Twin")
            .company("C4", "TWIN")
            .integration("I1", "rmm")
            .account("by-name", "CAFE MULLER INC")
            .account("by-domain", "Something", "domains", "www.MUELLER.example")
            .account("by-reference", "Other", "external_ref", "C2")
            .account("by-form", "Acme Corp")
            .account("by-twins", "twin")
            .account("by-nothing", "Zeta")
            .reconcile()
            .links();
    assertEquals(
        "{I1/by-domain=suggested[C1], I1/by-form=suggested[C2], I1/by-name=auto[C1],"
            + " I1/by-nothing=unmatched[], I1/by-reference=auto[C2],"
            + " I1/by-twins=suggested[C3]}",
        links.toString());
  }
}
