package io.trueup.rulebook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done to a draft.
 *
 * @param seq its place in the draft's history, from 1
 * @param kind {@code created}, {@code edited}, {@code merged}, {@code checked}, {@code tested},
 *     {@code compared}, {@code submitted}, {@code approved}, {@code rejected}, {@code published} or
 *     {@code discarded}
 * @param contentRevision the revision of the files that it was done to
 * @param passed whether what was tried held; null where nothing was tried
 * @param note what was said about it, or which file it was
 * @param result JSON object: what came of it
 */
public record StepRow(
    long seq,
    String kind,
    String actor,
    Instant at,
    long contentRevision,
    @Nullable Boolean passed,
    String note,
    String result) {}
