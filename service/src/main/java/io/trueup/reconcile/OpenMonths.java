package io.trueup.reconcile;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The months that this node works on in batches: each is read once, kept while a batch needs it and
 * for a moment after that, since the next batch is likely to be of the same run.
 */
final class OpenMonths {
  private static final long KEPT_SECONDS = 60;

  private static final class Entry {
    final CompletableFuture<DividedMonth> month = new CompletableFuture<>();
    int users;
    long idleSince;
  }

  private final Map<UUID, Entry> open = new HashMap<>();

  /** Keeps a month that was read already. */
  void put(UUID run, DividedMonth month) {
    borrowed(run).month.complete(month);
    giveBack(run);
  }

  /**
   * A run's month, to be given back.
   *
   * @param load reads it where that has not been done yet; others that want it wait
   */
  DividedMonth borrow(UUID run, Supplier<DividedMonth> load) {
    boolean first;
    Entry entry;
    synchronized (this) {
      first = !open.containsKey(run);
      entry = borrowed(run);
    }
    try {
      if (first) {
        entry.month.complete(load.get());
      }
      return entry.month.get();
    } catch (InterruptedException e) {
      giveBack(run);
      Thread.currentThread().interrupt();
      throw new Heartbeats.StoppedException();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the month could not be read beside", e.getCause());
    } catch (RuntimeException e) {
      synchronized (this) {
        open.remove(run, entry);
      }
      entry.month.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized Entry borrowed(UUID run) {
    Entry entry = open.computeIfAbsent(run, k -> new Entry());
    entry.users++;
    return entry;
  }

  /** A batch needs the month no more. */
  synchronized void giveBack(UUID run) {
    Entry entry = open.get(run);
    if (entry != null && --entry.users == 0) {
      entry.idleSince = System.nanoTime();
      CompletableFuture.delayedExecutor(KEPT_SECONDS + 1, TimeUnit.SECONDS).execute(this::tidy);
    }
  }

  /** A run's month, when it is here. */
  synchronized Optional<DividedMonth> find(UUID run) {
    Entry entry = open.get(run);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.month.getNow(null));
  }

  /** A run has ended. */
  synchronized void forget(UUID run) {
    Entry entry = open.get(run);
    if (entry != null && entry.users == 0) {
      open.remove(run);
    }
  }

  private synchronized void tidy() {
    long now = System.nanoTime();
    Iterator<Entry> all = open.values().iterator();
    while (all.hasNext()) {
      Entry entry = all.next();
      if (entry.users == 0 && now - entry.idleSince > TimeUnit.SECONDS.toNanos(KEPT_SECONDS)) {
        all.remove();
      }
    }
  }
}
