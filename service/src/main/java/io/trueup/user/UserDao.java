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
      "name, full_name, role, epoch, created_at, created_by, password_set_at, disabled_at, last_signed_in_at";

  private UserDao() {}

  /** False when the name is taken. */
  static boolean insert(
      Handle handle, String name, String fullName, Role role, String passwordHash, String by) {
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
            "SELECT password_hash FROM app_user WHERE name = :name AND disabled_at IS NULL")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  static List<UserRow> list(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM app_user ORDER BY name")
        .map(UserDao::row)
        .list();
  }

  /** Sets a password, lets the user sign in again if they could not, and ends all sessions. */
  static boolean setPassword(Handle handle, String name, String passwordHash) {
    return handle
            .createUpdate(
                """
                UPDATE app_user SET password_hash = :hash, password_set_at = now(),
                  disabled_at = NULL, epoch = epoch + 1
                WHERE name = :name
                """)
            .bind("hash", passwordHash)
            .bind("name", name)
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
        instant(row.getTimestamp("disabled_at")),
        instant(row.getTimestamp("last_signed_in_at")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
