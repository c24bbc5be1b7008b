package io.trueup.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether what an integration brought may be believed.
 *
 * @param status one of {@link #STATUSES}
 * @param reason why not, for programs; empty when fresh
 * @param words why not, for people; empty when fresh
 * @param lastStatus how the last try ended: {@code succeeded}, {@code failed}, {@code partial} or
 *     {@code never}
 * @param lastAttemptAt when the last try ended; null when there was none
 * @param lastAttempt the sync that it was
 * @param failure why that took no snapshot; null when it took one
 * @param lastSuccessAt as of when the facts in force are; null when there are none
 * @param activeSync the sync that waits or runs now
 * @param snapshotNo the snapshot in force
 * @param believedNo the newest snapshot that is believed
 * @param records usage rows now
 * @param previousRecords usage rows in the last believed snapshot; null when there is none
 * @param streams its streams by name
 */
public record HealthRow(
    String integrationId,
    String status,
    String reason,
    String words,
    String lastStatus,
    @Nullable Instant lastAttemptAt,
    @Nullable UUID lastAttempt,
    SyncRow.@Nullable Failure failure,
    @Nullable Instant lastSuccessAt,
    @Nullable UUID activeSync,
    @Nullable Long snapshotNo,
    @Nullable Long believedNo,
    long records,
    @Nullable Long previousRecords,
    List<Stream> streams) {
  /** What can be said of an integration or a stream. */
  public static final List<String> STATUSES =
      List.of("fresh", "stale", "failed", "partial", "collapsed", "never", "doubted");

  public HealthRow {
    streams = List.copyOf(streams);
  }

  /**
   * One stream.
   *
   * @param records rows now, of any table
   * @param previousRecords rows in the last believed snapshot; null when it had no such stream
   * @param unreadable records that the last try had to leave out
   */
  public record Stream(
      String stream,
      String status,
      String reason,
      String words,
      String lastStatus,
      @Nullable Instant lastAttemptAt,
      @Nullable Instant lastSuccessAt,
      long records,
      @Nullable Long previousRecords,
      long unreadable) {}
}
