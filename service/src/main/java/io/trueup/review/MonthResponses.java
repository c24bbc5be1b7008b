package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.decision.FindingDecision;
import io.trueup.finding.Closing.Readiness;
import io.trueup.finding.MonthFiles;
import io.trueup.finding.Progress;
import io.trueup.period.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered about months, and decisions in them. */
final class MonthResponses {
  private MonthResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Month")
  record MonthResponse(
      @Schema(example = "2026-10") String month,
      @Schema(description = "open, in_review or closed") String state,
      @Schema(description = "The run that it is reviewed on") UUID runId,
      @Nullable Instant closedAt,
      @Nullable String closedBy,
      @Schema(description = "Why it was closed with critical findings undecided")
          @Nullable String reason,
      @Nullable Integer leftOpen) {
    static MonthResponse of(Period period) {
      return new MonthResponse(
          period.month().toString(),
          period.state(),
          period.runId(),
          period.closedAt(),
          period.closed() ? period.closedBy() : null,
          period.reason().isEmpty() ? null : period.reason(),
          period.closed() ? period.leftOpen() : null);
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MonthReview")
  record ReviewResponse(
      MonthResponse month,
      long findings,
      long undecided,
      @Schema(description = "How many are accepted, corrected, waived, tolerated")
          Map<String, Long> decided,
      @Schema(description = "How many went away by themselves") long resolved,
      @Schema(description = "Undecided findings with money in them") long critical,
      boolean readyToClose,
      @Schema(description = "What stands against closing it without a reason") List<String> doubts,
      List<SumResponse> sums,
      @Schema(description = "The files that were kept when it was closed")
          List<FileResponse> files) {
    static ReviewResponse of(
        Period period,
        Progress progress,
        Readiness readiness,
        List<Progress.Sum> sums,
        List<MonthFiles.Kept> files) {
      return new ReviewResponse(
          MonthResponse.of(period),
          progress.findings(),
          progress.open(),
          new java.util.TreeMap<>(progress.settled()),
          progress.resolved(),
          readiness.critical(),
          !period.closed() && readiness.ready(),
          period.closed() ? List.of() : readiness.doubts(),
          sums.stream().map(SumResponse::of).toList(),
          files.stream()
              .map(each -> new FileResponse(each.name(), each.sizeBytes(), each.sha256()))
              .toList());
    }
  }

  /** Money by where findings stand. */
  @Schema(name = "MonthSum")
  record SumResponse(
      String currency,
      String status,
      long findings,
      BigDecimal underbilled,
      BigDecimal overbilled,
      BigDecimal held,
      @Schema(description = "Agreed on, of those accepted or corrected") BigDecimal agreed) {
    static SumResponse of(Progress.Sum sum) {
      return new SumResponse(
          sum.currency(),
          sum.status(),
          sum.findings(),
          sum.underbilled(),
          sum.overbilled(),
          sum.held(),
          sum.agreed());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MonthFile")
  record FileResponse(String name, long sizeBytes, String sha256) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "FindingDecision")
  record DecisionResponse(
      long decisionNo,
      @Schema(description = "The first of those made in one go with it") long firstNo,
      String kind,
      String month,
      UUID runId,
      String discrepancyId,
      String companyId,
      String companyName,
      String productCode,
      @Nullable BigDecimal value,
      @Nullable BigDecimal agreedImpact,
      String currency,
      @Nullable LocalDate until,
      @Nullable String assignee,
      @Nullable Long undoes,
      boolean undone,
      String reason,
      String decidedBy,
      Instant decidedAt) {
    static DecisionResponse of(FindingDecision decision) {
      return new DecisionResponse(
          decision.number(),
          decision.firstNumber(),
          decision.kind(),
          decision.month().toString(),
          decision.runId(),
          decision.discrepancyId(),
          decision.companyId(),
          decision.companyName(),
          decision.productCode(),
          decision.value(),
          decision.agreedImpact(),
          decision.currency(),
          decision.until(),
          decision.kind().equals(FindingDecision.ASSIGN) ? decision.assignee() : null,
          decision.undoes(),
          decision.undone(),
          decision.reason(),
          decision.by(),
          decision.at());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DecisionOutcome")
  record OutcomeResponse(
      long decided,
      @Schema(description = "Left as they are: decided before, or it cannot be said of them")
          long passedOver,
      @Schema(description = "Number of the first decision, to take all of them back; 0 for none")
          long firstNo) {}
}
