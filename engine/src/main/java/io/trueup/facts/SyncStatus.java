package io.trueup.facts;

import java.math.BigDecimal;

/**
 * How the last synchronisation of an integration, or of one of its streams, went, measured.
 *
 * @param integrationId the integration
 * @param stream the stream; empty for the integration as a whole
 * @param lastStatus succeeded, failed, partial or never; empty when not known
 * @param everSucceeded whether a sync ever succeeded
 * @param hoursSinceSuccess hours from the last success to the end of the as-of date; 0 when there
 *     was none
 * @param maxAgeHours hours after which what was read is stale
 * @param records records now; of a whole integration, its usage records
 * @param knownBefore whether there is an earlier count to compare with
 * @param previousRecords that earlier count
 * @param unreadableRecords records that had to be left out, besides those
 */
public record SyncStatus(
    String integrationId,
    String stream,
    @Words({"", "succeeded", "failed", "partial", "never"}) String lastStatus,
    boolean everSucceeded,
    BigDecimal hoursSinceSuccess,
    BigDecimal maxAgeHours,
    long records,
    boolean knownBefore,
    long previousRecords,
    long unreadableRecords) {
  public SyncStatus {
    Texts.required(integrationId, "integrationId");
    stream = Texts.text(stream);
    lastStatus = Texts.text(lastStatus);
  }

  /** Records that were there before and are not now, at least 0. */
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

  /** Unreadable records as a fraction of all that came, 0 to 1. */
  public BigDecimal unreadableFraction() {
    return unreadableRecords == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(unreadableRecords)
            .divide(
                BigDecimal.valueOf(records + unreadableRecords), java.math.MathContext.DECIMAL64);
  }
}
