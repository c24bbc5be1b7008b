package io.trueup.sync;

import io.trueup.connector.Connection;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * An integration as a sync needs it.
 *
 * @param integrationId its id
 * @param connector id of the connector that reads it
 * @param connection settings and credentials, usable outside the transaction that found it
 * @param category what kind of system it is, as in the export folder
 * @param vendor the system's name, such as {@code ninjaone}
 * @param maxAgeHours hours after which what was read is stale
 * @param every time between scheduled syncs
 * @param enabled whether it is synced on a schedule; by hand it can be synced all the same
 * @param redaction takes its secrets out of texts
 */
public record SyncTarget(
    String integrationId,
    String connector,
    Connection connection,
    String category,
    String vendor,
    BigDecimal maxAgeHours,
    Duration every,
    boolean enabled,
    Redaction redaction) {}
