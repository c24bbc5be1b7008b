package io.trueup.reconcile;

import io.trueup.client.ClientSource;
import io.trueup.month.MonthFolder;
import io.trueup.platform.db.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Accounts of a chosen dataset, else of the newest snapshots, else of the last run's dataset. */
public final class NewestClients implements ClientSource {
  private final MonthFolder month;
  private final Clock clock;

  public NewestClients(MonthFolder month, Clock clock) {
    this.month = month;
    this.clock = clock;
  }

  @Override
  public Optional<Written> write(
      Handle handle, TenantId tenant, Optional<UUID> dataset, Path folder) {
    if (dataset.isEmpty()) {
      List<String> synced = month.writeNewest(handle, tenant, clock.instant(), folder);
      if (!synced.isEmpty()) {
        return Optional.of(new Written("syncs", synced));
      }
    }
    return dataset
        .or(() -> lastRun(handle))
        .map(
            id -> {
              try {
                DatasetDao.writeTo(handle, id, folder);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return new Written("dataset", List.of());
            });
  }

  /** Of the latest day: an earlier month that is looked at once more is no news of clients. */
  private static Optional<UUID> lastRun(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT dataset_id FROM run WHERE status = 'done'
            ORDER BY as_of DESC NULLS LAST, created_at DESC, run_id DESC LIMIT 1
            """)
        .mapTo(UUID.class)
        .findOne();
  }
}
