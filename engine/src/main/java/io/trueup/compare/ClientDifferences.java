package io.trueup.compare;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What differs at one client.
 *
 * @param companyId empty for what is nobody's
 * @param companyName its name
 * @param kinds how many differences of each kind; kinds that there are none of are left out
 * @param money all its discrepancies, matched lines left out
 */
public record ClientDifferences(
    String companyId, String companyName, Map<Kind, Integer> kinds, Movement money) {
  public ClientDifferences {
    kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
  }

  /** How many differences. */
  public int count() {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }
}
