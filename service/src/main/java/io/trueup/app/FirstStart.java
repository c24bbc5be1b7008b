package io.trueup.app;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ApiKeys;
import io.trueup.platform.http.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * An empty installation gets a tenant and a key to start with, left in a file that only its user
 * can read.
 */
final class FirstStart {
  /** The tenant that a fresh installation has. */
  static final String DEFAULT_TENANT = "default";

  private FirstStart() {}

  /** Makes them, unless there is any tenant; where the key was left, when it was made now. */
  static Optional<Path> ensure(TenantDb db, Path storage) {
    Path file = storage.resolve("admin.key");
    TenantId fresh = TenantId.create();
    boolean made =
        db.inTenant(
            fresh,
            handle -> {
              // Nodes that start together on an empty database: the second waits, then finds it
              // done.
              handle
                  .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7281900)) l")
                  .mapTo(Integer.class)
                  .one();
              if (handle.createQuery("SELECT any_tenant()").mapTo(Boolean.class).one()) {
                return false;
              }
              create(handle, fresh, storage, file);
              return true;
            });
    return made ? Optional.of(file) : Optional.empty();
  }

  private static void create(Handle handle, TenantId tenant, Path storage, Path file) {
    handle
        .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, :name)) c")
        .bind("id", tenant.value())
        .bind("slug", DEFAULT_TENANT)
        .bind("name", "Default")
        .mapTo(Integer.class)
        .one();
    ApiKeys.NewKey key =
        ApiKeys.create(handle, Role.ADMIN, "first key", Optional.empty(), "system");
    AuditLog.append(
        handle, "system", "tenant.created", tenant.toString(), Map.of("slug", DEFAULT_TENANT));
    AuditLog.append(
        handle, "system", "key.created", key.key().keyId(), Map.of("role", Role.ADMIN.name()));
    try {
      PrivateFiles.createFolder(storage);
      PrivateFiles.write(file, key.token() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tenant of that slug. */
  static Optional<TenantId> findTenant(TenantDb db, String slug) {
    return db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT tenant_id FROM find_tenant(:slug)")
                .bind("slug", slug)
                .mapTo(UUID.class)
                .findOne()
                .map(TenantId::new));
  }
}
