package io.trueup.folder;

import java.io.Closeable;
import java.io.IOException;

/** Rows of a table one after the other, the header first. */
interface RowSource extends Closeable {
  /** Reads the next row into {@code row}; false when there is none. */
  boolean next(RawRow row) throws IOException;

  /**
   * Says how many cells a sound row has, which tells a quote that never closes from a long cell.
   */
  void expect(int cells);

  /** Whether there are so many rows that a thread of its own may read them. */
  default boolean large() {
    return false;
  }

  @Override
  void close() throws IOException;
}
