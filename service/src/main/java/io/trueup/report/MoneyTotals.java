package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Summary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A currency's totals, and what the page says beside them.
 *
 * @param currency ISO 4217
 * @param totals the summary's
 * @param heldUp of what is held, the amounts above 0
 * @param heldDown of what is held, the amounts below 0
 * @param oneOff amounts due once
 * @param rows discrepancies with money in this currency
 */
record MoneyTotals(
    String currency,
    Summary.Totals totals,
    BigDecimal heldUp,
    BigDecimal heldDown,
    BigDecimal oneOff,
    int rows) {

  /** All currencies, the one with most discrepancies first. */
  static List<MoneyTotals> of(Summary summary, Collection<DiscrepancyRow> rows) {
    List<MoneyTotals> all = new ArrayList<>();
    for (Map.Entry<String, Summary.Totals> each : summary.totals().entrySet()) {
      BigDecimal zero = each.getValue().held().subtract(each.getValue().held());
      BigDecimal up = zero;
      BigDecimal down = zero;
      BigDecimal once = zero;
      int count = 0;
      for (DiscrepancyRow row : rows) {
        if (!row.currency().equals(each.getKey()) || row.classification().equals("MATCHED")) {
          continue;
        }
        count++;
        BigDecimal held = row.held() ? Finding.known(row.heldAmount()) : BigDecimal.ZERO;
        up = up.add(held.max(BigDecimal.ZERO));
        down = down.add(held.min(BigDecimal.ZERO));
        once = once.add(Finding.known(row.oneOff()));
      }
      all.add(new MoneyTotals(each.getKey(), each.getValue(), up, down, once, count));
    }
    all.sort(
        Comparator.comparingInt(MoneyTotals::rows).reversed().thenComparing(MoneyTotals::currency));
    return all;
  }
}
