package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.month.MonthSource;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.RunRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered about runs. */
final class RunResponses {
  private RunResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunProgress")
  record RunProgress(String step, long done, long total) {}

  @Schema(name = "RunFailure")
  record RunFailure(String code, String detail) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Run")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Run(
      UUID runId,
      UUID datasetId,
      @Schema(allowableValues = {"queued", "running", "done", "failed"}) String status,
      @Nullable RunProgress progress,
      @Nullable LocalDate requestedAsOf,
      @Nullable LocalDate asOf,
      @Nullable String bundleHash,
      @Schema(description = "Number of the published bundle whose rules decided")
          @Nullable Long bundleVersion,
      @Nullable String inputHash,
      Instant createdAt,
      String createdBy,
      String requestId,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Long discrepancies,
      @Nullable Long usageRecords,
      @Nullable Long accounts,
      @Nullable Long problems,
      @JsonRawValue @Schema(type = "object") String timings,
      @Nullable RunFailure failure,
      @Schema(
              description =
                  "The last decision about clients' accounts that it was given, 0 for none")
          long decisionNo,
      @Schema(description = "The last change of service mappings that it was given, 0 for none")
          long mappingNo,
      @Schema(description = "Trueup's version that computed it") @Nullable String engineVersion,
      @Schema(
              description =
                  "Counts changes of the engine after which the same input gives other bytes")
          @Nullable Integer engineRevision,
      @Schema(description = "What its dataset was made from; left out in lists and after an upload")
          @Nullable List<Responses.Source> sources,
      @Schema(
              description =
                  "The result's files with their digests; left out in lists, and in the seconds after a"
                      + " large run in which they are being written")
          @Nullable List<Responses.File> files) {
    static Run of(RunRow row) {
      return of(row, List.of());
    }

    static Run of(RunRow row, List<MonthSource> sources) {
      return of(row, sources, List.of());
    }

    static Run of(RunRow row, List<MonthSource> sources, List<RunFiles.FileRow> files) {
      EngineVersion engine = row.engine();
      return new Run(
          row.runId(),
          row.datasetId(),
          row.status(),
          row.status().equals("running")
              ? new RunProgress(row.step(), row.stepDone(), row.stepTotal())
              : null,
          row.requestedAsOf(),
          row.asOf(),
          row.bundleHash(),
          row.bundleVersion(),
          row.inputHash(),
          row.createdAt(),
          row.createdBy(),
          row.requestId(),
          row.startedAt(),
          row.finishedAt(),
          row.discrepancyCount(),
          row.usageCount(),
          row.accountCount(),
          row.problemCount(),
          row.timings(),
          row.failureCode() == null || row.failure() == null
              ? null
              : new RunFailure(row.failureCode(), row.failure()),
          row.decisionNo(),
          row.mappingNo(),
          engine == null ? null : engine.program(),
          engine == null ? null : engine.revision(),
          Responses.Source.of(sources),
          files.isEmpty() ? null : files.stream().map(Responses.File::of).toList());
    }
  }
}
