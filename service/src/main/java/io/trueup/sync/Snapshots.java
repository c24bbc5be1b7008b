package io.trueup.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.StatementContext;

/** Snapshots of integrations and their rows, within the transaction's tenant. */
public final class Snapshots {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS =
      """
      integration_id, snapshot_no, sync_id, taken_at, row_count, added, changed, removed,
      tables::text AS tables, streams::text AS streams, content_hash, believed,
      doubts::text AS doubts, accepted_by, accepted_at, accepted_reason
      """;

  private Snapshots() {}

  static void insert(Handle handle, SnapshotRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO snapshot (tenant_id, integration_id, snapshot_no, sync_id, taken_at, row_count,
              added, changed, removed, tables, streams, content_hash, believed, doubts)
            VALUES (current_setting('app.tenant')::uuid, :integration, :no, :sync, :taken, :rows,
              :added, :changed, :removed, :tables::jsonb, :streams::jsonb, :hash, :believed,
              :doubts::jsonb)
            """)
        .bind("integration", row.integrationId())
        .bind("no", row.number())
        .bind("sync", row.syncId())
        .bind("taken", row.takenAt())
        .bind("rows", row.rows())
        .bind("added", row.added())
        .bind("changed", row.changed())
        .bind("removed", row.removed())
        .bind("tables", json(row.tables()))
        .bind("streams", json(row.streams()))
        .bind("hash", row.contentHash())
        .bind("believed", row.believed())
        .bind("doubts", json(row.doubts()))
        .execute();
  }

  /** A snapshot by its number. */
  public static Optional<SnapshotRow> find(Handle handle, String integrationId, long number) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM snapshot WHERE integration_id = :integration AND snapshot_no = :no")
        .bind("integration", integrationId)
        .bind("no", number)
        .map(Snapshots::row)
        .findOne();
  }

  /** The snapshot in force: the newest. */
  public static Optional<SnapshotRow> findLatest(Handle handle, String integrationId) {
    return list(handle, integrationId, Long.MAX_VALUE, 1).stream().findFirst();
  }

  /**
   * The newest believed snapshot before a number.
   *
   * @param before {@link Long#MAX_VALUE} for the newest of all
   */
  public static Optional<SnapshotRow> findBelieved(
      Handle handle, String integrationId, long before) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM snapshot
                WHERE integration_id = :integration AND snapshot_no < :before AND believed
                ORDER BY snapshot_no DESC LIMIT 1
                """)
        .bind("integration", integrationId)
        .bind("before", before)
        .map(Snapshots::row)
        .findOne();
  }

  /**
   * The newest believed snapshot that was taken no later than a moment: what was known then.
   *
   * @param takenBy the moment
   */
  public static Optional<SnapshotRow> findBelievedAt(
      Handle handle, String integrationId, Instant takenBy) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM snapshot
                WHERE integration_id = :integration AND taken_at <= :taken AND believed
                ORDER BY snapshot_no DESC LIMIT 1
                """)
        .bind("integration", integrationId)
        .bind("taken", takenBy)
        .map(Snapshots::row)
        .findOne();
  }

  /** The newest snapshot of each integration, and the newest believed one where it is older. */
  static List<SnapshotRow> newest(Handle handle, List<String> integrationIds) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM unnest(:ids) AS i (id)
                CROSS JOIN LATERAL (
                  (SELECT * FROM snapshot s WHERE s.integration_id = i.id
                   ORDER BY s.snapshot_no DESC LIMIT 1)
                  UNION
                  (SELECT * FROM snapshot s WHERE s.integration_id = i.id AND s.believed
                   ORDER BY s.snapshot_no DESC LIMIT 1)) l
                ORDER BY integration_id, snapshot_no
                """)
        .bindArray("ids", String.class, integrationIds)
        .map(Snapshots::row)
        .list();
  }

  /**
   * Snapshots of an integration, newest first.
   *
   * @param before only smaller numbers; {@link Long#MAX_VALUE} for the first page
   */
  public static List<SnapshotRow> list(
      Handle handle, String integrationId, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM snapshot WHERE integration_id = :integration AND snapshot_no < :before
                ORDER BY snapshot_no DESC LIMIT :limit
                """)
        .bind("integration", integrationId)
        .bind("before", before)
        .bind("limit", limit)
        .map(Snapshots::row)
        .list();
  }

  /** How many snapshots an integration has. */
  public static long count(Handle handle, String integrationId) {
    return handle
        .createQuery("SELECT count(*) FROM snapshot WHERE integration_id = :integration")
        .bind("integration", integrationId)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Believes a snapshot on a person's word.
   *
   * @throws ProblemException when there is no such snapshot, it is not the newest, it is believed
   *     anyway, or no reason is given
   */
  public static SnapshotRow accept(
      Handle handle, String integrationId, long number, String by, String reason) {
    if (reason.isBlank() || reason.length() > 1_000) {
      throw ProblemException.invalid("reason", "must be 1 to 1000 characters", List.of());
    }
    SnapshotRow newest =
        findLatest(handle, integrationId)
            .orElseThrow(() -> ProblemException.notFound("snapshot of this integration"));
    if (find(handle, integrationId, number).isEmpty()) {
      throw ProblemException.notFound("snapshot of this integration");
    }
    if (newest.number() != number) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Snapshot " + newest.number() + " is in force; only that one can be accepted.");
    }
    int accepted =
        handle
            .createUpdate(
                """
                UPDATE snapshot SET believed = true, accepted_by = :by,
                  accepted_at = clock_timestamp(), accepted_reason = :reason
                WHERE integration_id = :integration AND snapshot_no = :no AND NOT believed
                """)
            .bind("by", by)
            .bind("reason", reason)
            .bind("integration", integrationId)
            .bind("no", number)
            .execute();
    if (accepted == 0) {
      throw new ProblemException(ProblemType.CONFLICT, "The snapshot is believed already.");
    }
    AuditLog.append(
        handle,
        by,
        "snapshot.accepted",
        integrationId + "/" + number,
        Map.of("content_hash", newest.contentHash(), "reason", reason));
    return find(handle, integrationId, number).orElseThrow();
  }

  /**
   * Goes through the rows of a table at a snapshot, in the order of their keys: always the same.
   * Few of them are in memory at a time.
   *
   * @param table such as {@code usage}
   * @param each takes a key's parts and the cells by column
   */
  public static void rows(
      Handle handle,
      String integrationId,
      long number,
      String table,
      BiConsumer<List<String>, Map<String, String>> each) {
    try (ResultIterator<StoredRow> rows =
        handle
            .createQuery(
                """
                SELECT row_key, cells::text AS cells FROM synced_row
                WHERE integration_id = :integration AND file = :file
                  AND from_no <= :no AND (to_no IS NULL OR to_no > :no)
                ORDER BY row_key
                """)
            .bind("integration", integrationId)
            .bind("file", table)
            .bind("no", number)
            .setFetchSize(1_000)
            .map((row, context) -> new StoredRow(row.getString("row_key"), row.getString("cells")))
            .iterator()) {
      while (rows.hasNext()) {
        StoredRow row = rows.next();
        each.accept(RowShape.parts(row.key()), RowShape.cells(row.cells()));
      }
    }
  }

  private record StoredRow(String key, String cells) {}

  private static SnapshotRow row(ResultSet row, StatementContext context) throws SQLException {
    return new SnapshotRow(
        row.getString("integration_id"),
        row.getLong("snapshot_no"),
        row.getObject("sync_id", UUID.class),
        row.getTimestamp("taken_at").toInstant(),
        row.getLong("row_count"),
        row.getLong("added"),
        row.getLong("changed"),
        row.getLong("removed"),
        parse(row.getString("tables"), new TypeReference<Map<String, Long>>() {}),
        parse(row.getString("streams"), new TypeReference<Map<String, Long>>() {}),
        row.getString("content_hash"),
        row.getBoolean("believed"),
        parse(row.getString("doubts"), new TypeReference<List<SnapshotRow.Doubted>>() {}),
        row.getString("accepted_by"),
        row.getTimestamp("accepted_at") == null
            ? null
            : row.getTimestamp("accepted_at").toInstant(),
        row.getString("accepted_reason"));
  }

  private static <T> T parse(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored snapshot is JSON", e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers", e);
    }
  }
}
