package io.trueup.whatif;

import java.time.Instant;
import java.util.UUID;

/**
 * A comparison that was made.
 *
 * @param line what differs, in one line
 * @param summary JSON object: changes, totals, classes, causes, the first clients
 */
public record ComparisonRow(
    UUID comparisonId, UUID runId, Instant madeAt, String line, String summary) {}
