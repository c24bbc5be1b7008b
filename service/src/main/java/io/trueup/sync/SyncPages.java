package io.trueup.sync;

import io.trueup.connector.PageArchive;
import io.trueup.connector.RecordedAnswer;
import io.trueup.platform.db.TenantDb;
import io.trueup.sync.SyncLeases.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answers of a sync under way. They are committed a few at a time, so that no more than a
 * second's or a MiB of them is in memory, or lost when the node is killed. A worker that lost its
 * sync writes no more.
 */
final class SyncPages implements PageArchive, AutoCloseable {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_PAGES = 50;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final TenantDb db;
  private final Claim claim;
  private final Redaction redaction;
  private final SyncMetrics metrics;
  private final Set<String> known;
  private final List<PageDao.Page> waiting = new ArrayList<>();
  private long waitingBytes;
  private long flushedAt = System.nanoTime();

  SyncPages(TenantDb db, Claim claim, Redaction redaction, SyncMetrics metrics) {
    this.db = db;
    this.claim = claim;
    this.redaction = redaction;
    this.metrics = metrics;
    this.known = db.read(claim.tenant(), handle -> PageDao.keys(handle, claim.syncId()));
  }

  @Override
  public Optional<RecordedAnswer> find(String key) {
    String hash = PageDao.hash(key);
    // A fresh sync has none: it shall not ask the database before each request.
    if (!known.contains(hash)) {
      return Optional.empty();
    }
    Optional<RecordedAnswer> answer =
        db.read(claim.tenant(), handle -> PageDao.find(handle, claim.syncId(), hash));
    answer.ifPresent(found -> metrics.recalled());
    return answer;
  }

  @Override
  public void keep(String key, RecordedAnswer answer) {
    PageDao.Page page =
        PageDao.Page.of(
            key,
            new RecordedAnswer(
                answer.stream(),
                answer.partition(),
                answer.page(),
                redaction.clean(answer.request()),
                answer.status(),
                answer.headers(),
                answer.body(),
                answer.receivedAt()));
    metrics.kept(answer.body().length, page.packed().length);
    synchronized (this) {
      waiting.add(page);
      waitingBytes += page.packed().length + answer.body().length;
      if (waitingBytes >= MOST_BYTES
          || waiting.size() >= MOST_PAGES
          || System.nanoTime() - flushedAt >= LONGEST.toNanos()) {
        flush();
      }
    }
  }

  /** Commits what is still in memory. */
  synchronized void flush() {
    flushedAt = System.nanoTime();
    if (waiting.isEmpty()) {
      return;
    }
    db.useTenant(
        claim.tenant(),
        handle -> {
          if (!SyncLeases.holds(handle, claim, true)) {
            throw new LostException();
          }
          PageDao.insert(handle, claim.syncId(), waiting);
        });
    waiting.clear();
    waitingBytes = 0;
  }

  /** Commits what is still in memory, where the sync is still ours. */
  @Override
  public void close() {
    flush();
  }
}
