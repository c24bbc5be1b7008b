package io.trueup.month;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a month took from an integration.
 *
 * @param integrationId the integration
 * @param snapshotNo the snapshot that its rows are of; null when there was none to take
 * @param previousNo the snapshot that {@code previous/} has its rows of; null when there is none
 * @param takenAt as of when the rows are; null without a snapshot
 * @param health {@code healthy}, or the reason why it is not believed
 * @param words the reason, as the end of a sentence; empty when healthy
 */
public record MonthSource(
    String integrationId,
    @Nullable Long snapshotNo,
    @Nullable Long previousNo,
    @Nullable Instant takenAt,
    String health,
    String words) {}
