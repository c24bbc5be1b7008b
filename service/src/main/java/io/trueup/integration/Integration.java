package io.trueup.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A connected system.
 *
 * @param integrationId a slug: lower-case letters, digits and hyphens, at most 63
 * @param connector id of the connector that reads it
 * @param name what people call it
 * @param settings values by the names that the connector declares
 * @param enabled whether it is synced on a schedule
 * @param every time between syncs; null: only when somebody asks
 * @param maxAgeHours hours after which what was read is stale
 * @param version grows with every change, its credentials' included
 * @param source {@link #API} or {@link #FILE}
 */
public record Integration(
    String integrationId,
    String connector,
    String name,
    Map<String, String> settings,
    boolean enabled,
    @Nullable Duration every,
    int maxAgeHours,
    long version,
    String source,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {
  /** It was made, and is changed, by requests. */
  public static final String API = "api";

  /** It is declared in config.yml, which alone can change it. */
  public static final String FILE = "file";

  public Integration {
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
