package io.trueup.facts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connected system and how its last synchronisation went.
 *
 * @param integrationId our id of the connection
 * @param category psa, rmm, microsoft365, backup, endpoint_security, vendor_portal or other
 * @param vendor the system, such as ninjaone
 * @param lastAttemptAt when a sync was last tried
 * @param lastSuccessAt when a sync last succeeded; null means never
 * @param lastStatus succeeded, failed, partial or never; empty when not known
 * @param maxAgeHours hours after which what was read is stale
 * @param matchOnName {@code yes} or {@code no}: whether the identical name alone links its
 *     accounts; empty where policy decides. A rule that matches by name asks that there is no
 *     {@code Integration( integrationId == $integration, matchOnName == "no" )}
 * @param attributes every other column of the row, by its name
 */
public record Integration(
    String integrationId,
    String category,
    String vendor,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant lastSuccessAt,
    String lastStatus,
    BigDecimal maxAgeHours,
    String matchOnName,
    Map<String, String> attributes) {
  public Integration {
    Texts.required(integrationId, "integrationId");
    Texts.required(category, "category");
    Texts.required(vendor, "vendor");
    lastStatus = Texts.text(lastStatus);
    matchOnName = Texts.text(matchOnName);
    attributes = Texts.sorted(attributes);
  }
}
