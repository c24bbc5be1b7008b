package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditHead;
import io.trueup.audit.AuditVerification;
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

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AuditEvent")
  record Event(
      long seq,
      Instant at,
      String actor,
      String action,
      String object,
      @JsonRawValue @Schema(type = "object") String detail,
      String requestId,
      String prevHash,
      String hash) {
    static Event of(AuditEvent event) {
      return new Event(
          event.seq(),
          event.at(),
          event.actor(),
          event.action(),
          event.object(),
          event.detail(),
          event.requestId(),
          event.prevHash(),
          event.hash());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AuditVerification")
  record Verification(
      @Schema(description = "Whether there are events, and all hold") boolean intact,
      @Schema(
              allowableValues = {"intact", "broken", "empty"},
              description = "empty: nothing was audited, so nothing is proved")
          String state,
      String words,
      long events,
      @Schema(description = "seq of the first event that does not fit, 0 when all do")
          long firstBad,
      long breakCount,
      @Schema(description = "Where it does not hold, 100 at most") List<Break> breaks,
      @Schema(description = "Hash of the last event: note it elsewhere to notice a cut tail")
          String head,
      @Schema(description = "The noted head that it was held against; left out without one")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Head noted) {
    static Verification of(AuditVerification found) {
      AuditHead noted = found.noted();
      return new Verification(
          found.intact(),
          found.state(),
          found.words(),
          found.head().events(),
          found.firstBad(),
          found.breakCount(),
          found.breaks().stream()
              .map(each -> new Break(each.kind(), each.from(), each.to(), each.words()))
              .toList(),
          found.head().hash(),
          noted == null ? null : Head.of(noted));
    }
  }

  @Schema(name = "AuditBreak")
  record Break(
      @Schema(
              allowableValues = {
                "beginning_missing",
                "missing",
                "tail_missing",
                "changed",
                "moved",
                "unlinked",
                "rewritten"
              })
          String kind,
      @Schema(description = "seq of the first event that it is about") long from,
      @Schema(description = "seq of the last") long to,
      String words) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AuditHead")
  record Head(
      String tenantId,
      long events,
      @Schema(description = "Of the last event, 0 when there is none") long seq,
      @Schema(description = "Of the last event; zeros when there is none") String hash,
      @Nullable Instant at) {
    static Head of(AuditHead head) {
      return new Head(head.tenantId(), head.events(), head.seq(), head.hash(), head.at());
    }
  }
}
