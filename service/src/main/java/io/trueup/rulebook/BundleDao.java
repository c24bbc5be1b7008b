package io.trueup.rulebook;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Published bundles and the files they are made of, within the transaction's tenant. */
public final class BundleDao {
  private static final String SELECT =
      """
      SELECT v.version, v.hash, c.rules_hash, c.file_count, c.size_bytes, v.origin, v.base_version,
        v.draft_id, v.restored, v.message, v.published_at, v.published_by, v.approved_by,
        v.override_reason, v.source, v.commit_id,
        (SELECT n.published_at FROM bundle_version n WHERE n.version = v.version + 1) AS superseded_at
      FROM bundle_version v JOIN bundle_content c ON c.hash = v.hash
      """;

  private BundleDao() {}

  /** The number of the bundle in force; empty as long as the tenant has none of its own. */
  static Optional<Long> findPublished(Handle handle) {
    return handle.createQuery("SELECT version FROM rulebook").mapTo(Long.class).findOne();
  }

  /** As {@link #findPublished}; nobody else publishes until the transaction ends. */
  static Optional<Long> lockPublished(Handle handle) {
    return handle
        .createQuery("SELECT version FROM rulebook FOR UPDATE")
        .mapTo(Long.class)
        .findOne();
  }

  /** A published bundle. */
  public static Optional<BundleRow> find(Handle handle, long version) {
    return handle
        .createQuery(SELECT + " WHERE v.version = :version")
        .bind("version", version)
        .map(BundleDao::row)
        .findOne();
  }

  /** The last bundle that had these rules; empty when there is none. */
  public static Optional<Long> findByRules(Handle handle, String rulesHash) {
    return handle
        .createQuery(
            """
            SELECT max(v.version) FROM bundle_version v JOIN bundle_content c ON c.hash = v.hash
            WHERE c.rules_hash = :hash
            """)
        .bind("hash", rulesHash)
        .mapTo(Long.class)
        .findOne();
  }

  /** Bundles, newest first, from the one below {@code before}. */
  public static List<BundleRow> list(Handle handle, long before, int limit) {
    return handle
        .createQuery(SELECT + " WHERE v.version < :before ORDER BY v.version DESC LIMIT :limit")
        .bind("before", before)
        .bind("limit", limit)
        .map(BundleDao::row)
        .list();
  }

  /** The bundles of these numbers. */
  public static List<BundleRow> list(Handle handle, List<Long> versions) {
    return handle
        .createQuery(SELECT + " WHERE v.version = ANY (:versions) ORDER BY v.version")
        .bindArray("versions", Long.class, versions)
        .map(BundleDao::row)
        .list();
  }

  /** The numbers of all bundles, oldest first. */
  public static List<Long> versions(Handle handle) {
    return handle
        .createQuery("SELECT version FROM bundle_version ORDER BY version")
        .mapTo(Long.class)
        .list();
  }

  /** How many bundles were ever published. */
  public static long count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM bundle_version").mapTo(Long.class).one();
  }

  /** Whether a bundle of these files was ever published. */
  static boolean known(Handle handle, String hash) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM bundle_version WHERE hash = :hash)")
        .bind("hash", hash)
        .mapTo(Boolean.class)
        .one();
  }

  /** The files of a bundle without their texts, by path. */
  public static List<FileRow> files(Handle handle, String hash) {
    return handle
        .createQuery(
            """
            SELECT f.path, octet_length(t.content) AS size_bytes, encode(f.sha256, 'hex') AS sha256
            FROM bundle_file f JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.hash = :hash ORDER BY f.path
            """)
        .bind("hash", hash)
        .map(
            (row, context) ->
                new FileRow(
                    row.getString("path"), row.getLong("size_bytes"), row.getString("sha256")))
        .list();
  }

  /** One text of a bundle. */
  public static Optional<String> findText(Handle handle, String hash, String path) {
    return handle
        .createQuery(
            """
            SELECT t.content FROM bundle_file f JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.hash = :hash AND f.path = :path
            """)
        .bind("hash", hash)
        .bind("path", path)
        .mapTo(String.class)
        .findOne();
  }

  /** All files of a bundle. */
  public static BundleContent content(Handle handle, String hash) {
    return BundleContent.of(
        texts(
            handle,
            """
            SELECT f.path, t.content FROM bundle_file f JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.hash = :id
            """,
            hash));
  }

  /** Texts by path of a query that gives path and content. */
  static Map<String, String> texts(Handle handle, String query, Object id) {
    Map<String, String> texts = new HashMap<>();
    handle
        .createQuery(query)
        .bind("id", id)
        .setFetchSize(500)
        .map((row, context) -> Map.entry(row.getString("path"), row.getString("content")))
        .forEach(file -> texts.put(file.getKey(), file.getValue()));
    return texts;
  }

  /** Keeps a content, each text once; one that is there already is left as it is. */
  static void store(Handle handle, BundleContent content) {
    long size =
        content.files().values().stream()
            .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    int made =
        handle
            .createUpdate(
                """
                INSERT INTO bundle_content (tenant_id, hash, rules_hash, file_count, size_bytes)
                VALUES (current_setting('app.tenant')::uuid, :hash, :rules, :count, :size)
                ON CONFLICT DO NOTHING
                """)
            .bind("hash", content.hash())
            .bind("rules", content.rulesHash())
            .bind("count", content.files().size())
            .bind("size", size)
            .execute();
    if (made == 0) {
      return;
    }
    Map<String, String> digests = TextDao.store(handle, content.files());
    handle
        .createUpdate(
            """
            INSERT INTO bundle_file (tenant_id, hash, path, sha256)
            SELECT current_setting('app.tenant')::uuid, :hash, f.path, decode(f.digest, 'hex')
            FROM unnest(:paths, :digests) AS f (path, digest)
            """)
        .bind("hash", content.hash())
        .bindArray("paths", String.class, List.copyOf(digests.keySet()))
        .bindArray("digests", String.class, List.copyOf(digests.values()))
        .execute();
  }

  /** Notes a bundle as published, under the next number, and puts it in force. */
  static long publish(Handle handle, Publication publication) {
    long version =
        handle
            .createQuery("SELECT coalesce(max(version), 0) + 1 FROM bundle_version")
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(
            """
            INSERT INTO bundle_version (tenant_id, version, hash, origin, base_version, draft_id,
              restored, message, published_by, approved_by, override_reason, source, commit_id)
            VALUES (current_setting('app.tenant')::uuid, :version, :hash, :origin, :base, :draft,
              :restored, :message, :by, :approved, :override, :source, :commit)
            """)
        .bind("version", version)
        .bind("hash", publication.hash())
        .bind("origin", publication.origin())
        .bind("base", publication.baseVersion())
        .bind("draft", publication.draftId())
        .bind("restored", publication.restored())
        .bind("message", publication.message())
        .bind("by", publication.by())
        .bind("approved", publication.approvedBy())
        .bind("override", publication.overrideReason())
        .bind("source", publication.source())
        .bind("commit", publication.commitId())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO rulebook (tenant_id, version)
            VALUES (current_setting('app.tenant')::uuid, :version)
            ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version
            """)
        .bind("version", version)
        .execute();
    return version;
  }

  private static BundleRow row(ResultSet row, StatementContext context) throws SQLException {
    return new BundleRow(
        row.getLong("version"),
        row.getString("hash"),
        row.getString("rules_hash"),
        row.getInt("file_count"),
        row.getLong("size_bytes"),
        row.getString("origin"),
        row.getObject("base_version", Long.class),
        row.getObject("draft_id", UUID.class),
        row.getObject("restored", Long.class),
        row.getString("message"),
        row.getTimestamp("published_at").toInstant(),
        row.getString("published_by"),
        row.getString("approved_by"),
        row.getString("override_reason"),
        row.getString("source"),
        row.getString("commit_id"),
        row.getTimestamp("superseded_at") == null
            ? null
            : row.getTimestamp("superseded_at").toInstant());
  }
}
