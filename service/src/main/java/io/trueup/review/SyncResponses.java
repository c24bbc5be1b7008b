package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.sync.HealthRow;
import io.trueup.sync.SnapshotDiff;
import io.trueup.sync.SnapshotRow;
import io.trueup.sync.StreamRow;
import io.trueup.sync.SyncRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered about syncs, what they brought, and whether to believe it. */
final class SyncResponses {
  private SyncResponses() {}

  @Schema(name = "SyncFailure")
  record FailureResponse(
      @Schema(description = "For programs, such as unauthorized or timeout") String code,
      String stream,
      String what,
      String where,
      String advice) {
    static @Nullable FailureResponse of(SyncRow.@Nullable Failure failure) {
      return failure == null
          ? null
          : new FailureResponse(
              failure.code(), failure.stream(), failure.what(), failure.where(), failure.advice());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SyncStream")
  record StreamResponse(
      String stream,
      @Schema(allowableValues = {"reading", "finished", "failed"}) String state,
      long pages,
      long records,
      long rows,
      @Schema(description = "Records left out as unreadable") long dropped,
      @Schema(description = "Rows that came again with the same content") long duplicates,
      @JsonRawValue
          @Schema(
              type = "array",
              description = "By kind: how many, and the first few, word for word")
          String problems) {
    static StreamResponse of(StreamRow row) {
      return new StreamResponse(
          row.stream(),
          row.state(),
          row.pages(),
          row.records(),
          row.rows(),
          row.dropped(),
          row.duplicates(),
          row.problems());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Sync")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SyncResponse(
      UUID syncId,
      String integrationId,
      @Schema(
              allowableValues = {
                "queued",
                "running",
                "succeeded",
                "partial",
                "failed",
                "cancelled"
              })
          String state,
      @Schema(allowableValues = {"schedule", "request", "replay"}) String trigger,
      @Nullable UUID replayOf,
      String requestedBy,
      String requestId,
      Instant queuedAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Schema(description = "As of when its facts are") @Nullable Instant readAt,
      @JsonRawValue @Schema(type = "array", description = "How far each stream is") String progress,
      long pages,
      long records,
      long rows,
      long problems,
      @Schema(description = "The snapshot it took") @Nullable Long snapshotNo,
      @Schema(description = "Why it took none") @Nullable FailureResponse failure,
      boolean cancelRequested,
      int attempt,
      @Schema(description = "Of one sync that has ended") @Nullable List<StreamResponse> streams) {
    static SyncResponse of(SyncRow row) {
      return of(row, null);
    }

    static SyncResponse of(SyncRow row, @Nullable List<StreamRow> streams) {
      return new SyncResponse(
          row.syncId(),
          row.integrationId(),
          row.state(),
          row.trigger(),
          row.replayOf(),
          row.requestedBy(),
          row.requestId(),
          row.queuedAt(),
          row.startedAt(),
          row.finishedAt(),
          row.readAt(),
          row.progress(),
          row.pages(),
          row.records(),
          row.rows(),
          row.problems(),
          row.snapshotNo(),
          FailureResponse.of(row.failure()),
          row.cancelRequested(),
          row.attempt(),
          streams == null ? null : streams.stream().map(StreamResponse::of).toList());
    }
  }

  @Schema(name = "SnapshotDoubt")
  record DoubtResponse(String stream, String reason, String words, long records, long previous) {
    static DoubtResponse of(SnapshotRow.Doubted doubt) {
      return new DoubtResponse(
          doubt.stream(), doubt.reason(), doubt.words(), doubt.records(), doubt.previous());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Snapshot")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SnapshotResponse(
      String integrationId,
      @Schema(description = "Counts from 1 for each integration") long snapshotNo,
      UUID syncId,
      Instant takenAt,
      long rows,
      long added,
      long changed,
      long removed,
      Map<String, Long> tables,
      Map<String, Long> streams,
      @Schema(description = "Equal exactly when the facts are") String contentHash,
      @Schema(description = "Whether its counts are plausible, or a person accepted it")
          boolean believed,
      List<DoubtResponse> doubts,
      @Nullable String acceptedBy,
      @Nullable Instant acceptedAt,
      @Nullable String acceptedReason) {
    static SnapshotResponse of(SnapshotRow row) {
      return new SnapshotResponse(
          row.integrationId(),
          row.number(),
          row.syncId(),
          row.takenAt(),
          row.rows(),
          row.added(),
          row.changed(),
          row.removed(),
          row.tables(),
          row.streams(),
          row.contentHash(),
          row.believed(),
          row.doubts().stream().map(DoubtResponse::of).toList(),
          row.acceptedBy(),
          row.acceptedAt(),
          row.acceptedReason());
    }
  }

  @Schema(name = "SnapshotDifference")
  record DifferenceResponse(
      String table,
      @Schema(allowableValues = {"added", "changed", "removed"}) String change,
      List<String> key,
      @Schema(description = "Cells before; empty when it was not there") Map<String, String> before,
      @Schema(description = "Cells after; empty when it is gone") Map<String, String> after) {
    static DifferenceResponse of(SnapshotDiff.Difference each) {
      return new DifferenceResponse(
          each.table(), each.change(), each.key(), each.before(), each.after());
    }
  }

  @Schema(name = "SnapshotCells")
  record RowResponse(List<String> key, Map<String, String> cells) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "StreamHealth")
  record StreamHealth(
      String stream,
      String status,
      String reason,
      String words,
      String lastStatus,
      @Nullable Instant lastAttemptAt,
      @Nullable Instant lastSuccessAt,
      long records,
      @Nullable Long previousRecords,
      long unreadable) {
    static StreamHealth of(HealthRow.Stream row) {
      return new StreamHealth(
          row.stream(),
          row.status(),
          row.reason(),
          row.words(),
          row.lastStatus(),
          row.lastAttemptAt(),
          row.lastSuccessAt(),
          row.records(),
          row.previousRecords(),
          row.unreadable());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "IntegrationHealth")
  record HealthResponse(
      String integrationId,
      @Schema(
              allowableValues = {
                "fresh",
                "stale",
                "failed",
                "partial",
                "collapsed",
                "never",
                "doubted"
              })
          String status,
      @Schema(description = "Why not, for programs; empty when fresh") String reason,
      @Schema(description = "Why not, for people; empty when fresh") String words,
      String lastStatus,
      @Nullable Instant lastAttemptAt,
      @Nullable UUID lastAttempt,
      @Nullable FailureResponse failure,
      @Nullable Instant lastSuccessAt,
      @Schema(description = "The sync that waits or runs now") @Nullable UUID activeSync,
      @Schema(description = "The snapshot in force") @Nullable Long snapshotNo,
      @Schema(description = "The newest snapshot that is believed") @Nullable Long believedNo,
      @Schema(description = "Usage rows now") long records,
      @Schema(description = "Usage rows in the last believed snapshot")
          @Nullable Long previousRecords,
      List<StreamHealth> streams) {
    static HealthResponse of(HealthRow row) {
      return new HealthResponse(
          row.integrationId(),
          row.status(),
          row.reason(),
          row.words(),
          row.lastStatus(),
          row.lastAttemptAt(),
          row.lastAttempt(),
          FailureResponse.of(row.failure()),
          row.lastSuccessAt(),
          row.activeSync(),
          row.snapshotNo(),
          row.believedNo(),
          row.records(),
          row.previousRecords(),
          row.streams().stream().map(StreamHealth::of).toList());
    }
  }
}
