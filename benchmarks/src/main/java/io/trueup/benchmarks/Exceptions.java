package io.trueup.benchmarks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the rules of {@link GeneratedRules} come to on a generated month, as data that a program
 * written for exactly these rules would keep. The other kinds leave out what is left out anyway.
 *
 * @param withoutMobiles clients and products, as {@code C7|P1}, that do not count mobile devices
 * @param tolerance units that may differ, by client and product
 * @param leftOut SKUs that are left out, as {@code vendor2|sku50-trial}
 */
record Exceptions(Set<String> withoutMobiles, Map<String, Integer> tolerance, Set<String> leftOut) {
  static final Exceptions NONE = new Exceptions(Set.of(), Map.of(), Set.of());

  static Exceptions of(int rules) {
    Set<String> withoutMobiles = new HashSet<>();
    Map<String, Integer> tolerance = new HashMap<>();
    Set<String> leftOut = new HashSet<>();
    for (int n = 0; n < rules; n++) {
      String key = GeneratedRules.company(n) + "|" + GeneratedRules.product(n);
      switch (GeneratedRules.kind(n)) {
        case 1 -> withoutMobiles.add(key);
        case 2 -> leftOut.add("vendor" + n % 6 + "|sku" + n + "-trial");
        case 5 -> tolerance.merge(key, GeneratedRules.tolerated(n), Math::max);
        default -> {}
      }
    }
    return new Exceptions(withoutMobiles, tolerance, leftOut);
  }
}
