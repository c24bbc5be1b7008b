package io.trueup.sync;

import io.trueup.connector.PageArchive;
import io.trueup.connector.RecordedAnswer;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.util.Optional;
import java.util.UUID;

/** The answers of an earlier sync, and no way to the vendor. */
final class ReplayPages implements PageArchive {
  private final TenantDb db;
  private final TenantId tenant;
  private final UUID syncId;
  private final SyncMetrics metrics;

  ReplayPages(TenantDb db, TenantId tenant, UUID syncId, SyncMetrics metrics) {
    this.db = db;
    this.tenant = tenant;
    this.syncId = syncId;
    this.metrics = metrics;
  }

  /** An answer is missing, and whoever reads on would ask the vendor. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String key) {
      super(key, null, false, false);
    }
  }

  @Override
  public Optional<RecordedAnswer> find(String key) {
    Optional<RecordedAnswer> answer =
        db.read(tenant, handle -> PageDao.find(handle, syncId, PageDao.hash(key)));
    if (answer.isEmpty()) {
      throw new MissingException(key);
    }
    metrics.recalled();
    return answer;
  }

  @Override
  public void keep(String key, RecordedAnswer answer) {
    throw new MissingException(key);
  }
}
