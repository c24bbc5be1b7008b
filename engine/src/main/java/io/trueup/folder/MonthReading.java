package io.trueup.folder;

import io.trueup.facts.Month;
import java.util.Optional;

/**
 * A month and how it was read.
 *
 * @param usage what {@code usage.csv} came to beside its records; empty where there is no such file
 *     or {@link PackedUsage} stood in for it
 */
public record MonthReading(Month month, Optional<UsageReading> usage) {}
