package io.trueup.integration;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants an integration to be.
 *
 * @param name what people call it; the connector's name where it is blank
 * @param every time between syncs; null: only when somebody asks
 */
public record IntegrationSpec(
    String integrationId,
    String connector,
    String name,
    Map<String, String> settings,
    boolean enabled,
    @Nullable Duration every,
    int maxAgeHours) {
  /** What holds where nothing is said: a day. */
  public static final Duration DEFAULT_EVERY = Duration.ofDays(1);

  /** What holds where nothing is said: the export folder's own default. */
  public static final int DEFAULT_MAX_AGE_HOURS = 24;

  public IntegrationSpec {
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** Whether an integration is just this. */
  boolean same(Integration there) {
    return there.connector().equals(connector)
        && there.name().equals(name)
        && there.settings().equals(settings)
        && there.enabled() == enabled
        && java.util.Objects.equals(there.every(), every)
        && there.maxAgeHours() == maxAgeHours;
  }
}
