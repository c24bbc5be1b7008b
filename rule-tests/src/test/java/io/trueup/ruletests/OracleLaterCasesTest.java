package io.trueup.ruletests;

import static io.trueup.ruletests.MonthBuilder.licences;
import static io.trueup.ruletests.OracleAssert.assertRow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The worked cases from S21, computed by hand, that the oracle must get right to the cent. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OracleLaterCasesTest {

  @Test
  void s21_a_contract_minimum_is_restored() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "MU", "19", "85.00")
            .mapping("M1", "MU", "records", "minimum_quantity", "25")
            .use(19, "user");
    assertRow(month, "class=UNDERBILLING reason=below_minimum delta=6 monthly_impact=510.00");
  }

  @Test
  void s23_a_bundle_adds_up_two_products() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "BUNDLE", "23", "60.00")
            .mapping("M1", "BUNDLE", "records", "usage_product_code", "BP;BS")
            .use(18, "licence", "product_code", "BP")
            .use(7, "licence", "product_code", "BS");
    assertRow(month, "class=UNDERBILLING delta=2 monthly_impact=120.00");
  }

  @Test
  void s25_one_serial_seen_twice_counts_once() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "WS", "48", "35.00")
            .mapping("M1", "WS", "distinct_devices")
            .use(45, "device", "device_id", "SN#")
            .use(2, "device", "device_id", "twice-1")
            .use(2, "device", "device_id", "Twice-2")
            .use(2, "device", "device_id", "TWICE-3");
    assertRow(month, "class=MATCHED reason=equal used_quantity=48 delta=0 monthly_impact=0");
  }

  @Test
  void s26_agents_not_seen_for_longer_than_the_limit() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "EDR", "80", "7.50")
            .mapping("M1", "EDR", "records", "inactive_after_days", "30")
            .use(74, "agent", "last_active_at", "2026-03-31T08:00:00Z")
            .use(6, "agent", "last_active_at", "2026-02-14T08:00:00Z");
    assertRow(month, "class=INACTIVE_SEATS inactive_quantity=6 reclaimable_amount=45.00");
  }

  @Test
  void s27_a_change_that_is_already_scheduled_is_a_follow_up() {
    MonthBuilder month =
        licences("2026-07-28", "BP", "20", "22.00")
            .line("L2", "BP", "5", "22.00", "effective_date", "2026-08-01")
            .use(25, "licence");
    assertRow(
        month,
        "class=FOLLOW_UP reason=scheduled_change delta=0 monthly_impact=0 one_off_amount=14.19");
  }

  @Test
  void s29_a_price_of_zero_is_a_missing_price() {
    MonthBuilder month =
        licences("2026-03-31", "P", "12", "0.00").product("P", "4.50").use(12, "licence");
    assertRow(
        month,
        "class=MISSING_PRICE delta=0 monthly_impact=0 held=true held_amount=54.00 estimated=true");
  }

  @Test
  void s29_the_same_at_no_charge_is_matched() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "P", "12", "0.00", "bill_customer", "no_charge")
            .mapping("M1", "P", "records")
            .use(12, "licence");
    assertRow(month, "class=MATCHED reason=not_billed_by_agreement monthly_impact=0");
  }

  @Test
  void s30_cost_and_catalogue_above_the_agreed_price() {
    MonthBuilder month =
        licences("2026-03-31", "BP", "50", "20.00")
            .product("BP", "22.00")
            .use(50, "licence", "unit_cost", "20.90");
    assertRow(month, "class=FOLLOW_UP reason=price_drift delta=0 monthly_impact=0");
  }

  @Test
  void s32_annual_and_monthly_terms_are_never_netted() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "BP-ANNUAL", "20", "12.50")
            .line("L2", "BP-MONTHLY", "5", "15.00")
            .mapping("M1", "BP-ANNUAL", "records", "attributes", "term=annual")
            .mapping("M2", "BP-MONTHLY", "records", "attributes", "term=monthly")
            .use(20, "licence", "term", "Annual")
            .use(8, "licence", "term", "Monthly");
    assertRow(month, "class=MATCHED product_code=BP-ANNUAL delta=0");
    assertRow(month, "class=UNDERBILLING product_code=BP-MONTHLY delta=3 monthly_impact=45.00");
  }

  @Test
  void s34_a_tenant_split_by_office_with_five_blanks() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "BP-N", "38", "22.00")
            .line("L2", "BP-S", "35", "22.00")
            .line("L3", "BP-W", "20", "22.00")
            .mapping("M1", "BP-N", "records", "attributes", "office=North")
            .mapping("M2", "BP-S", "records", "attributes", "office=South")
            .mapping("M3", "BP-W", "records", "attributes", "office=West")
            .use(40, "licence", "office", "North")
            .use(35, "licence", "office", "South")
            .use(20, "licence", "office", "West")
            .use(5, "licence");
    assertRow(month, "class=UNDERBILLING product_code=BP-N delta=2 monthly_impact=44.00");
    assertRow(month, "class=SETUP_ISSUE reason=unaccounted_usage held=true held_amount=110.00");
    assertRow(month, "class=MATCHED product_code=BP-S");
    assertRow(month, "class=MATCHED product_code=BP-W");
  }

  @Test
  void s35_what_the_base_fee_includes_is_neither_due_nor_billed() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "MU", "25", "12.00", "included_quantity", "5")
            .mapping("M1", "MU", "records")
            .use(27, "user");
    assertRow(month, "class=UNDERBILLING billed_quantity=20 delta=2 monthly_impact=24.00");
  }

  @Test
  void s37_an_adjustment_nets_within_its_position() {
    MonthBuilder month =
        licences("2026-03-31", "BP", "25", "22.00")
            .line("L2", "BP", "-2", "22.00")
            .use(23, "licence");
    assertRow(month, "class=MATCHED reason=equal billed_quantity=23 delta=0");
  }

  @Test
  void s38_a_small_amount_is_within_tolerance() {
    MonthBuilder month =
        MonthBuilder.asOf("2026-03-31")
            .line("L1", "GB", "1500", "0.0325")
            .mapping("M1", "GB", "quantity", "tolerance_amount", "5.00")
            .use(1, "backup", "quantity", "1537.4", "unit", "gb");
    assertRow(
        month, "class=MATCHED reason=within_tolerance delta=37.4 monthly_impact=1.22 held=false");
    assertEquals("{USD=Totals[under=0, over=0, held=0, reclaimable=0]}", totals(month));
  }

  @Test
  void s40_an_amount_stays_in_the_currency_of_its_agreement() {
    MonthBuilder month =
        MonthBuilder.empty("2026-03-31")
            .company("C1", "Client One")
            .agreement("A1", "currency", "CAD")
            .integration("I1", "microsoft365")
            .account("T1", "Client One")
            .line("L1", "BP", "10", "29.70")
            .mapping("M1", "BP", "records")
            .use(13, "licence", "unit_cost", "20.00");
    assertRow(month, "class=UNDERBILLING delta=3 currency=CAD monthly_impact=89.10");
    assertEquals("{CAD=Totals[under=89.1, over=0, held=0, reclaimable=0]}", totals(month));
  }

  private static String totals(MonthBuilder month) {
    return month.reconcile().totals().toString();
  }
}
