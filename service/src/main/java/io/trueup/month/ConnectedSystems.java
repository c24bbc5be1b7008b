package io.trueup.month;

import io.trueup.platform.db.TenantId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Where a month learns which integrations a tenant has. */
@FunctionalInterface
public interface ConnectedSystems {
  /**
   * The enabled integrations, by id, whether or not they were ever synced.
   *
   * @param handle a transaction of the tenant
   */
  List<ConnectedSystem> list(Handle handle, TenantId tenant);
}
