package io.trueup.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of table integration, within the transaction's tenant. */
public final class IntegrationDao {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SELECT =
      """
      SELECT integration_id, connector, name, settings::text AS settings, enabled,
        extract(epoch FROM sync_every)::bigint AS every_seconds, max_age_hours, version, source,
        created_at, created_by, updated_at, updated_by
      FROM integration
      """;

  private IntegrationDao() {}

  /** One of them. */
  public static Optional<Integration> find(Handle handle, String integrationId) {
    return handle
        .createQuery(SELECT + " WHERE integration_id = :id")
        .bind("id", integrationId)
        .map(IntegrationDao::row)
        .findOne();
  }

  /** As {@link #find}, held until the transaction ends. */
  static Optional<Integration> findForUpdate(Handle handle, String integrationId) {
    return handle
        .createQuery(SELECT + " WHERE integration_id = :id FOR UPDATE")
        .bind("id", integrationId)
        .map(IntegrationDao::row)
        .findOne();
  }

  /** All of them, by id. */
  public static List<Integration> list(Handle handle) {
    return handle
        .createQuery(SELECT + " ORDER BY integration_id COLLATE \"C\"")
        .map(IntegrationDao::row)
        .list();
  }

  /**
   * Those after an id, by id.
   *
   * @param after empty for the first
   */
  public static List<Integration> list(Handle handle, String after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE integration_id COLLATE "C" > :after
                ORDER BY integration_id COLLATE "C" LIMIT :limit
                """)
        .bind("after", after)
        .bind("limit", limit)
        .map(IntegrationDao::row)
        .list();
  }

  /** How many there are. */
  public static long count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM integration").mapTo(Long.class).one();
  }

  /** Adds one; false when there is one of that id. */
  static boolean insert(Handle handle, IntegrationSpec spec, String source, String by) {
    return bind(
                handle.createUpdate(
                    """
                    INSERT INTO integration (tenant_id, integration_id, connector, name, settings,
                      enabled, sync_every, max_age_hours, source, created_by, updated_by)
                    VALUES (current_setting('app.tenant')::uuid, :id, :connector, :name,
                      :settings::jsonb, :enabled, make_interval(secs => :every::bigint), :max_age,
                      :source, :by, :by)
                    ON CONFLICT (tenant_id, integration_id) DO NOTHING
                    """),
                spec,
                by)
            .bind("source", source)
            .execute()
        == 1;
  }

  static void update(Handle handle, IntegrationSpec spec, String source, String by) {
    bind(
            handle.createUpdate(
                """
                UPDATE integration SET connector = :connector, name = :name,
                  settings = :settings::jsonb, enabled = :enabled,
                  sync_every = make_interval(secs => :every::bigint), max_age_hours = :max_age,
                  source = :source, version = version + 1, updated_at = clock_timestamp(),
                  updated_by = :by
                WHERE integration_id = :id
                """),
            spec,
            by)
        .bind("source", source)
        .execute();
  }

  /** Its credentials changed. */
  static void touch(Handle handle, String integrationId, String by) {
    handle
        .createUpdate(
            """
            UPDATE integration SET version = version + 1, updated_at = clock_timestamp(),
              updated_by = :by
            WHERE integration_id = :id
            """)
        .bind("by", by)
        .bind("id", integrationId)
        .execute();
  }

  static void delete(Handle handle, String integrationId) {
    handle
        .createUpdate("DELETE FROM integration WHERE integration_id = :id")
        .bind("id", integrationId)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, IntegrationSpec spec, String by) {
    Duration every = spec.every();
    return statement
        .bind("id", spec.integrationId())
        .bind("connector", spec.connector())
        .bind("name", spec.name())
        .bind("settings", json(spec.settings()))
        .bind("enabled", spec.enabled())
        .bind("every", every == null ? null : every.toSeconds())
        .bind("max_age", spec.maxAgeHours())
        .bind("by", by);
  }

  private static Integration row(ResultSet row, StatementContext context) throws SQLException {
    @Nullable Long every = row.getObject("every_seconds", Long.class);
    return new Integration(
        row.getString("integration_id"),
        row.getString("connector"),
        row.getString("name"),
        settings(row.getString("settings")),
        row.getBoolean("enabled"),
        every == null ? null : Duration.ofSeconds(every),
        row.getInt("max_age_hours"),
        row.getLong("version"),
        row.getString("source"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        row.getTimestamp("updated_at").toInstant(),
        row.getString("updated_by"));
  }

  private static Map<String, String> settings(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings are texts by name", e);
    }
  }

  private static String json(Map<String, String> settings) {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings are texts by name", e);
    }
  }
}
