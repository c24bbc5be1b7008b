package io.trueup.integration;

import io.trueup.connector.Secrets;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.secret.Credentials;
import io.trueup.secret.Redaction;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of one integration for one sync. They are decrypted when they are first asked
 * for, and kept in memory only as long as the sync holds this.
 */
final class IntegrationSecrets implements Secrets {
  private final TenantDb db;
  private final TenantId tenant;
  private final String integrationId;
  private final Credentials credentials;
  private final Optional<Credentials.Sealed> sealed;
  private final Set<String> known = new LinkedHashSet<>();
  private @Nullable Map<String, String> values;
  private @Nullable Redaction redaction;

  IntegrationSecrets(
      TenantDb db,
      TenantId tenant,
      String integrationId,
      Credentials credentials,
      Optional<Credentials.Sealed> sealed) {
    this.db = db;
    this.tenant = tenant;
    this.integrationId = integrationId;
    this.credentials = credentials;
    this.sealed = sealed;
  }

  @Override
  public synchronized Optional<String> find(String name) {
    return Optional.ofNullable(values().get(name));
  }

  @Override
  public synchronized void replace(String name, String old, String value) {
    // Known before it is stored: were storing it to fail, the failure's text might hold it.
    values();
    known.add(value);
    redaction = null;
    credentials.replace(db, tenant, integrationId, name, old, value);
    values().put(name, value);
  }

  /** The text without any credential that the integration has, or had during this sync. */
  synchronized String clean(String text) {
    values();
    Redaction now = redaction;
    if (now == null) {
      now = Redaction.of(known);
      redaction = now;
    }
    return now.clean(text);
  }

  private Map<String, String> values() {
    Map<String, String> now = values;
    if (now == null) {
      now = new HashMap<>(sealed.map(Credentials.Sealed::values).orElse(Map.of()));
      known.addAll(now.values());
      values = now;
    }
    return now;
  }
}
