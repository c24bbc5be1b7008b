package io.trueup.sync;

import io.trueup.platform.db.TenantId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Where syncs learn which integrations there are. */
public interface IntegrationSource {
  /**
   * An integration.
   *
   * @param handle a transaction of the tenant
   */
  Optional<SyncTarget> find(Handle handle, TenantId tenant, String integrationId);

  /**
   * All integrations of a tenant, by id.
   *
   * @param handle a transaction of the tenant
   */
  List<SyncTarget> list(Handle handle, TenantId tenant);
}
