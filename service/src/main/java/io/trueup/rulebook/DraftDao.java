package io.trueup.rulebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Drafts, their files and their authors, within the transaction's tenant. */
public final class DraftDao {
  private static final String SELECT =
      """
      SELECT d.draft_id, d.title, d.state, d.revision, d.content_revision, d.base_version, d.source,
        d.commit_id, d.created_at, d.created_by, d.updated_at, d.updated_by, d.approved_by,
        d.override_reason, d.published_version,
        array(SELECT a.actor FROM bundle_draft_author a WHERE a.draft_id = d.draft_id ORDER BY a.actor)
          AS authors
      FROM bundle_draft d
      """;

  private DraftDao() {}

  /** A draft of this tenant. */
  public static Optional<DraftRow> find(Handle handle, UUID draftId) {
    return handle
        .createQuery(SELECT + " WHERE d.draft_id = :draft")
        .bind("draft", draftId)
        .map(DraftDao::row)
        .findOne();
  }

  /** As {@link #find}; nobody else changes it until the transaction ends. */
  static Optional<DraftRow> lock(Handle handle, UUID draftId) {
    boolean there =
        handle
            .createQuery("SELECT 1 FROM bundle_draft WHERE draft_id = :draft FOR UPDATE")
            .bind("draft", draftId)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    // Read anew after the wait: authors are rows of their own.
    return there ? find(handle, draftId) : Optional.empty();
  }

  /**
   * Drafts, last changed first.
   *
   * @param open whether they can still be changed; both where left out
   * @param after updated_at and draft_id of the last row before, as texts; empty for the first page
   */
  public static List<DraftRow> list(
      Handle handle, Optional<Boolean> open, List<String> after, int limit) {
    boolean first = after.isEmpty();
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE (:open::boolean IS NULL OR :open = (d.state NOT IN ('published', 'discarded')))
                   AND (:first OR (d.updated_at, d.draft_id) < (:at::timestamptz, :id::uuid))
                 ORDER BY d.updated_at DESC, d.draft_id DESC LIMIT :limit
                """)
        .bind("open", open.orElse(null))
        .bind("first", first)
        .bind("at", first ? null : after.get(0))
        .bind("id", first ? null : after.get(1))
        .bind("limit", limit)
        .map(DraftDao::row)
        .list();
  }

  /** How many drafts there are. */
  public static long count(Handle handle, Optional<Boolean> open) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM bundle_draft
            WHERE :open::boolean IS NULL OR :open = (state NOT IN ('published', 'discarded'))
            """)
        .bind("open", open.orElse(null))
        .mapTo(Long.class)
        .one();
  }

  /** Makes a draft with the files of a published bundle. */
  static void insert(
      Handle handle,
      UUID draftId,
      String title,
      BundleRow base,
      String filesOf,
      String source,
      String commitId,
      String by) {
    handle
        .createUpdate(
            """
            INSERT INTO bundle_draft (tenant_id, draft_id, title, state, revision, content_revision,
              base_version, source, commit_id, created_by, updated_by)
            VALUES (current_setting('app.tenant')::uuid, :draft, :title, 'draft', 1, 1, :base,
              :source, :commit, :by, :by)
            """)
        .bind("draft", draftId)
        .bind("title", title)
        .bind("base", base.version())
        .bind("source", source)
        .bind("commit", commitId)
        .bind("by", by)
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO bundle_draft_file (tenant_id, draft_id, path, sha256)
            SELECT tenant_id, :draft, path, sha256 FROM bundle_file WHERE hash = :hash
            """)
        .bind("draft", draftId)
        .bind("hash", filesOf)
        .execute();
    author(handle, draftId, by);
  }

  /** Everybody who had a hand in each of these drafts, sorted. */
  public static Map<UUID, List<String>> authors(Handle handle, List<UUID> drafts) {
    Map<UUID, List<String>> authors = new HashMap<>();
    handle
        .createQuery(
            "SELECT draft_id, actor FROM bundle_draft_author WHERE draft_id = ANY (:drafts) ORDER BY actor")
        .bindArray("drafts", UUID.class, drafts)
        .map((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
        .forEach(
            author ->
                authors
                    .computeIfAbsent(author.getKey(), draft -> new ArrayList<>())
                    .add(author.getValue()));
    return authors;
  }

  static void author(Handle handle, UUID draftId, String actor) {
    handle
        .createUpdate(
            """
            INSERT INTO bundle_draft_author (tenant_id, draft_id, actor)
            VALUES (current_setting('app.tenant')::uuid, :draft, :actor) ON CONFLICT DO NOTHING
            """)
        .bind("draft", draftId)
        .bind("actor", actor)
        .execute();
  }

  /**
   * What a change leaves behind in a draft's own row. An approval stays as long as the draft is
   * approved or published, and is gone with any other state.
   *
   * @param approvedBy who approves it now; null to leave that as it is
   * @param overrideReason why, though something did not hold
   */
  record Change(
      String state,
      boolean content,
      @Nullable Long baseVersion,
      @Nullable String approvedBy,
      @Nullable String overrideReason,
      @Nullable Long publishedVersion) {
    /** Files were changed: whatever was found or approved is void. */
    static Change ofContent() {
      return new Change("draft", true, null, null, null, null);
    }

    static Change to(String state) {
      return new Change(state, false, null, null, null, null);
    }

    static Change approved(String by, @Nullable String overrideReason) {
      return new Change("approved", false, null, by, overrideReason, null);
    }

    static Change published(long version) {
      return new Change("published", false, null, null, null, version);
    }
  }

  static void update(Handle handle, UUID draftId, Change change, String by) {
    handle
        .createUpdate(
            """
            UPDATE bundle_draft SET state = :state, revision = revision + 1,
              content_revision = CASE WHEN :content THEN revision + 1 ELSE content_revision END,
              base_version = coalesce(:base, base_version), published_version = :published,
              approved_by = CASE WHEN :state IN ('approved', 'published')
                THEN coalesce(:approved, approved_by) END,
              override_reason = CASE WHEN :state IN ('approved', 'published')
                THEN coalesce(:override, override_reason) END,
              updated_at = clock_timestamp(), updated_by = :by
            WHERE draft_id = :draft
            """)
        .bind("state", change.state())
        .bind("content", change.content())
        .bind("base", change.baseVersion())
        .bind("approved", change.approvedBy())
        .bind("override", change.overrideReason())
        .bind("published", change.publishedVersion())
        .bind("by", by)
        .bind("draft", draftId)
        .execute();
  }

  /** The files of a draft without their texts, by path. */
  public static List<FileRow> files(Handle handle, UUID draftId) {
    return handle
        .createQuery(
            """
            SELECT f.path, octet_length(t.content) AS size_bytes, encode(f.sha256, 'hex') AS sha256
            FROM bundle_draft_file f JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.draft_id = :draft ORDER BY f.path
            """)
        .bind("draft", draftId)
        .map(
            (row, context) ->
                new FileRow(
                    row.getString("path"), row.getLong("size_bytes"), row.getString("sha256")))
        .list();
  }

  /** The paths of a draft's files, sorted. */
  static List<String> paths(Handle handle, UUID draftId) {
    return handle
        .createQuery("SELECT path FROM bundle_draft_file WHERE draft_id = :draft ORDER BY path")
        .bind("draft", draftId)
        .mapTo(String.class)
        .list();
  }

  /** How many characters a draft's files hold together. */
  static long characters(Handle handle, UUID draftId) {
    return handle
        .createQuery(
            """
            SELECT coalesce(sum(length(t.content)), 0)
            FROM bundle_draft_file f JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.draft_id = :draft
            """)
        .bind("draft", draftId)
        .mapTo(Long.class)
        .one();
  }

  /** One text of a draft. */
  public static Optional<String> findText(Handle handle, UUID draftId, String path) {
    return handle
        .createQuery(
            """
            SELECT t.content FROM bundle_draft_file f JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.draft_id = :draft AND f.path = :path
            """)
        .bind("draft", draftId)
        .bind("path", path)
        .mapTo(String.class)
        .findOne();
  }

  /** All texts of a draft by path. */
  public static Map<String, String> texts(Handle handle, UUID draftId) {
    return BundleDao.texts(
        handle,
        """
        SELECT f.path, t.content FROM bundle_draft_file f JOIN rule_text t ON t.sha256 = f.sha256
        WHERE f.draft_id = :id
        """,
        draftId);
  }

  /** Writes files of a draft over those of the same path. */
  static void put(Handle handle, UUID draftId, Map<String, String> texts) {
    Map<String, String> digests = TextDao.store(handle, texts);
    handle
        .createUpdate(
            """
            INSERT INTO bundle_draft_file (tenant_id, draft_id, path, sha256)
            SELECT current_setting('app.tenant')::uuid, :draft, f.path, decode(f.digest, 'hex')
            FROM unnest(:paths, :digests) AS f (path, digest)
            ON CONFLICT (tenant_id, draft_id, path) DO UPDATE SET sha256 = excluded.sha256
            """)
        .bind("draft", draftId)
        .bindArray("paths", String.class, List.copyOf(digests.keySet()))
        .bindArray("digests", String.class, List.copyOf(digests.values()))
        .execute();
  }

  /** Removes a file; false when there was none. */
  static boolean remove(Handle handle, UUID draftId, String path) {
    return handle
            .createUpdate("DELETE FROM bundle_draft_file WHERE draft_id = :draft AND path = :path")
            .bind("draft", draftId)
            .bind("path", path)
            .execute()
        == 1;
  }

  /** Removes all files. */
  static void clear(Handle handle, UUID draftId) {
    handle
        .createUpdate("DELETE FROM bundle_draft_file WHERE draft_id = :draft")
        .bind("draft", draftId)
        .execute();
  }

  private static DraftRow row(ResultSet row, StatementContext context) throws SQLException {
    return new DraftRow(
        row.getObject("draft_id", UUID.class),
        row.getString("title"),
        row.getString("state"),
        row.getLong("revision"),
        row.getLong("content_revision"),
        row.getLong("base_version"),
        row.getString("source"),
        row.getString("commit_id"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        row.getTimestamp("updated_at").toInstant(),
        row.getString("updated_by"),
        Arrays.asList((String[]) row.getArray("authors").getArray()),
        row.getString("approved_by"),
        row.getString("override_reason"),
        row.getObject("published_version", Long.class));
  }
}
