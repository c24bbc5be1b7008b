package io.trueup.pages;

import io.trueup.integration.ConnectionTest;
import io.trueup.integration.ConnectionTests;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Every;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationDao;
import io.trueup.integration.IntegrationSpec;
import io.trueup.integration.Integrations;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.sync.HealthRow;
import io.trueup.sync.SyncHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the pages about connected systems share: the features behind them.
 *
 * @param upcoming when systems are read next
 * @param wake wakes the workers after a sync was queued
 */
public record Systems(
    Integrations integrations,
    SyncHealth health,
    ConnectionTests tests,
    Upcoming upcoming,
    Runnable wake,
    Clock clock) {
  /** When integrations are due next, by id. */
  @FunctionalInterface
  public interface Upcoming {
    /** Those of a tenant; an integration that is on no schedule is not there. */
    Map<String, Instant> next(Handle handle, TenantId tenant);
  }

  /** All systems of a tenant with their health, as they are now. */
  record All(
      List<Integration> systems,
      Map<String, HealthRow> health,
      Map<String, Instant> next,
      Instant now) {}

  All all(Handle handle, TenantId tenant) {
    Map<String, HealthRow> rows = new HashMap<>();
    health.list(handle, tenant).forEach(row -> rows.put(row.integrationId(), row));
    return new All(
        IntegrationDao.list(handle), rows, upcoming.next(handle, tenant), clock.instant());
  }

  /** A system that there is. */
  static Integration get(Handle handle, String id) {
    return IntegrationDao.find(handle, id)
        .orElseThrow(() -> ProblemException.notFound("integration"));
  }

  HealthRow health(Handle handle, TenantId tenant, String id) {
    return health
        .find(handle, tenant, id)
        .orElseThrow(() -> ProblemException.notFound("integration"));
  }

  Optional<ConnectorForm> form(String connector) {
    return integrations.catalogue().find(connector);
  }

  ConnectorForm getForm(String connector) {
    return form(connector).orElseThrow(() -> ProblemException.notFound("connector"));
  }

  List<ConnectionTest.Tried> test(TenantId tenant, String id) {
    return tests.saved(tenant, id);
  }

  /** {@code every day}, {@code every 30 minutes}, {@code paused} or {@code by hand}. */
  static String every(Integration system) {
    Duration every = system.every();
    if (every == null) {
      return "by hand";
    }
    return system.enabled() ? every(every) : "paused";
  }

  static String every(Duration every) {
    String text = Every.text(every);
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    String unit =
        switch (text.charAt(text.length() - 1)) {
          case 'm' -> "minute";
          case 'h' -> "hour";
          default -> "day";
        };
    return count == 1 ? "every " + unit : "every " + count + " " + unit + "s";
  }

  /** The integration as what somebody wants it to be, with another state of its schedule. */
  static IntegrationSpec spec(Integration of, boolean enabled) {
    return new IntegrationSpec(
        of.integrationId(),
        of.connector(),
        of.name(),
        of.settings(),
        enabled,
        of.every(),
        of.maxAgeHours());
  }
}
