package io.trueup.compare;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What both sides say about one subject.
 *
 * @param before null when the one side says nothing
 * @param after null when the other says nothing
 */
record Pair(@Nullable DiscrepancyRow before, @Nullable DiscrepancyRow after) {
  private static final Comparator<DiscrepancyRow> BY_SUBJECT =
      Comparator.comparing(DiscrepancyRow::companyId)
          .thenComparing(DiscrepancyRow::productCode)
          .thenComparing(DiscrepancyRow::accountId)
          .thenComparing(DiscrepancyRow::discrepancyId);

  static boolean matched(@Nullable DiscrepancyRow row) {
    return row == null || row.classification().equals("MATCHED");
  }

  /** How they differ; empty when they do not. */
  Optional<Kind> kind() {
    if (matched(before) && matched(after)) {
      return before == null || after == null ? Optional.empty() : quiet(before, after);
    }
    if (before == null || matched(before)) {
      return Optional.of(Kind.APPEARED);
    }
    if (after == null || matched(after)) {
      return Optional.of(Kind.VANISHED);
    }
    if (!before.classification().equals(after.classification())
        || !before.reason().equals(after.reason())) {
      return Optional.of(Kind.RECLASSIFIED);
    }
    if (moved(before, after)) {
      return Optional.of(Kind.MOVED);
    }
    return sameFigures(before, after) ? Optional.empty() : Optional.of(Kind.CHANGED);
  }

  private static Optional<Kind> quiet(DiscrepancyRow before, DiscrepancyRow after) {
    if (moved(before, after)) {
      return Optional.of(Kind.MOVED);
    }
    return before.reason().equals(after.reason()) && sameFigures(before, after)
        ? Optional.empty()
        : Optional.of(Kind.REMATCHED);
  }

  static boolean moved(DiscrepancyRow before, DiscrepancyRow after) {
    return !before.companyId().equals(after.companyId())
        || !before.additionId().equals(after.additionId());
  }

  private static boolean sameFigures(DiscrepancyRow before, DiscrepancyRow after) {
    return before.held() == after.held()
        && before.estimated() == after.estimated()
        && before.currency().equals(after.currency())
        && sameUsage(before, after)
        && same(before.billed(), after.billed())
        && same(before.delta(), after.delta())
        && same(before.unitPrice(), after.unitPrice())
        && same(before.monthlyImpact(), after.monthlyImpact())
        && same(before.heldAmount(), after.heldAmount())
        && same(before.oneOff(), after.oneOff())
        && same(before.reclaimable(), after.reclaimable());
  }

  /** Whether both count the same: then no earlier stage made the difference. */
  boolean sameUsage() {
    return before != null && after != null && !moved(before, after) && sameUsage(before, after);
  }

  private static boolean sameUsage(DiscrepancyRow before, DiscrepancyRow after) {
    return same(before.used(), after.used()) && same(before.inactive(), after.inactive());
  }

  static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }

  Stream<DiscrepancyRow> rows() {
    return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
        .flatMap(Optional::stream);
  }

  /** The row that stands for both in an order; the same when the sides are exchanged. */
  DiscrepancyRow first() {
    return rows().min(BY_SUBJECT).orElseThrow();
  }

  static Comparator<DiscrepancyRow> bySubject() {
    return BY_SUBJECT;
  }
}
