package io.trueup.user;

import io.trueup.platform.http.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of table app_user, within the transaction's tenant. */
final class UserDao {
  private static final String COLUMNS =
      """
      name, full_name, role, epoch, app_user.created_at, created_by, password_set_at,
      password_hash IS NOT NULL AS local, disabled_at, last_signed_in_at,
      EXISTS (SELECT FROM user_identity v WHERE v.name = app_user.name) AS vouched
      """;

  private UserDao() {}

  /** False when the name is taken. */
  static boolean insert(
      Handle handle,
      String name,
      String fullName,
      Role role,
      @Nullable String passwordHash,
      String by) {
    return handle
            .createUpdate(
                """
                INSERT INTO app_user (tenant_id, name, full_name, role, password_hash, created_by)
                VALUES (current_setting('app.tenant')::uuid, :name, :full, :role, :hash, :by)
                ON CONFLICT DO NOTHING
                """)
            .bind("name", name)
            .bind("full", fullName)
            .bind("role", role.name())
            .bind("hash", passwordHash)
            .bind("by", by)
            .execute()
        == 1;
  }

  static Optional<UserRow> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM app_user WHERE name = :name")
        .bind("name", name)
        .map(UserDao::row)
        .findOne();
  }

  static Optional<String> findPasswordHash(Handle handle, String name) {
    return handle
        .createQuery(
            """
            SELECT password_hash FROM app_user
            WHERE name = :name AND disabled_at IS NULL AND password_hash IS NOT NULL
            """)
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  static Optional<UserRow> findByIdentity(Handle handle, String issuer, String subject) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM app_user JOIN user_identity i USING (tenant_id, name)
                WHERE i.issuer = :issuer AND i.subject = :subject
                """)
        .bind("issuer", issuer)
        .bind("subject", subject)
        .map(UserDao::row)
        .findOne();
  }

  static void insertIdentity(Handle handle, String issuer, String subject, String name) {
    handle
        .createUpdate(
            """
            INSERT INTO user_identity (tenant_id, issuer, subject, name)
            VALUES (current_setting('app.tenant')::uuid, :issuer, :subject, :name)
            """)
        .bind("issuer", issuer)
        .bind("subject", subject)
        .bind("name", name)
        .execute();
  }

  static void rename(Handle handle, String name, String fullName) {
    handle
        .createUpdate("UPDATE app_user SET full_name = :full WHERE name = :name")
        .bind("full", fullName)
        .bind("name", name)
        .execute();
  }

  static void setRole(Handle handle, String name, Role role) {
    handle
        .createUpdate("UPDATE app_user SET role = :role WHERE name = :name")
        .bind("role", role.name())
        .bind("name", name)
        .execute();
  }

  static List<UserRow> list(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM app_user ORDER BY name")
        .map(UserDao::row)
        .list();
  }

  /**
   * Some of them, by name.
   *
   * @param search part of a name or full name; empty for all
   * @param after the last name before; empty for the first page
   */
  static List<UserRow> list(
      Handle handle, String search, Optional<Role> role, String after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM app_user
                WHERE name > :after AND (:role::text IS NULL OR role = :role)
                  AND (name || ' ' || full_name) ILIKE :search
                ORDER BY name LIMIT :limit
                """)
        .bind("after", after)
        .bind("role", role.map(Role::name).orElse(null))
        .bind("search", anywhere(search))
        .bind("limit", limit)
        .map(UserDao::row)
        .list();
  }

  static long count(Handle handle, String search, Optional<Role> role) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM app_user
            WHERE (:role::text IS NULL OR role = :role)
              AND (name || ' ' || full_name) ILIKE :search
            """)
        .bind("role", role.map(Role::name).orElse(null))
        .bind("search", anywhere(search))
        .mapTo(Long.class)
        .one();
  }

  private static String anywhere(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** Administrators who may sign in; their rows are held until the transaction ends. */
  static List<String> admins(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT name FROM app_user WHERE role = 'ADMIN' AND disabled_at IS NULL
            ORDER BY name FOR UPDATE
            """)
        .mapTo(String.class)
        .list();
  }

  /** Holds a person's row until the transaction ends. */
  static void hold(Handle handle, String name) {
    handle
        .createQuery("SELECT 1 FROM app_user WHERE name = :name FOR UPDATE")
        .bind("name", name)
        .mapTo(Integer.class)
        .findOne();
  }

  static boolean enable(Handle handle, String name) {
    return handle
            .createUpdate(
                "UPDATE app_user SET disabled_at = NULL WHERE name = :name AND disabled_at IS NOT NULL")
            .bind("name", name)
            .execute()
        == 1;
  }

  /**
   * Sets a password and ends all sessions.
   *
   * @param again whether somebody who is disabled may sign in again; else theirs is not set
   */
  static boolean setPassword(Handle handle, String name, String passwordHash, boolean again) {
    return handle
            .createUpdate(
                """
                UPDATE app_user SET password_hash = :hash, password_set_at = now(),
                  disabled_at = NULL, epoch = epoch + 1
                WHERE name = :name AND (:again OR disabled_at IS NULL)
                """)
            .bind("hash", passwordHash)
            .bind("name", name)
            .bind("again", again)
            .execute()
        == 1;
  }

  /** The same password, hashed anew at today's cost. */
  static void rehash(Handle handle, String name, String before, String passwordHash) {
    handle
        .createUpdate(
            "UPDATE app_user SET password_hash = :hash WHERE name = :name AND password_hash = :before")
        .bind("hash", passwordHash)
        .bind("name", name)
        .bind("before", before)
        .execute();
  }

  static boolean disable(Handle handle, String name) {
    return handle
            .createUpdate(
                """
                UPDATE app_user SET disabled_at = now(), epoch = epoch + 1
                WHERE name = :name AND disabled_at IS NULL
                """)
            .bind("name", name)
            .execute()
        == 1;
  }

  static void signedIn(Handle handle, String name) {
    handle
        .createUpdate("UPDATE app_user SET last_signed_in_at = now() WHERE name = :name")
        .bind("name", name)
        .execute();
  }

  private static UserRow row(ResultSet row, StatementContext context) throws SQLException {
    return new UserRow(
        row.getString("name"),
        row.getString("full_name"),
        Role.valueOf(row.getString("role")),
        row.getInt("epoch"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        row.getTimestamp("password_set_at").toInstant(),
        row.getBoolean("local"),
        row.getBoolean("vouched"),
        instant(row.getTimestamp("disabled_at")),
        instant(row.getTimestamp("last_signed_in_at")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
