package io.trueup.web;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.util.Optional;
import java.util.UUID;

/** Whose people somebody may be, before they have signed in. */
final class Tenants {
  private final TenantDb db;

  Tenants(TenantDb db) {
    this.db = db;
  }

  /** A tenant, and what people call it. */
  record Tenant(TenantId id, String name) {}

  Optional<Tenant> find(String slug) {
    if (slug.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return db.withoutTenant(
            handle ->
                handle
                    .createQuery("SELECT tenant_id FROM find_tenant(:slug)")
                    .bind("slug", slug)
                    .mapTo(UUID.class)
                    .findOne()
                    .map(TenantId::new))
        .map(id -> new Tenant(id, name(id)));
  }

  String name(TenantId tenant) {
    return db.read(
        tenant,
        handle ->
            handle.createQuery("SELECT name FROM tenant").mapTo(String.class).findOne().orElse(""));
  }
}
