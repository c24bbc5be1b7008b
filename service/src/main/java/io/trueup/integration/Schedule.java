package io.trueup.integration;

import io.trueup.platform.db.TenantId;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Told when an integration is to be synced by itself, within the transaction that changes it. */
public interface Schedule {
  /** Keeps none: for commands that sync and end. */
  Schedule NONE =
      new Schedule() {
        @Override
        public void set(Handle handle, TenantId tenant, String integrationId, Duration every) {
          // whoever serves takes it up when it starts
        }

        @Override
        public void remove(Handle handle, TenantId tenant, String integrationId) {
          // an integration that is gone is taken off when it is due
        }
      };

  /** From now on it is synced so often. */
  void set(Handle handle, TenantId tenant, String integrationId, Duration every);

  /** From now on it is synced by hand only. */
  void remove(Handle handle, TenantId tenant, String integrationId);

  /** Puts an integration on the schedule, or takes it off. */
  default void follow(Handle handle, TenantId tenant, Integration integration) {
    Duration every = integration.every();
    if (integration.enabled() && every != null) {
      set(handle, tenant, integration.integrationId(), every);
    } else {
      remove(handle, tenant, integration.integrationId());
    }
  }
}
