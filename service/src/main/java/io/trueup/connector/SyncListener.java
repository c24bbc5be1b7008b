package io.trueup.connector;

import java.util.List;

/**
 * Takes what the reader reads, page by page. Called from several threads, never for the same stream
 * and partition at once; an exception thrown here ends the reading.
 */
public interface SyncListener {
  /**
   * A page was read well. Its rows are facts only once the whole reading has returned.
   *
   * @param stream the stream
   * @param partition of which parent; empty where there is one only
   * @param records how many records the vendor sent
   * @param rows what they became, possibly several a record or none
   * @param problems records or cells that were left out
   */
  void page(
      String stream,
      String partition,
      int records,
      List<SyncedRow> rows,
      List<RecordProblem> problems);

  /** All that was read of a stream so far is void: it is read again from its start. */
  void restarted(String stream, String partition);

  /** A stream is read to its end. */
  void finished(String stream);

  /**
   * How far a stream is.
   *
   * @param stream empty for what holds up all of them
   * @param expected records in all where the vendor says so, else 0
   * @param note what it waits for, such as a vendor's limit; empty while it reads
   */
  default void progress(String stream, long records, long expected, String note) {}

  /** Asked between requests: whether to stop with {@link ReadFailure.Kind#CANCELLED}. */
  default boolean cancelled() {
    return false;
  }
}
