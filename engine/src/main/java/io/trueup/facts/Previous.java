package io.trueup.facts;

import java.util.List;
import java.util.Map;

/**
 * What the previous run saw, as far as this month needs it.
 *
 * @param recordsByIntegration usage records per integration then
 * @param integrations the integrations as they were then, by id
 * @param usage usage records then, kept only for mappings that bill the month's highest count
 */
public record Previous(
    Map<String, Integer> recordsByIntegration,
    Map<String, Integration> integrations,
    List<UsageRecord> usage) {
  public Previous {
    usage = Texts.list(usage);
  }

  /** Nothing known of an earlier run. */
  public static final Previous NONE = new Previous(Map.of(), Map.of(), List.of());
}
