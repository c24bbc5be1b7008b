package io.trueup.rulebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table rule_directory, within the transaction's tenant. */
public final class DirectoryDao {
  private static final String SELECT =
      "SELECT name, hash, commit_id, state, line, draft_id, seen_at FROM rule_directory";

  private DirectoryDao() {}

  /** All watched directories. */
  public static List<DirectoryRow> list(Handle handle) {
    return handle.createQuery(SELECT + " ORDER BY name").map(DirectoryDao::row).list();
  }

  /** One of them, once it was looked at. */
  public static Optional<DirectoryRow> find(Handle handle, String name) {
    return handle
        .createQuery(SELECT + " WHERE name = :name")
        .bind("name", name)
        .map(DirectoryDao::row)
        .findOne();
  }

  /** As {@link #find}; other nodes wait until the transaction ends. */
  static Optional<DirectoryRow> lock(Handle handle, String name) {
    handle
        .createQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('directory ' || current_setting('app.tenant') || :name, 0))) l")
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
    return find(handle, name);
  }

  /** Notes how a directory stands; when it stands as before, since when it does stays. */
  static void save(Handle handle, DirectoryRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO rule_directory
              (tenant_id, name, hash, commit_id, state, line, draft_id, seen_at)
            VALUES (current_setting('app.tenant')::uuid, :name, :hash, :commit, :state, :line, :draft,
              :seen)
            ON CONFLICT (tenant_id, name) DO UPDATE SET hash = excluded.hash,
              commit_id = excluded.commit_id, state = excluded.state, line = excluded.line,
              draft_id = excluded.draft_id, seen_at = excluded.seen_at
            WHERE (rule_directory.hash, rule_directory.commit_id, rule_directory.state,
                rule_directory.line, rule_directory.draft_id)
              IS DISTINCT FROM (excluded.hash, excluded.commit_id, excluded.state, excluded.line,
                excluded.draft_id)
            """)
        .bind("name", row.name())
        .bind("hash", row.hash())
        .bind("commit", row.commitId())
        .bind("state", row.state())
        .bind("line", row.line())
        .bind("draft", row.draftId())
        .bind("seen", row.seenAt())
        .execute();
  }

  private static DirectoryRow row(ResultSet row, StatementContext context) throws SQLException {
    return new DirectoryRow(
        row.getString("name"),
        row.getString("hash"),
        row.getString("commit_id"),
        row.getString("state"),
        row.getString("line"),
        row.getObject("draft_id", UUID.class),
        row.getTimestamp("seen_at").toInstant());
  }
}
