package io.trueup.reconcile;

import java.util.List;

/**
 * What a discrepancy rests on.
 *
 * @param companyId whose finding it is; empty when that is nobody known
 * @param evidence a JSON object, cut into pieces: those that rows share are the same object
 * @param mappingId the mapping that counted; empty when none did
 * @param usageGroups the first ordinals of its {@link UsageGroup}s, ascending
 */
public record EvidenceRow(
    String discrepancyId,
    String companyId,
    List<String> evidence,
    String mappingId,
    List<Integer> usageGroups) {
  public EvidenceRow {
    evidence = List.copyOf(evidence);
    usageGroups = List.copyOf(usageGroups);
  }
}
