package io.trueup.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.platform.http.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of table mapping_change, within the transaction's tenant. */
public final class MappingChangeDao {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SELECT =
      """
      SELECT change_no, mapping_id, kind, cells::text AS cells, undoes, reason, made_by, made_at,
        request_id
      FROM mapping_change
      """;

  private MappingChangeDao() {}

  /**
   * Takes the tenant's turn to change mappings, until the transaction ends.
   *
   * @return the number of the last change, 0 when there is none
   */
  static long lock(Handle handle) {
    handle
        .createQuery(
            """
            SELECT 1 FROM (SELECT pg_advisory_xact_lock(
              hashtextextended('mapping ' || current_setting('app.tenant'), 0))) l
            """)
        .mapTo(Integer.class)
        .one();
    return last(handle);
  }

  /** The number of the last change, 0 when there is none. */
  public static long last(Handle handle) {
    return handle
        .createQuery("SELECT coalesce(max(change_no), 0) FROM mapping_change")
        .mapTo(Long.class)
        .one();
  }

  /** Adds one; {@link #lock} must have been called. */
  static MappingChange insert(
      Handle handle,
      long last,
      String mappingId,
      String kind,
      Map<String, String> cells,
      @Nullable Long undoes,
      String reason,
      String by) {
    Instant now = handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one();
    MappingChange change =
        new MappingChange(
            last + 1, mappingId, kind, cells, undoes, reason, by, now, RequestId.current());
    handle
        .createUpdate(
            """
            INSERT INTO mapping_change (tenant_id, change_no, mapping_id, kind, cells, undoes, reason,
              made_by, made_at, request_id)
            VALUES (current_setting('app.tenant')::uuid, :no, :mapping, :kind, :cells::jsonb, :undoes,
              :reason, :by, :now, :request)
            """)
        .bind("no", change.number())
        .bind("mapping", mappingId)
        .bind("kind", kind)
        .bind("cells", text(change.cells()))
        .bind("undoes", undoes)
        .bind("reason", reason)
        .bind("by", by)
        .bind("now", now)
        .bind("request", change.requestId())
        .execute();
    return change;
  }

  /** All changes of a mapping, by number. */
  public static List<MappingChange> of(Handle handle, String mappingId) {
    return handle
        .createQuery(SELECT + " WHERE mapping_id = :mapping ORDER BY change_no")
        .bind("mapping", mappingId)
        .map(MappingChangeDao::row)
        .list();
  }

  /** Mappings that people ever changed, by id. */
  public static List<String> ids(Handle handle) {
    return handle
        .createQuery("SELECT DISTINCT mapping_id FROM mapping_change")
        .mapTo(String.class)
        .list();
  }

  /**
   * All changes of the tenant up to a number, by number.
   *
   * @param upTo the last that counts
   */
  public static List<MappingChange> upTo(Handle handle, long upTo) {
    return handle
        .createQuery(SELECT + " WHERE change_no <= :upTo ORDER BY change_no")
        .bind("upTo", upTo)
        .setFetchSize(5_000)
        .map(MappingChangeDao::row)
        .list();
  }

  private static String text(Map<String, String> cells) {
    try {
      return JSON.writeValueAsString(cells);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cells are plain texts", e);
    }
  }

  private static MappingChange row(ResultSet row, StatementContext context) throws SQLException {
    try {
      return new MappingChange(
          row.getLong("change_no"),
          row.getString("mapping_id"),
          row.getString("kind"),
          JSON.readValue(row.getString("cells"), new TypeReference<TreeMap<String, String>>() {}),
          row.getObject("undoes", Long.class),
          row.getString("reason"),
          row.getString("made_by"),
          row.getTimestamp("made_at").toInstant(),
          row.getString("request_id"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is JSON", e);
    }
  }
}
