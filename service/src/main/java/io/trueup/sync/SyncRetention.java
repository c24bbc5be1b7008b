package io.trueup.sync;

import io.trueup.platform.db.TenantDb;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is kept for a time only, of all tenants: vendors' answers, and syncs that left no
 * snapshot. Snapshots and their rows stay.
 */
public final class SyncRetention {
  private static final Logger LOG = LoggerFactory.getLogger(SyncRetention.class);
  private static final int PIECE = 500;

  private final TenantDb db;
  private final Duration keepPages;
  private final Duration keepSyncs;

  public SyncRetention(TenantDb db, Duration keepPages, Duration keepSyncs) {
    this.db = db;
    this.keepPages = keepPages;
    this.keepSyncs = keepSyncs;
  }

  /** How many rows went. */
  public record Purged(long pages, long syncs) {}

  /** Removes all that is due, a piece at a time, until it is done or the thread is interrupted. */
  public Purged purge() {
    Purged purged =
        new Purged(
            all(handle -> piece(handle, "purge_sync_pages", keepPages)),
            all(handle -> piece(handle, "purge_syncs", keepSyncs)));
    if (purged.pages() > 0 || purged.syncs() > 0) {
      LOG.info("purged pages={} syncs={}", purged.pages(), purged.syncs());
    }
    return purged;
  }

  private long all(ToLongFunction<Handle> piece) {
    long total = 0;
    while (!Thread.currentThread().isInterrupted()) {
      long gone = db.withoutTenant(piece::applyAsLong);
      total += gone;
      if (gone < PIECE) {
        break;
      }
    }
    return total;
  }

  private static long piece(Handle handle, String function, Duration older) {
    return handle
        .createQuery("SELECT " + function + "(:older, :limit)")
        .bind("older", older)
        .bind("limit", PIECE)
        .mapTo(Long.class)
        .one();
  }
}
