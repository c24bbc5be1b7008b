package io.trueup.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.reconcile.EngineVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table run_replay, within the transaction's tenant. */
public final class ReplayDao {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final String COLUMNS =
      """
      replay_id, run_id, outcome, reason, difference_count, differences::text AS differences,
      compared::text AS compared, engine_version, engine_revision, millis, replayed_at, replayed_by,
      request_id
      """;

  private ReplayDao() {}

  /** What is to be noted of one. */
  record NewReplay(
      UUID runId, String outcome, String reason, Differences found, Map<String, Long> compared) {}

  static Replay insert(Handle handle, NewReplay replay, long millis, String by, String requestId) {
    UUID id = UUID.randomUUID();
    handle
        .createUpdate(
            """
            INSERT INTO run_replay (tenant_id, replay_id, run_id, outcome, reason, difference_count,
              differences, compared, engine_version, engine_revision, millis, replayed_by, request_id)
            VALUES (current_setting('app.tenant')::uuid, :id, :run, :outcome, :reason, :count,
              :differences::jsonb, :compared::jsonb, :version, :revision, :millis, :by, :request)
            """)
        .bind("id", id)
        .bind("run", replay.runId())
        .bind("outcome", replay.outcome())
        .bind("reason", replay.reason())
        .bind("count", replay.found().count())
        .bind("differences", json(replay.found().kept()))
        .bind("compared", json(replay.compared()))
        .bind("version", EngineVersion.current().program())
        .bind("revision", EngineVersion.current().revision())
        .bind("millis", millis)
        .bind("by", by)
        .bind("request", requestId)
        .execute();
    return find(handle, replay.runId(), id).orElseThrow();
  }

  /** One replay of a run. */
  public static Optional<Replay> find(Handle handle, UUID run, UUID replay) {
    return handle
        .createQuery(
            "SELECT " + COLUMNS + " FROM run_replay WHERE replay_id = :id AND run_id = :run")
        .bind("id", replay)
        .bind("run", run)
        .map(ReplayDao::row)
        .findOne();
  }

  /**
   * Replays of a run, newest first.
   *
   * @param after replayed_at and replay_id of the last row before, as texts; empty for the first
   *     page
   */
  public static List<Replay> list(Handle handle, UUID run, List<String> after, int limit) {
    boolean first = after.isEmpty();
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM run_replay
                WHERE run_id = :run
                  AND (:first OR (replayed_at, replay_id) < (:at::timestamptz, :id::uuid))
                ORDER BY replayed_at DESC, replay_id DESC LIMIT :limit
                """)
        .bind("run", run)
        .bind("first", first)
        .bind("at", first ? null : after.get(0))
        .bind("id", first ? null : after.get(1))
        .bind("limit", limit)
        .map(ReplayDao::row)
        .list();
  }

  /** How often a run was replayed. */
  public static long count(Handle handle, UUID run) {
    return handle
        .createQuery("SELECT count(*) FROM run_replay WHERE run_id = :run")
        .bind("run", run)
        .mapTo(Long.class)
        .one();
  }

  private static Replay row(ResultSet row, StatementContext context) throws SQLException {
    try {
      return new Replay(
          row.getObject("replay_id", UUID.class),
          row.getObject("run_id", UUID.class),
          row.getString("outcome"),
          row.getString("reason"),
          row.getLong("difference_count"),
          JSON.readValue(row.getString("differences"), new TypeReference<List<Difference>>() {}),
          JSON.readValue(row.getString("compared"), new TypeReference<Map<String, Long>>() {}),
          new EngineVersion(row.getString("engine_version"), row.getInt("engine_revision")),
          row.getLong("millis"),
          row.getTimestamp("replayed_at").toInstant(),
          row.getString("replayed_by"),
          row.getString("request_id"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was written here", e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values", e);
    }
  }
}
