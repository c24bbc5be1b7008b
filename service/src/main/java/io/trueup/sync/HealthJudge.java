package io.trueup.sync;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Says whether what an integration or one of its streams brought may be believed: the same verdict
 * that a run comes to. Called from several threads, within a transaction of the tenant whose rules
 * decide; only reads.
 */
@FunctionalInterface
public interface HealthJudge {
  /**
   * How the last sync went, measured.
   *
   * @param integrationId the integration
   * @param stream the stream, empty for the integration as a whole
   * @param lastStatus {@code succeeded}, {@code failed}, {@code partial} or {@code never}
   * @param everSucceeded whether it ever succeeded
   * @param hoursSinceSuccess hours since the last success, 0 when there was none
   * @param maxAgeHours hours after which what was read is stale
   * @param records facts of it now: usage rows of the integration, rows of any table of a stream
   * @param hasPrevious whether there is an earlier snapshot that is believed
   * @param previousRecords facts of it in the last believed snapshot
   * @param unreadableRecords records of a stream that had to be left out, besides those
   */
  record Measured(
      String integrationId,
      String stream,
      String lastStatus,
      boolean everSucceeded,
      BigDecimal hoursSinceSuccess,
      BigDecimal maxAgeHours,
      long records,
      boolean hasPrevious,
      long previousRecords,
      long unreadableRecords) {}

  /**
   * Why it is not believed.
   *
   * @param reason a stable code: {@code failed_sync}, {@code partial_sync}, {@code
   *     stale_integration}, {@code count_collapse}, or one that a rule of the user's gives
   * @param words the reason in a sentence for people
   */
  record Doubt(String reason, String words) {}

  /** The gravest doubt about each, in the same order; empty where it is believed. */
  List<Optional<Doubt>> judge(Handle handle, List<Measured> measured);
}
