package io.trueup.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of all companies in the order of their letters, spaces aside. */
final class NamesInOrder {
  /** Whether there are none or many more is all that matters. */
  private static final int ENOUGH = 9;

  private final String[] keys;
  private final List<List<CompanyProfile>> named;

  NamesInOrder(Collection<CompanyProfile> companies) {
    Map<String, List<CompanyProfile>> sorted = new TreeMap<>();
    for (CompanyProfile company : companies) {
      String key = company.name().key();
      if (!key.isEmpty()) {
        sorted.computeIfAbsent(key, k -> new ArrayList<>(1)).add(company);
      }
    }
    keys = sorted.keySet().toArray(String[]::new);
    named = List.copyOf(sorted.values());
  }

  /**
   * Companies whose name begins so and goes on, counted up to about nine; those that are not active
   * count for one that is not active itself.
   *
   * @param besides the company that is not counted
   */
  int beginningWith(String key, CompanyProfile besides) {
    int count = 0;
    if (key.length() >= 2) {
      int found = Arrays.binarySearch(keys, key);
      for (int at = found < 0 ? -found - 1 : found + 1;
          at < keys.length && count < ENOUGH && keys[at].startsWith(key);
          at++) {
        for (CompanyProfile company : named.get(at)) {
          boolean counts = company.company().active() || !besides.company().active();
          count += counts && company != besides ? 1 : 0;
        }
      }
    }
    return count;
  }
}
