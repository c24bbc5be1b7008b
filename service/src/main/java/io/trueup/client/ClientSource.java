package io.trueup.client;

import io.trueup.platform.db.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Where the accounts come from that people decide about. */
@FunctionalInterface
public interface ClientSource {
  /**
   * An export folder that was written.
   *
   * @param source {@code syncs} or {@code dataset}
   * @param synced integrations that the service reads itself
   */
  record Written(String source, List<String> synced) {
    public Written {
      synced = List.copyOf(synced);
    }
  }

  /**
   * Writes the newest there is.
   *
   * @param handle a transaction of the tenant that only reads
   * @param dataset the dataset to take; empty for what integrations last said or, where there are
   *     none, the last run's dataset
   * @param folder an empty folder
   * @return empty when there is nothing
   */
  Optional<Written> write(Handle handle, TenantId tenant, Optional<UUID> dataset, Path folder);
}
