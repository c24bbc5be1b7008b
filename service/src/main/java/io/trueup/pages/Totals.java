package io.trueup.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a month comes to in one currency, a month and without tax.
 *
 * @param underbilled used and not billed
 * @param overbilled billed and not used; negative
 * @param held in doubt: in no other figure
 * @param reclaimable billed, used, but idle
 */
public record Totals(
    String currency,
    BigDecimal underbilled,
    BigDecimal overbilled,
    BigDecimal held,
    BigDecimal reclaimable) {
  /** From summary.json, the currency with the most money first. */
  static List<Totals> of(JsonNode totals) {
    List<Totals> all = new ArrayList<>();
    totals
        .fields()
        .forEachRemaining(
            each ->
                all.add(
                    new Totals(
                        each.getKey(),
                        amount(each.getValue(), "underbilled"),
                        amount(each.getValue(), "overbilled"),
                        amount(each.getValue(), "held"),
                        amount(each.getValue(), "reclaimable"))));
    all.sort(Comparator.comparing(Totals::size).reversed().thenComparing(Totals::currency));
    return all;
  }

  private BigDecimal size() {
    return underbilled.abs().add(overbilled.abs()).add(held.abs()).add(reclaimable.abs());
  }

  private static BigDecimal amount(JsonNode totals, String name) {
    return totals.path(name).decimalValue();
  }
}
