package io.trueup.reconcile;

import java.util.List;

/**
 * What a discrepancy rests on.
 *
 * @param evidence a JSON object
 * @param mappingId the mapping that counted; empty when none did
 * @param usageGroups the first ordinals of its {@link UsageGroup}s, ascending
 */
public record EvidenceRow(
    String discrepancyId, String evidence, String mappingId, List<Integer> usageGroups) {
  public EvidenceRow {
    usageGroups = List.copyOf(usageGroups);
  }
}
