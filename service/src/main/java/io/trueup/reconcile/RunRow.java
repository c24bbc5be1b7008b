package io.trueup.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is kept.
 *
 * @param status {@code queued}, {@code running}, {@code done} or {@code failed}
 * @param requestedAsOf the date asked for, null when the input was to say
 * @param step what it is doing, with how many of how many units done
 * @param asOf the date it was reconciled at, null until done
 * @param bundleHash of the rules that decided; null until done
 * @param bundleVersion number of the published bundle that they are, noted when it starts; null
 *     until then, and for runs from before there were bundles
 * @param failureCode why it failed, for programs; null unless it did
 * @param failure why it failed, for people
 * @param engine which program computed it; null until done, and for runs from before that was noted
 * @param decisionNo the last decision about clients' accounts that it was given; 0 for none
 * @param findingNo the last decision about findings that it was given; 0 for none
 * @param mappingNo the last change of service mappings that it was given; 0 for none
 */
public record RunRow(
    UUID runId,
    UUID datasetId,
    String status,
    @Nullable LocalDate requestedAsOf,
    String step,
    long stepDone,
    long stepTotal,
    Instant createdAt,
    String createdBy,
    String requestId,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable LocalDate asOf,
    @Nullable String bundleHash,
    @Nullable Long bundleVersion,
    @Nullable String inputHash,
    @Nullable Long discrepancyCount,
    @Nullable Long usageCount,
    @Nullable Long accountCount,
    @Nullable Long problemCount,
    String timings,
    @Nullable String failureCode,
    @Nullable String failure,
    @Nullable EngineVersion engine,
    long decisionNo,
    long findingNo,
    long mappingNo) {
  /** The states a run can be in. */
  public static final java.util.List<String> STATUSES =
      java.util.List.of("queued", "running", "done", "failed");
}
