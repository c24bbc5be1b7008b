package io.trueup.ruletests;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a month comes to.
 *
 * @param rows the discrepancies, MATCHED included
 * @param fates per usage record ({@code integration/account/record}) what became of it
 * @param links per account ({@code integration/account}) whose it is
 */
record OracleResult(
    List<OracleRow> rows, Map<String, Fate> fates, Map<String, OracleLinks.Link> links) {

  /** counted, excluded or unaccounted; the company where known; a reason, empty where not said. */
  record Fate(String fate, String company, String reason) {}

  /** Per currency, of what a person should look at: missed, billed too much, held, reclaimable. */
  record Totals(BigDecimal under, BigDecimal over, BigDecimal held, BigDecimal reclaimable) {

    Totals {
      under = plain(under);
      over = plain(over);
      held = plain(held);
      reclaimable = plain(reclaimable);
    }

    private static BigDecimal plain(BigDecimal amount) {
      return new BigDecimal(amount.stripTrailingZeros().toPlainString());
    }

    static final Totals NONE =
        new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Totals plus(Totals other) {
      return new Totals(
          under.add(other.under),
          over.add(other.over),
          held.add(other.held),
          reclaimable.add(other.reclaimable));
    }

    static Totals of(OracleRow row) {
      BigDecimal impact = amount(row, "monthly_impact");
      String kind = row.find("class");
      return new Totals(
          kind.equals("UNDERBILLING") ? impact : BigDecimal.ZERO,
          kind.equals("OVERBILLING") ? impact : BigDecimal.ZERO,
          amount(row, "held_amount"),
          amount(row, "reclaimable_amount"));
    }

    private static BigDecimal amount(OracleRow row, String column) {
      String text = row.find(column);
      return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
  }

  /** Totals per currency, over rows that have one. */
  Map<String, Totals> totals() {
    return totals(rows);
  }

  static Map<String, Totals> totals(List<OracleRow> rows) {
    Map<String, Totals> totals = new TreeMap<>();
    for (OracleRow row : rows) {
      if (!row.find("currency").isEmpty()) {
        totals.merge(row.find("currency"), Totals.of(row), Totals::plus);
      }
    }
    return totals;
  }
}
