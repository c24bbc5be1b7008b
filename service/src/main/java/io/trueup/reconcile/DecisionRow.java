package io.trueup.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A decision of a person that a discrepancy rests on. */
public record DecisionRow(
    String discrepancyId,
    String decisionId,
    String kind,
    String value,
    @Nullable LocalDate until,
    String reason,
    String decidedBy,
    @Nullable Instant decidedAt) {}
