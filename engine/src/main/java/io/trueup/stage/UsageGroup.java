package io.trueup.stage;

import io.trueup.facts.Usage;

/**
 * A usage with the way back to its records.
 *
 * @param usage what rules saw
 * @param selected what its shape is selected by
 * @param records positions of its records in the run's sorted usage
 * @param fate what became of it
 */
public record UsageGroup(Usage usage, Mappings.Selected selected, int[] records, Fate fate) {}
