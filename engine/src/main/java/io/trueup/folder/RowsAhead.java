package io.trueup.folder;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a large table, split and made ready by a thread of its own while earlier ones are worked
 * on. What is on its way is bounded: a few batches, each of so many rows and so many bytes.
 */
final class RowsAhead implements RowFeed {
  static final String THREAD = "rows ahead";

  private static final int BATCHES = 6;

  private final TableRows rows;
  private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<Batch> spent = new ArrayBlockingQueue<>(BATCHES);
  private final Thread thread;
  private Batch batch = new Batch();
  private int at;

  /** Begins to read. */
  RowsAhead(TableRows rows) {
    this.rows = rows;
    for (int i = 1; i < BATCHES; i++) {
      spent.add(new Batch());
    }
    thread = new Thread(this::readAhead, THREAD);
    thread.setDaemon(true);
    thread.start();
  }

  private void readAhead() {
    try {
      boolean more = true;
      while (more) {
        Batch next = spent.take();
        more = next.fill(rows);
        full.put(next);
      }
    } catch (InterruptedException e) {
      // Nobody wants the rest.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public @Nullable RawRow next() throws IOException {
    try {
      while (at == batch.size) {
        if (batch.last) {
          batch.fail();
          return null;
        }
        spent.put(batch);
        batch = full.take();
        at = 0;
      }
      return batch.rows[at++];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a table was read");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rows one after the other, and how reading them ended. */
  private static final class Batch {
    private static final int MOST_ROWS = 256;
    private static final int MOST_BYTES = 1 << 18;

    private final RawRow[] rows = new RawRow[MOST_ROWS];
    private int made;
    private int size;
    private boolean last;
    private @Nullable IOException unreadable;
    private @Nullable Throwable broken;

    /** Takes as many rows as fit; false when there are no more. */
    boolean fill(TableRows from) {
      size = 0;
      try {
        int bytes = 0;
        while (size < MOST_ROWS && bytes < MOST_BYTES) {
          if (made == size) {
            rows[made++] = new RawRow();
          }
          last = !from.next(rows[size]);
          if (last) {
            return false;
          }
          bytes += rows[size++].bytes().length;
        }
      } catch (IOException e) {
        unreadable = e;
        last = true;
      } catch (RuntimeException | Error e) {
        broken = e;
        last = true;
      }
      return !last;
    }

    void fail() throws IOException {
      if (unreadable != null) {
        throw unreadable;
      } else if (broken instanceof RuntimeException e) {
        throw e;
      } else if (broken instanceof Error e) {
        throw e;
      }
    }
  }
}
