package io.trueup.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.trueup.connector.RecordedAnswer;
import io.trueup.platform.db.Blobs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of table sync_page, within the transaction's tenant. */
final class PageDao {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int LEVEL = 3;

  private PageDao() {}

  /**
   * An answer ready to be stored.
   *
   * @param key hash of its key, in hex
   * @param sha256 of the body as it came
   * @param packed the body, compressed
   */
  record Page(String key, RecordedAnswer answer, byte[] sha256, byte[] packed) {
    static Page of(String key, RecordedAnswer answer) {
      return new Page(
          hash(key),
          answer,
          Blobs.sha256().digest(answer.body()),
          Zstd.compress(answer.body(), LEVEL));
    }
  }

  static String hash(String key) {
    return HexFormat.of().formatHex(Blobs.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  static void insert(Handle handle, UUID syncId, List<Page> pages) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO sync_page (tenant_id, sync_id, key_sha256, stream, partition, page, request,
              status, headers, sha256, size_bytes, body, received_at)
            VALUES (current_setting('app.tenant')::uuid, :sync, decode(:key, 'hex'), :stream,
              :partition, :page, :request, :status, :headers::jsonb, :sha256, :size, :body, :received)
            ON CONFLICT (tenant_id, sync_id, key_sha256) DO UPDATE SET
              status = excluded.status, headers = excluded.headers, sha256 = excluded.sha256,
              size_bytes = excluded.size_bytes, body = excluded.body,
              received_at = excluded.received_at
            """);
    for (Page page : pages) {
      RecordedAnswer answer = page.answer();
      batch
          .bind("sync", syncId)
          .bind("key", page.key())
          .bind("stream", answer.stream())
          .bind("partition", answer.partition())
          .bind("page", answer.page())
          .bind("request", answer.request())
          .bind("status", answer.status())
          .bind("headers", json(answer.headers()))
          .bind("sha256", page.sha256())
          .bind("size", answer.body().length)
          .bind("body", page.packed())
          .bind("received", answer.receivedAt())
          .add();
    }
    batch.execute();
  }

  /** Hashes of the keys of all answers of a sync, in hex. */
  static Set<String> keys(Handle handle, UUID syncId) {
    return handle
        .createQuery("SELECT encode(key_sha256, 'hex') FROM sync_page WHERE sync_id = :sync")
        .bind("sync", syncId)
        .setFetchSize(10_000)
        .mapTo(String.class)
        .stream()
        .collect(Collectors.toSet());
  }

  /** When the first answer of a sync came. */
  static Optional<Instant> oldest(Handle handle, UUID syncId) {
    return handle
        .createQuery("SELECT min(received_at) FROM sync_page WHERE sync_id = :sync")
        .bind("sync", syncId)
        .mapTo(Instant.class)
        .findOne();
  }

  static void deleteAll(Handle handle, UUID syncId) {
    handle
        .createUpdate("DELETE FROM sync_page WHERE sync_id = :sync")
        .bind("sync", syncId)
        .execute();
  }

  /** An answer; empty when it is not there, or is no longer what was stored. */
  static Optional<RecordedAnswer> find(Handle handle, UUID syncId, String key) {
    return handle
        .createQuery(
            """
            SELECT stream, partition, page, request, status, headers::text AS headers, sha256,
              size_bytes, body, received_at
            FROM sync_page WHERE sync_id = :sync AND key_sha256 = decode(:key, 'hex')
            """)
        .bind("sync", syncId)
        .bind("key", key)
        .map((row, context) -> answer(row))
        .findOne()
        .flatMap(found -> found);
  }

  private static Optional<RecordedAnswer> answer(ResultSet row) throws SQLException {
    byte[] body;
    try {
      body = Zstd.decompress(row.getBytes("body"), row.getInt("size_bytes"));
    } catch (ZstdException e) {
      return Optional.empty();
    }
    if (!MessageDigest.isEqual(Blobs.sha256().digest(body), row.getBytes("sha256"))) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedAnswer(
            row.getString("stream"),
            row.getString("partition"),
            row.getInt("page"),
            row.getString("request"),
            row.getInt("status"),
            headers(row.getString("headers")),
            body,
            row.getTimestamp("received_at").toInstant()));
  }

  private static Map<String, String> headers(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored headers are JSON", e);
    }
  }

  private static String json(Map<String, String> headers) {
    try {
      return JSON.writeValueAsString(headers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts", e);
    }
  }
}
