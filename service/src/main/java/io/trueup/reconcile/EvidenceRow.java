package io.trueup.reconcile;

import java.util.List;

/**
 * What a discrepancy rests on.
 *
 * @param evidence a JSON object
 * @param usageGroups the first ordinals of its {@link UsageGroup}s, ascending
 */
public record EvidenceRow(String discrepancyId, String evidence, List<Integer> usageGroups) {
  public EvidenceRow {
    usageGroups = List.copyOf(usageGroups);
  }
}
