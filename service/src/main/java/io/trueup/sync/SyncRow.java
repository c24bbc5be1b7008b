package io.trueup.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sync as it is kept.
 *
 * @param state one of {@link #STATES}
 * @param trigger {@code schedule}, {@code request} or {@code replay}
 * @param replayOf the sync whose answers it reads again; null unless it is a replay
 * @param startedAt when the reading began; the same when it went on later; null while queued
 * @param readAt as of when its facts are; null until it ended
 * @param progress how far each stream is, as JSON: a list of stream, pages, records, expected,
 *     note; what all of them wait for comes first, without a stream
 * @param pages answers read, kept ones included
 * @param records records that the vendor sent
 * @param rows rows that they became
 * @param problems records and cells that were left out
 * @param snapshotNo the snapshot it took; null when it took none
 * @param failure why it took none; null unless it failed, or is partial
 * @param cancelRequested whether a person asked it to stop
 * @param attempt how often a worker took it up
 */
public record SyncRow(
    UUID syncId,
    String integrationId,
    String state,
    String trigger,
    @Nullable UUID replayOf,
    String requestedBy,
    String requestId,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant readAt,
    String progress,
    long pages,
    long records,
    long rows,
    long problems,
    @Nullable Long snapshotNo,
    @Nullable Failure failure,
    boolean cancelRequested,
    int attempt) {
  /** The states a sync can be in. */
  public static final List<String> STATES =
      List.of("queued", "running", "succeeded", "partial", "failed", "cancelled");

  /**
   * Why a sync took no snapshot.
   *
   * @param code for programs: a code of {@link io.trueup.connector.ReadFailure.Kind}, or {@code
   *     abandoned}, {@code internal}, {@code unreadable_records}
   * @param stream the stream it was about, empty when none
   * @param what what went wrong
   * @param where the request and page
   * @param advice what to do
   */
  public record Failure(String code, String stream, String what, String where, String advice) {}

  /** Whether it is over. */
  public boolean ended() {
    return !state.equals("queued") && !state.equals("running");
  }
}
