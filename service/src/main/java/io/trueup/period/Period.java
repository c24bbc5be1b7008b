package io.trueup.period;

import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A month under review.
 *
 * @param state {@code open} until somebody decides, {@code in_review}, {@code closed}
 * @param runId what it is reviewed on: the newest finished run as of a day in it, and for ever the
 *     same once it is closed
 * @param closedAt null until it is closed
 * @param closedBy empty until it is closed
 * @param reason why it was closed with critical findings undecided; empty when there were none
 * @param leftOpen how many those were
 */
public record Period(
    YearMonth month,
    String state,
    UUID runId,
    Instant openedAt,
    @Nullable Instant closedAt,
    String closedBy,
    String reason,
    int leftOpen) {
  /** Whether nothing about it can change any more. */
  public boolean closed() {
    return state.equals("closed");
  }
}
