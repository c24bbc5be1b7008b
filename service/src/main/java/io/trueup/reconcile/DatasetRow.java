package io.trueup.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An export folder as it is kept.
 *
 * @param hash SHA-256 over its files' names and contents: the same folder has the same hash
 * @param label what its sender called it
 * @param files its files, by name
 */
public record DatasetRow(
    UUID datasetId,
    String hash,
    String label,
    long sizeBytes,
    Instant createdAt,
    String createdBy,
    List<FileRow> files) {
  /** One file of it. */
  public record FileRow(String name, long sizeBytes, String sha256) {}

  public DatasetRow {
    files = List.copyOf(files);
  }
}
