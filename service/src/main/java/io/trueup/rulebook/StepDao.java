package io.trueup.rulebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The history of drafts, within the transaction's tenant. */
public final class StepDao {
  private static final String COLUMNS =
      "seq, kind, actor, at, content_revision, passed, note, result::text AS result";

  private StepDao() {}

  /** Adds a step; the draft is locked, so the numbers have no gaps. */
  static void append(
      Handle handle,
      UUID draftId,
      String kind,
      String actor,
      long contentRevision,
      @Nullable Boolean passed,
      String note,
      String result) {
    handle
        .createUpdate(
            """
            INSERT INTO bundle_step
              (tenant_id, draft_id, seq, kind, actor, content_revision, passed, note, result)
            SELECT current_setting('app.tenant')::uuid, :draft, coalesce(max(seq), 0) + 1, :kind,
              :actor, :revision, :passed, :note, :result::jsonb
            FROM bundle_step WHERE draft_id = :draft
            """)
        .bind("draft", draftId)
        .bind("kind", kind)
        .bind("actor", actor)
        .bind("revision", contentRevision)
        .bind("passed", passed)
        .bind("note", note)
        .bind("result", result)
        .execute();
  }

  /** A draft's history, oldest first, from the step after {@code after}. */
  public static List<StepRow> list(Handle handle, UUID draftId, long after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM bundle_step
                WHERE draft_id = :draft AND seq > :after ORDER BY seq LIMIT :limit
                """)
        .bind("draft", draftId)
        .bind("after", after)
        .bind("limit", limit)
        .map(StepDao::row)
        .list();
  }

  /** How many steps a draft's history has. */
  public static long count(Handle handle, UUID draftId) {
    return handle
        .createQuery("SELECT count(*) FROM bundle_step WHERE draft_id = :draft")
        .bind("draft", draftId)
        .mapTo(Long.class)
        .one();
  }

  /** The last step of a kind that was done to the files as they are in that revision. */
  public static Optional<StepRow> findLast(
      Handle handle, UUID draftId, String kind, long contentRevision) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM bundle_step
                WHERE draft_id = :draft AND kind = :kind AND content_revision = :revision
                ORDER BY seq DESC LIMIT 1
                """)
        .bind("draft", draftId)
        .bind("kind", kind)
        .bind("revision", contentRevision)
        .map(StepDao::row)
        .findOne();
  }

  private static StepRow row(ResultSet row, StatementContext context) throws SQLException {
    return new StepRow(
        row.getLong("seq"),
        row.getString("kind"),
        row.getString("actor"),
        row.getTimestamp("at").toInstant(),
        row.getLong("content_revision"),
        row.getObject("passed", Boolean.class),
        row.getString("note"),
        row.getString("result"));
  }
}
