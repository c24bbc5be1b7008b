package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.decision.FindingState;
import io.trueup.facts.InputProblem;
import io.trueup.month.MonthSource;
import io.trueup.platform.http.ApiKeys.KeyRow;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.reconcile.AccountRow;
import io.trueup.reconcile.DatasetRow;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.UsageRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is answered, and how it is made from what is kept. Decimals are JSON numbers with all their
 * digits.
 */
final class Responses {
  private Responses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Whoami")
  record Whoami(UUID tenantId, String keyId, String role, List<String> permissions) {
    static Whoami of(Caller caller) {
      return new Whoami(
          caller.tenant().value(), caller.id(), caller.role().name(), caller.role().permissions());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Key")
  record Key(
      String keyId,
      String role,
      String label,
      Instant createdAt,
      String createdBy,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt) {
    static Key of(KeyRow row) {
      return new Key(
          row.keyId(),
          row.role().name(),
          row.label(),
          row.createdAt(),
          row.createdBy(),
          row.expiresAt(),
          row.revokedAt(),
          row.lastUsedAt());
    }
  }

  @Schema(name = "NewKey")
  record NewKey(Key key, @Schema(description = "The whole key, shown this once") String token) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Dataset")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Dataset(
      UUID datasetId,
      String hash,
      String label,
      long sizeBytes,
      Instant createdAt,
      String createdBy,
      @Nullable List<File> files,
      @Schema(description = "Files of the upload that no export folder has")
          @Nullable List<String> ignored,
      @Schema(description = "What it was made from; left out when it was uploaded")
          @Nullable List<Source> sources) {
    static Dataset of(DatasetRow row, @Nullable List<String> ignored) {
      return of(row, ignored, List.of());
    }

    static Dataset of(DatasetRow row, @Nullable List<String> ignored, List<MonthSource> sources) {
      return new Dataset(
          row.datasetId(),
          row.hash(),
          row.label(),
          row.sizeBytes(),
          row.createdAt(),
          row.createdBy(),
          row.files().isEmpty()
              ? null
              : row.files().stream()
                  .map(file -> new File(file.name(), file.sizeBytes(), file.sha256()))
                  .toList(),
          ignored,
          Source.of(sources));
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MonthSource")
  record Source(
      String integrationId,
      @Schema(description = "The snapshot its rows are of; left out when it never had one")
          @Nullable Long snapshotNo,
      @Schema(description = "The snapshot that previous/ has its rows of")
          @Nullable Long previousNo,
      @Schema(description = "As of when the rows are") @Nullable Instant takenAt,
      @Schema(description = "healthy, or the reason why its figures are held: failed_sync, ...")
          String health,
      @Schema(description = "The reason in words; empty when healthy") String words) {
    static @Nullable List<Source> of(List<MonthSource> sources) {
      return sources.isEmpty()
          ? null
          : sources.stream()
              .map(
                  source ->
                      new Source(
                          source.integrationId(),
                          source.snapshotNo(),
                          source.previousNo(),
                          source.takenAt(),
                          source.health(),
                          source.words()))
              .toList();
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "StoredFile")
  record File(String name, long sizeBytes, String sha256) {
    static File of(RunFiles.FileRow row) {
      return new File(row.name(), row.sizeBytes(), row.sha256());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Discrepancy")
  record Discrepancy(
      String discrepancyId,
      String companyId,
      String companyName,
      String agreementId,
      String additionId,
      String productCode,
      String integrationId,
      String accountId,
      @JsonProperty("class") String discrepancyClass,
      String reason,
      @Nullable BigDecimal billedQuantity,
      @Nullable BigDecimal usedQuantity,
      @Nullable BigDecimal delta,
      @Nullable BigDecimal unitPrice,
      String currency,
      @Nullable BigDecimal monthlyImpact,
      boolean held,
      @Nullable BigDecimal heldAmount,
      @Nullable BigDecimal oneOffAmount,
      boolean estimated,
      @Nullable BigDecimal inactiveQuantity,
      @Nullable BigDecimal reclaimableAmount,
      String nextAction,
      String acts,
      List<String> ruleIds,
      String explanation,
      @Schema(
              description =
                  "Where it stands in the review of its month: open (undecided), accepted,"
                      + " corrected, waived, tolerated; null of what matches")
          @Nullable String status,
      @Schema(description = "Who is to act; null for nobody") @Nullable String assignee,
      @Schema(description = "What it was before its figures changed, or in the month before")
          @Nullable String wasStatus,
      @Schema(description = "The month before whose decision it began with", example = "2026-09")
          @Nullable String carriedFrom,
      @Schema(description = "Number of the last decision about it in this month; 0 for none")
          long lastNo) {
    static Discrepancy of(DiscrepancyRow row, FindingState state) {
      boolean finding = !row.discrepancyClass().equals("MATCHED");
      LocalDate carried = state.carriedFrom();
      return new Discrepancy(
          row.discrepancyId(),
          row.companyId(),
          row.companyName(),
          row.agreementId(),
          row.additionId(),
          row.productCode(),
          row.integrationId(),
          row.accountId(),
          row.discrepancyClass(),
          row.reason(),
          row.billedQuantity(),
          row.usedQuantity(),
          row.delta(),
          row.unitPrice(),
          row.currency(),
          row.monthlyImpact(),
          row.held(),
          row.heldAmount(),
          row.oneOffAmount(),
          row.estimated(),
          row.inactiveQuantity(),
          row.reclaimableAmount(),
          row.nextAction(),
          row.acts(),
          row.ruleIds(),
          row.explanation(),
          finding || state.settled() ? state.status() : null,
          state.assignee().isEmpty() ? null : state.assignee(),
          state.wasStatus().isEmpty() ? null : state.wasStatus(),
          carried == null ? null : YearMonth.from(carried).toString(),
          state.lastNo());
    }
  }

  @Schema(name = "ExplainedDiscrepancy")
  record Explained(
      Discrepancy discrepancy,
      @JsonRawValue
          @Schema(
              type = "object",
              description =
                  "Where each figure comes from: billing lines, syncs, rules with id, name and rationale")
          String evidence,
      @Schema(description = "The first records it rests on; more at .../usage?discrepancy_id=")
          Page<Usage> usage,
      List<Account> accounts,
      RunResponses.Run run) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "UsageRecord")
  record Usage(
      String integrationId,
      String accountId,
      String recordId,
      String companyId,
      @Schema(allowableValues = {"counted", "excluded", "unaccounted"}) String fate,
      String additionId,
      String reason,
      List<String> ruleIds,
      @JsonRawValue @Schema(type = "object") @Nullable String detail) {
    static Usage of(UsageRow row) {
      return new Usage(
          row.integrationId(),
          row.accountId(),
          row.recordId(),
          row.companyId(),
          row.fate(),
          row.additionId(),
          row.reason(),
          row.ruleIds(),
          row.detail());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AccountMatch")
  record Account(
      String integrationId,
      String accountId,
      String companyId,
      @Schema(allowableValues = {"confirmed", "auto", "suggested", "unmatched", "ignored"})
          String decision,
      @Nullable BigDecimal score,
      String evidence,
      String candidates,
      @Schema(description = "Rules that decided; empty for runs of version 0.1 and earlier")
          List<String> ruleIds,
      @Schema(description = "The person's decision that it stands by; empty when there is none")
          String decisionId) {
    static Account of(AccountRow row) {
      return new Account(
          row.integrationId(),
          row.accountId(),
          row.companyId(),
          row.decision(),
          row.score(),
          row.evidence(),
          row.candidates(),
          row.ruleIds(),
          row.decisionId());
    }
  }

  @Schema(name = "InputProblem")
  record InputIssue(
      String file, int line, String column, String kind, String value, String message) {
    static InputIssue of(InputProblem row) {
      return new InputIssue(
          row.file(), row.line(), row.column(), row.kind(), row.value(), row.message());
    }
  }
}
