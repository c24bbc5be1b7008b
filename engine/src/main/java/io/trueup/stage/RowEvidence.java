package io.trueup.stage;

import io.trueup.rulebase.Firing;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the numbers of a discrepancy came from.
 *
 * @param rules the rules that decided, with their sentences
 * @param mappingId the service mapping that counted, empty when none did
 * @param additionIds the billing lines behind the billed quantity, newest first
 * @param groups the usage behind the used quantity, with the way to its records
 * @param integrationIds the integrations that were read, each with its last sync
 * @param accountKeys the accounts the usage came from
 * @param parts used units by company, where a parent pays for others
 * @param duplicates records beyond the first of a person or device
 * @param decisionIds people's decisions that it rests on, sorted
 * @param matched every firing that led to its class, with the facts that matched, by rule
 */
public record RowEvidence(
    List<RuleInfo> rules,
    String mappingId,
    List<String> additionIds,
    List<UsageGroup> groups,
    List<String> integrationIds,
    List<String> accountKeys,
    Map<String, BigDecimal> parts,
    long duplicates,
    List<String> decisionIds,
    List<Firing> matched) {
  public RowEvidence {
    rules = List.copyOf(rules);
    additionIds = List.copyOf(additionIds);
    groups = List.copyOf(groups);
    integrationIds = List.copyOf(integrationIds);
    accountKeys = List.copyOf(accountKeys);
    decisionIds = List.copyOf(decisionIds);
    matched = List.copyOf(matched);
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }

  /**
   * What a stored row is known to rest on without its evidence being read.
   *
   * @param mappingId the service mapping that counted, empty when none did
   * @param additionIds billing lines
   */
  public static RowEvidence of(String mappingId, List<String> additionIds) {
    return new RowEvidence(
        List.of(),
        mappingId,
        additionIds,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        0,
        List.of(),
        List.of());
  }

  /** The rules, which say most of it: all of it would fill a page for every row. */
  @Override
  public String toString() {
    return rules.stream().map(RuleInfo::id).distinct().toList().toString();
  }
}
