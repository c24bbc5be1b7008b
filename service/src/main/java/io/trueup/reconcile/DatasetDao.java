package io.trueup.reconcile;

import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.Blobs.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Rows of tables dataset and dataset_file, within the transaction's tenant. */
public final class DatasetDao {
  private static final String USAGE = "usage.csv";
  private static final String COLUMNS =
      "dataset_id, hash, label, size_bytes, created_at, created_by";

  private DatasetDao() {}

  static UUID insert(
      Handle handle,
      String hash,
      Map<String, Path> files,
      String label,
      String by,
      String requestId) {
    UUID id = UUID.randomUUID();
    try {
      long size = 0;
      for (Path file : files.values()) {
        size += Files.size(file);
      }
      handle
          .createUpdate(
              """
              INSERT INTO dataset
                (tenant_id, dataset_id, hash, label, size_bytes, file_count, created_by, request_id)
              VALUES (current_setting('app.tenant')::uuid, :id, :hash, :label, :size, :files, :by, :request)
              """)
          .bind("id", id)
          .bind("hash", hash)
          .bind("label", label)
          .bind("size", size)
          .bind("files", files.size())
          .bind("by", by)
          .bind("request", requestId)
          .execute();
      for (Map.Entry<String, Path> file : files.entrySet()) {
        insertFile(handle, id, file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  private static void insertFile(Handle handle, UUID dataset, String name, Path file)
      throws IOException {
    Blob blob;
    try (InputStream in = Files.newInputStream(file)) {
      blob = Blobs.store(handle, in);
    }
    handle
        .createUpdate(
            """
            INSERT INTO dataset_file (tenant_id, dataset_id, name, size_bytes, sha256, blob_id)
            VALUES (current_setting('app.tenant')::uuid, :dataset, :name, :size, :sha256, :blob)
            """)
        .bind("dataset", dataset)
        .bind("name", name)
        .bind("size", blob.size())
        .bind("sha256", blob.sha256())
        .bind("blob", blob.id())
        .execute();
  }

  /** A dataset of this tenant, with its files. */
  public static Optional<DatasetRow> find(Handle handle, UUID datasetId) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM dataset WHERE dataset_id = :id")
        .bind("id", datasetId)
        .map((row, context) -> row(row, files(handle, datasetId)))
        .findOne();
  }

  static Optional<UUID> findByHash(Handle handle, String hash) {
    return handle
        .createQuery("SELECT dataset_id FROM dataset WHERE hash = :hash")
        .bind("hash", hash)
        .mapTo(UUID.class)
        .findOne();
  }

  /**
   * Datasets without their files, newest first.
   *
   * @param after created_at and dataset_id of the last row before; empty for the first page
   */
  public static List<DatasetRow> list(Handle handle, List<String> after, int limit) {
    boolean first = after.isEmpty();
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM dataset
                WHERE :first OR (created_at, dataset_id) < (:at::timestamptz, :id::uuid)
                ORDER BY created_at DESC, dataset_id DESC LIMIT :limit
                """)
        .bind("first", first)
        .bind("at", first ? null : after.get(0))
        .bind("id", first ? null : after.get(1))
        .bind("limit", limit)
        .map((row, context) -> row(row, List.of()))
        .list();
  }

  /** How many there are. */
  public static long count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM dataset").mapTo(Long.class).one();
  }

  private record Stored(String name, UUID blob) {}

  /** Writes a dataset's files into a folder, as its sender laid them out. */
  static void writeTo(Handle handle, UUID datasetId, Path folder) throws IOException {
    writeTo(handle, datasetId, folder, "");
  }

  /**
   * Writes a dataset's files for the reader of months alone: usage that was read before is packed
   * in place of its file.
   */
  static void writePackedTo(Handle handle, UUID datasetId, Path folder) throws IOException {
    boolean packed = UsagePages.writeTo(handle, datasetId, folder);
    writeTo(handle, datasetId, folder, packed ? USAGE : "");
  }

  private static void writeTo(Handle handle, UUID datasetId, Path folder, String without)
      throws IOException {
    List<Stored> files =
        handle
            .createQuery(
                "SELECT name, blob_id FROM dataset_file WHERE dataset_id = :id ORDER BY name")
            .bind("id", datasetId)
            .map(
                (row, context) ->
                    new Stored(row.getString("name"), row.getObject("blob_id", UUID.class)))
            .list();
    for (Stored stored : files) {
      if (stored.name().equals(without)) {
        continue;
      }
      Path file = folder.resolve(stored.name()).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException("a stored name leads out of its folder");
      }
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      try (OutputStream out = Files.newOutputStream(file)) {
        Blobs.copy(handle, stored.blob(), out);
      }
    }
  }

  private static List<DatasetRow.FileRow> files(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            "SELECT name, size_bytes, sha256 FROM dataset_file WHERE dataset_id = :id ORDER BY name")
        .bind("id", datasetId)
        .map(
            (row, context) ->
                new DatasetRow.FileRow(
                    row.getString("name"), row.getLong("size_bytes"), row.getString("sha256")))
        .list();
  }

  private static DatasetRow row(ResultSet row, List<DatasetRow.FileRow> files) throws SQLException {
    return new DatasetRow(
        row.getObject("dataset_id", UUID.class),
        row.getString("hash"),
        row.getString("label"),
        row.getLong("size_bytes"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        files);
  }
}
