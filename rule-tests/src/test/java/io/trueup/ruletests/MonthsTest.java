package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator itself: reproducible, readable back, and rich enough to be worth comparing on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MonthsTest {

  private static final int MONTHS = 200;

  @Test
  void one_seed_gives_one_month() {
    assertEquals(Months.full(7).toString(), Months.full(7).toString());
    assertEquals(Months.plain(7).toString(), Months.plain(7).toString());
  }

  @Test
  void what_is_written_is_read_back(@TempDir Path folder) {
    for (long seed = 1; seed <= 5; seed++) {
      TextMonth month = Months.full(seed);
      Path own = folder.resolve("month-" + seed);
      month.write(own);
      assertEquals(month.toString(), TextMonth.read(own, month.asOf()).toString(), "seed " + seed);
    }
  }

  @Test
  void plain_months_meet_every_class_fate_and_link_of_the_page() {
    Set<String> met = met(false);
    Set<String> missing = new TreeSet<>(Set.of(PAGE.split("\\s+")));
    missing.removeAll(met);
    assertEquals(Set.of(), missing);
  }

  @Test
  void full_months_meet_the_extensions_too() {
    Set<String> met = met(true);
    Set<String> missing = new TreeSet<>(Set.of((PAGE + EXTENSIONS).split("\\s+")));
    missing.removeAll(met);
    assertEquals(Set.of(), missing);
  }

  private static Set<String> met(boolean full) {
    Set<String> met = new TreeSet<>();
    for (long seed = 1; seed <= MONTHS; seed++) {
      OracleResult result = Oracle.reconcile(full ? Months.full(seed) : Months.plain(seed));
      result.rows().forEach(row -> met.add(row.get("class") + "/" + row.get("reason")));
      result.fates().values().forEach(fate -> met.add(fate.fate() + "/" + fate.reason()));
      result.links().values().forEach(link -> met.add(link.decision()));
    }
    return met;
  }

  private static final String PAGE =
      """
      FOLLOW_UP/line_without_usage
      INACTIVE_SEATS/inactive
      MATCHED/equal
      MATCHED/not_billed_by_agreement
      MATCHED/not_usage_based
      MATCHED/within_tolerance
      MISSING_PRICE/no_price
      MISSING_PRICE/no_billing_line
      MISSING_PRICE/service_outlives_billing
      OVERBILLING/quantity
      SETUP_ISSUE/count_collapse
      SETUP_ISSUE/failed_sync
      SETUP_ISSUE/inactive_company
      SETUP_ISSUE/partial_sync
      SETUP_ISSUE/stale_integration
      SETUP_ISSUE/unaccounted_usage
      SETUP_ISSUE/unconfirmed_match
      SETUP_ISSUE/unmapped_account
      SETUP_ISSUE/unmapped_product
      UNDERBILLING/below_minimum
      UNDERBILLING/no_billing_line
      UNDERBILLING/quantity
      UNDERBILLING/service_outlives_billing
      counted/
      counted/no_billing_line
      excluded/ignored_account
      excluded/state_active
      excluded/state_assigned
      excluded/state_deleted
      excluded/state_disabled
      excluded/state_suspended
      excluded/state_trial
      excluded/state_unassigned
      unaccounted/inactive_company
      unaccounted/unaccounted_usage
      unaccounted/unmapped_account
      auto
      confirmed
      ignored
      suggested
      unmatched
      """;

  private static final String EXTENSIONS =
      """
      FOLLOW_UP/invoice_short
      FOLLOW_UP/price_drift
      FOLLOW_UP/scheduled_change
      FOLLOW_UP/sources_disagree
      FOLLOW_UP/component_gap
      MATCHED/waived
      SETUP_ISSUE/ambiguous_split
      UNDERBILLING/committed_quantity
      excluded/billed_at_home_company
      unaccounted/ambiguous_split
      """;
}
