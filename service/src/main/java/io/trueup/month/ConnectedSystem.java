package io.trueup.month;

import java.math.BigDecimal;

/**
 * An integration that a month is made of.
 *
 * @param integrationId its id
 * @param category what kind of system it is, as in the export folder
 * @param vendor the system's name, such as {@code ninjaone}
 * @param maxAgeHours hours after which what was read is stale
 * @param billing whether clients, agreements and what is billed are taken from it: it is a PSA or
 *     an export folder
 */
public record ConnectedSystem(
    String integrationId,
    String category,
    String vendor,
    BigDecimal maxAgeHours,
    boolean billing) {}
