package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.replay.Difference;
import io.trueup.replay.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered to auditors. */
final class AuditResponses {
  private AuditResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunReplay")
  record RunReplay(
      UUID replayId,
      UUID runId,
      @Schema(allowableValues = {"identical", "different", "impossible"}) String outcome,
      @Schema(description = "What was found, or why it could not be computed") String reason,
      @Schema(description = "Places that differ, each row counted once") long differenceCount,
      @Schema(description = "The first of them, 20 at most") List<ReplayDifference> differences,
      @Schema(description = "How many files, and rows of each table, were compared")
          Map<String, Long> compared,
      String engineVersion,
      int engineRevision,
      long millis,
      Instant at,
      String by,
      String requestId) {
    static RunReplay of(Replay replay) {
      return new RunReplay(
          replay.replayId(),
          replay.runId(),
          replay.outcome(),
          replay.reason(),
          replay.differenceCount(),
          replay.differences().stream().map(ReplayDifference::of).toList(),
          new TreeMap<>(replay.compared()),
          replay.engine().program(),
          replay.engine().revision(),
          replay.millis(),
          replay.at(),
          replay.by(),
          replay.requestId());
    }
  }

  @Schema(name = "ReplayDifference")
  record ReplayDifference(
      @Schema(description = "A file with its line, a table with its row, or what else differs")
          String where,
      @Schema(description = "The column, or what it is about") String what,
      @Schema(description = "As it is stored; null when it is not there") @Nullable String stored,
      @Schema(description = "As it was computed; null when it was not computed")
          @Nullable String computed) {
    static ReplayDifference of(Difference difference) {
      return new ReplayDifference(
          difference.where(), difference.what(), difference.stored(), difference.computed());
    }
  }
}
