package io.trueup.finding;

import io.trueup.decision.FindingDecision;
import io.trueup.platform.http.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about findings.
 *
 * @param kind one of {@link FindingDecision#KINDS}
 * @param value of a correction the quantity that should be billed, of a tolerance its width
 * @param until of a waiver or tolerance its last day; null for no end
 * @param assignee of an assignment; empty for nobody
 * @param reason why; accepting and assigning need none
 */
public record Word(
    String kind,
    @Nullable BigDecimal value,
    @Nullable LocalDate until,
    String assignee,
    String reason,
    String by) {
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  /**
   * Whether it can be said at all.
   *
   * @throws ProblemException naming the field that is missing or wrong
   */
  void check(YearMonth month) {
    if (!FindingDecision.KINDS.contains(kind)) {
      throw ProblemException.invalid("kind", "is not known", FindingDecision.KINDS);
    }
    boolean valued =
        kind.equals(FindingDecision.CORRECT)
            || kind.equals(FindingDecision.TOLERANCE)
            || kind.equals(FindingDecision.TOLERANCE_AMOUNT);
    if (valued && value == null) {
      throw invalid(
          "value",
          kind.equals(FindingDecision.CORRECT)
              ? "is missing: say the quantity that should be billed"
              : "is missing: say how much difference does not matter");
    }
    if (value != null && (value.signum() < 0 || value.compareTo(MOST) > 0 || value.scale() > 6)) {
      throw invalid("value", "must be from 0 to 1,000,000,000 with at most 6 decimals");
    }
    if (until != null && YearMonth.from(until).isBefore(month)) {
      throw invalid("until", "is before the month under review; choose a later day");
    }
    if (until != null && until.getYear() > month.getYear() + 10) {
      throw invalid("until", "is more than ten years away");
    }
    if (assignee.length() > 100) {
      throw invalid("assignee", "must be at most 100 characters");
    }
    if (reason.length() > 1000) {
      throw invalid("reason", "must be at most 1,000 characters");
    }
    if (reason.isBlank()
        && !kind.equals(FindingDecision.ACCEPT)
        && !kind.equals(FindingDecision.ASSIGN)) {
      throw invalid("reason", "is missing: whoever reads it next month needs to know why");
    }
  }

  private static ProblemException invalid(String field, String message) {
    return ProblemException.invalid(field, message, List.of());
  }

  /** Whether it says what becomes of a finding. */
  public boolean settles() {
    return FindingDecision.SETTLING.contains(kind);
  }

  /** What a finding is once it was said. */
  String status() {
    return switch (kind) {
      case FindingDecision.ACCEPT -> "accepted";
      case FindingDecision.CORRECT -> "corrected";
      case FindingDecision.WAIVE -> "waived";
      default -> "tolerated";
    };
  }
}
