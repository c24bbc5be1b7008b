package io.trueup.app;

import io.trueup.client.Refreshes;
import io.trueup.demo.Tidewater;
import io.trueup.integration.IntegrationDao;
import io.trueup.integration.IntegrationSpec;
import io.trueup.integration.Integrations;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.sync.Syncs;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The demo's connected systems: the vendor that it plays itself, once well and once with a key that
 * is refused. They are read in the background, and their records are in no figure of the month.
 */
final class DemoSystems {
  private static final String WELL = "tidewater";
  private static final String REFUSED = "brackwater";

  private DemoSystems() {}

  /** Connects them, unless they are, or somebody took them away again. */
  static void connect(TrueupApplication.Parts parts, TenantId tenant, UUID dataset, String by) {
    TenantDb db = parts.db();
    Integrations integrations = parts.connected().integrations();
    boolean made =
        db.inTenant(
            tenant,
            handle -> {
              if (!IntegrationDao.list(handle).isEmpty()
                  || Syncs.count(handle, Optional.empty(), Optional.empty(), 1) > 0) {
                return false;
              }
              // Clients stay those of the month: what is read here bills nobody.
              Refreshes.request(handle, "the demo's month", Optional.of(dataset));
              integrations.create(handle, tenant, spec(WELL, "Tidewater RMM (fictional)"), by);
              integrations.create(handle, tenant, spec(REFUSED, "Brackwater RMM (fictional)"), by);
              key(integrations, tenant, WELL, Tidewater.KEY, by, handle);
              key(integrations, tenant, REFUSED, "a-key-of-last-year", by, handle);
              Syncs.queue(handle, WELL, by, by);
              Syncs.queue(handle, REFUSED, by, by);
              return true;
            });
    if (made) {
      parts.connected().workers().wake();
      parts.matching().wake();
    }
  }

  private static void key(
      Integrations integrations,
      TenantId tenant,
      String id,
      String key,
      String by,
      org.jdbi.v3.core.Handle handle) {
    integrations.setCredentials(handle, tenant, id, Map.of("api_key", key), null, by);
  }

  private static IntegrationSpec spec(String id, String name) {
    return new IntegrationSpec(
        id, Tidewater.CONNECTOR, name, Map.of(), true, null, IntegrationSpec.DEFAULT_MAX_AGE_HOURS);
  }
}
