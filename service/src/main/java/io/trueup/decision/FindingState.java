package io.trueup.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding stands in a month.
 *
 * @param status one of {@link #STATUSES}
 * @param assignee who is to act; empty for nobody
 * @param decisionNo the decision it stands by; null for none
 * @param lastNo the last decision about it in this month, of any kind; 0 for none
 * @param wasStatus what it was before its figures changed, it went away, or the month ended
 * @param wasRun the run that still found it, for those that went away
 * @param carriedFrom the month before whose decision it began with
 */
public record FindingState(
    String status,
    String assignee,
    int comments,
    @Nullable Long decisionNo,
    long lastNo,
    String wasStatus,
    @Nullable UUID wasRun,
    @Nullable LocalDate carriedFrom) {
  /** Nobody has said anything. */
  public static final FindingState NONE = new FindingState("open", "", 0, null, 0, "", null, null);

  /** What a finding can be: undecided, decided in one of four ways, or gone by itself. */
  public static final List<String> STATUSES =
      List.of("open", "accepted", "corrected", "waived", "tolerated", "resolved");

  /** Whether somebody decided what becomes of it. */
  public boolean settled() {
    return !status.equals("open") && !status.equals("resolved");
  }

  /** Whether it was decided once, and its figures have changed since. */
  public boolean changed() {
    return status.equals("open") && !wasStatus.isEmpty() && carriedFrom == null;
  }
}
