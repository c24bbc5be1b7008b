package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.Set;

/** How the page speaks of a discrepancy: its class in words, and which of its amounts counts. */
final class Finding {
  private static final Set<String> DOUBTS =
      Set.of("failed_sync", "partial_sync", "stale_integration", "count_collapse");

  private Finding() {}

  static String label(String classification) {
    return switch (classification) {
      case "UNDERBILLING" -> "Under-billed";
      case "OVERBILLING" -> "Over-billed";
      case "INACTIVE_SEATS" -> "Idle seats";
      case "MISSING_PRICE" -> "No price";
      case "FOLLOW_UP" -> "Follow up";
      case "SETUP_ISSUE" -> "Setup";
      case "MATCHED" -> "Matched";
      default -> Show.sentence(Show.words(classification));
    };
  }

  /** The badge's style: money has colours, everything else is neutral. */
  static String tone(String classification) {
    return switch (classification) {
      case "UNDERBILLING" -> "under";
      case "OVERBILLING" -> "over";
      case "INACTIVE_SEATS" -> "idle";
      default -> "plain";
    };
  }

  static String reason(String reason) {
    return switch (reason) {
      case "quantity" -> "Quantity differs";
      case "no_billing_line" -> "On no agreement";
      case "no_price" -> "Line without a price";
      case "count_collapse" -> "Records vanished";
      case "below_minimum" -> "Below the minimum";
      case "inactive" -> "Not used";
      case "bad_row" -> "Unusable rows";
      default -> Show.sentence(Show.words(reason));
    };
  }

  /** Whether an integration that cannot be believed is the reason. */
  static boolean inDoubt(DiscrepancyRow row) {
    return DOUBTS.contains(row.reason());
  }

  /** The amount a month by which the row matters, held or not; 0 when it is about no money. */
  static BigDecimal atStake(DiscrepancyRow row) {
    if (row.held()) {
      return known(row.heldAmount());
    }
    BigDecimal impact = known(row.monthlyImpact());
    if (impact.signum() != 0) {
      return impact;
    }
    BigDecimal reclaimable = known(row.reclaimable());
    return reclaimable.signum() != 0 ? reclaimable : known(row.oneOff());
  }

  static BigDecimal known(@org.jspecify.annotations.Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }
}
