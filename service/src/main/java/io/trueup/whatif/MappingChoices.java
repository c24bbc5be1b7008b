package io.trueup.whatif;

import io.trueup.facts.Addition;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.Product;
import io.trueup.facts.UsageRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is to choose from in a month when a mapping is written; at most {@link #MOST} of each.
 *
 * @param integrations their category, by id
 * @param usage what the vendor's codes are called, by code
 * @param products what the PSA's products are called, by code
 * @param attributes columns that usage has beside its own
 */
public record MappingChoices(
    Map<String, String> integrations,
    Map<String, String> usage,
    Map<String, String> products,
    Set<String> attributes) {
  /** Most that are offered. */
  public static final int MOST = 500;

  /** Nothing, while there is no month. */
  public static final MappingChoices NONE =
      new MappingChoices(Map.of(), Map.of(), Map.of(), Set.of());

  static MappingChoices of(Month month) {
    Map<String, String> integrations = new LinkedHashMap<>();
    for (Integration integration : month.integrations()) {
      integrations.put(integration.integrationId(), integration.category());
    }
    Map<String, String> usage = new TreeMap<>();
    Set<String> attributes = new TreeSet<>();
    for (UsageRecord record : month.usage()) {
      offer(usage, record.productCode(), record.productName());
      if (attributes.size() < MOST) {
        attributes.addAll(record.attributes().keySet());
      }
    }
    Map<String, String> products = new TreeMap<>();
    for (Addition line : month.additions()) {
      offer(products, line.productCode(), line.description());
    }
    for (Product product : month.products()) {
      offer(products, product.productCode(), product.description());
    }
    return new MappingChoices(integrations, usage, products, attributes);
  }

  private static void offer(Map<String, String> choices, String code, String name) {
    if (!code.isEmpty() && choices.size() < MOST) {
      choices.putIfAbsent(code, name);
    }
  }
}
