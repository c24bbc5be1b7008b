package io.trueup.user;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Links by which people set their password themselves, so that nobody else ever knows it. One a
 * person: a newer one ends the older. Kept as a hash.
 */
public final class PasswordLinks {
  /** How long a link can be used. */
  public static final Duration LIFE = Duration.ofDays(3);

  private PasswordLinks() {}

  /**
   * Makes a link's token: 256 random bits in base64url.
   *
   * @throws ProblemException when there is no such user, they are disabled, or an identity provider
   *     vouches for them
   */
  public static String create(Handle handle, String name, String by) {
    UserRow user = UserDao.find(handle, name).orElseThrow(() -> ProblemException.notFound("user"));
    if (!user.enabled()) {
      throw new ProblemException(
          ProblemType.CONFLICT, "The user is disabled; let them sign in again first.");
    }
    if (user.vouched()) {
      throw Users.elsewhere();
    }
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    handle
        .createUpdate(
            """
            INSERT INTO user_link (tenant_id, name, token_hash, created_by, expires_at)
            VALUES (current_setting('app.tenant')::uuid, :name, :hash, :by,
              clock_timestamp() + :life)
            ON CONFLICT (tenant_id, name) DO UPDATE SET token_hash = excluded.token_hash,
              created_at = now(), created_by = excluded.created_by,
              expires_at = excluded.expires_at
            """)
        .bind("name", name)
        .bind("hash", hash(token))
        .bind("by", by)
        .bind("life", LIFE)
        .execute();
    AuditLog.append(handle, by, "user.link_made", "user:" + name, Map.of());
    return token;
  }

  /** Whose password the link sets; it stays usable. */
  public static Optional<UserRow> find(Handle handle, String token) {
    return handle
        .createQuery(
            "SELECT name FROM user_link WHERE token_hash = :hash AND expires_at > clock_timestamp()")
        .bind("hash", hash(token))
        .mapTo(String.class)
        .findOne()
        .flatMap(name -> UserDao.find(handle, name))
        .filter(UserRow::enabled);
  }

  /** Ends the link of a person, if there is one. */
  static void end(Handle handle, String name) {
    handle.createUpdate("DELETE FROM user_link WHERE name = :name").bind("name", name).execute();
  }

  private static byte[] hash(String token) {
    return Blobs.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}
