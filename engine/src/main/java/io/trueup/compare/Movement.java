package io.trueup.compare;

import io.trueup.stage.DiscrepancyRow;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some conclusions before and after.
 *
 * @param rowsBefore how many there were
 * @param rowsAfter how many there are
 * @param before their money by currency
 * @param after their money by currency
 */
public record Movement(
    int rowsBefore, int rowsAfter, Map<String, MoneySums> before, Map<String, MoneySums> after) {
  static Movement of(Collection<DiscrepancyRow> before, Collection<DiscrepancyRow> after) {
    return new Movement(before.size(), after.size(), MoneySums.of(before), MoneySums.of(after));
  }

  /** Currencies on either side, sorted. */
  public Set<String> currencies() {
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    return all;
  }

  /** A currency's amounts before; 0 where there were none. */
  public MoneySums before(String currency) {
    return before.getOrDefault(currency, MoneySums.zero(currency));
  }

  /** A currency's amounts after; 0 where there are none. */
  public MoneySums after(String currency) {
    return after.getOrDefault(currency, MoneySums.zero(currency));
  }

  /** After less before. */
  public MoneySums change(String currency) {
    return after(currency).minus(before(currency));
  }
}
