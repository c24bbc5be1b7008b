package io.trueup.connector;

import java.time.Instant;

/** Reads a whole vendor once. */
public interface VendorReader {
  /**
   * Reads every stream of a connector. Returns when all are read to their end; what the listener
   * was given is a whole picture only then.
   *
   * @param connector the connector's id
   * @param connection whose
   * @param startedAt when this sync began: the same again when it goes on later, since requests may
   *     depend on it
   * @param archive answers that are there already, and where new ones are kept
   * @throws ReadFailure when a stream could not be read to its end
   * @throws java.util.NoSuchElementException when there is no such connector
   */
  void read(
      String connector,
      Connection connection,
      Instant startedAt,
      PageArchive archive,
      SyncListener listener)
      throws ReadFailure;
}
