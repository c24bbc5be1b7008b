package io.trueup.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an integration as one sync found them.
 *
 * @param number counts from 1 for each integration
 * @param takenAt as of when its facts are
 * @param rows all rows in force
 * @param added rows that the snapshot before did not have
 * @param changed rows that it had with other cells
 * @param removed rows that only it had
 * @param tables rows by table of the export folder
 * @param streams rows by stream of the connector
 * @param contentHash SHA-256 over all rows, in hex: equal exactly when the facts are
 * @param believed whether its counts are plausible, or a person accepted it
 * @param doubts why it was not believed at first
 * @param acceptedBy who accepted it; null when nobody had to, or has
 */
public record SnapshotRow(
    String integrationId,
    long number,
    UUID syncId,
    Instant takenAt,
    long rows,
    long added,
    long changed,
    long removed,
    Map<String, Long> tables,
    Map<String, Long> streams,
    String contentHash,
    boolean believed,
    List<Doubted> doubts,
    @Nullable String acceptedBy,
    @Nullable Instant acceptedAt,
    @Nullable String acceptedReason) {
  public SnapshotRow {
    tables = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(tables));
    streams = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(streams));
    doubts = List.copyOf(doubts);
  }

  /**
   * A doubt about a snapshot.
   *
   * @param stream the stream, empty for the integration as a whole
   * @param records how many there are now
   * @param previous how many the last believed snapshot had
   */
  public record Doubted(String stream, String reason, String words, long records, long previous) {}

  /** Rows of the usage table: what the integration as a whole is judged by. */
  public long usage() {
    return tables.getOrDefault("usage", 0L);
  }
}
