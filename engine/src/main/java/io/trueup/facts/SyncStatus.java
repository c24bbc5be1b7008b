package io.trueup.facts;

import java.math.BigDecimal;

/**
 * How the last synchronisation of an integration went, measured.
 *
 * @param integrationId the integration
 * @param lastStatus succeeded, failed, partial or never; empty when not known
 * @param everSucceeded whether a sync ever succeeded
 * @param hoursSinceSuccess hours from the last success to the end of the as-of date; 0 when there
 *     was none
 * @param maxAgeHours hours after which what was read is stale
 * @param records usage records now
 * @param knownBefore whether the previous run saw the integration
 * @param previousRecords usage records at the previous run
 */
public record SyncStatus(
    String integrationId,
    String lastStatus,
    boolean everSucceeded,
    BigDecimal hoursSinceSuccess,
    BigDecimal maxAgeHours,
    long records,
    boolean knownBefore,
    long previousRecords) {
  public SyncStatus {
    Texts.required(integrationId, "integrationId");
    lastStatus = Texts.text(lastStatus);
  }

  /** Records that were there at the previous run and are not now, at least 0. */
  public long lost() {
    return Math.max(0, previousRecords - records);
  }

  /** That loss as a fraction of the previous count, 0 to 1. */
  public BigDecimal lostFraction() {
    return previousRecords == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(lost())
            .divide(BigDecimal.valueOf(previousRecords), java.math.MathContext.DECIMAL64);
  }
}
