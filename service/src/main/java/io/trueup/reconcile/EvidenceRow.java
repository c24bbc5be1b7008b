package io.trueup.reconcile;

import java.util.List;

/**
 * What a discrepancy rests on.
 *
 * @param companyId whose finding it is; empty when that is nobody known
 * @param evidence a JSON object, cut into pieces: those that rows share are the same object
 * @param mappingId the mapping that counted; empty when none did
 * @param usage the {@link UsageGroup}s that it rests on
 */
public record EvidenceRow(
    String discrepancyId,
    String companyId,
    List<String> evidence,
    String mappingId,
    List<UsageBlock.Link> usage) {
  public EvidenceRow {
    evidence = List.copyOf(evidence);
    usage = List.copyOf(usage);
  }

  /** The first ordinals of the groups, ascending. */
  List<Integer> usageGroups() {
    return usage.stream().map(UsageBlock.Link::group).sorted().toList();
  }

  /** The first ordinals of the blocks that the groups are in, ascending. */
  List<Integer> usageBlocks() {
    return usage.stream().map(UsageBlock.Link::block).distinct().sorted().toList();
  }
}
