package io.trueup.platform.http;

import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys: {@code trueup_ID_SECRET}, an id of 8 characters and 256 random bits in base64url.
 * Stored are the id and the secret's SHA-256; a secret this long needs no slow hash.
 */
public final class ApiKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
  private static final Pattern SHAPE =
      Pattern.compile("trueup_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})");
  private static final String ID_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Duration TOUCH = Duration.ofMinutes(5);
  private static final RowMapper<KeyRow> ROW =
      (row, context) ->
          new KeyRow(
              row.getString("key_id"),
              Role.valueOf(row.getString("role")),
              row.getString("label"),
              row.getTimestamp("created_at").toInstant(),
              row.getString("created_by"),
              instant(row.getTimestamp("expires_at")),
              instant(row.getTimestamp("revoked_at")),
              instant(row.getTimestamp("last_used_at")));

  private final TenantDb db;
  private final Map<String, Long> touched = new ConcurrentHashMap<>();

  public ApiKeys(TenantDb db) {
    this.db = db;
  }

  /** A key as it is kept; its secret is not. */
  public record KeyRow(
      String keyId,
      Role role,
      String label,
      Instant createdAt,
      String createdBy,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt) {}

  /**
   * A key just made.
   *
   * @param key what is kept of it
   * @param token the whole key, shown this once
   */
  public record NewKey(KeyRow key, String token) {
    /** Without the token, so that it cannot reach a log by accident. */
    @Override
    public String toString() {
      return "NewKey[" + key.keyId() + "]";
    }
  }

  /** Who a token belongs to; empty when it is malformed, unknown, expired or revoked. */
  public Optional<Caller> find(String token) {
    Matcher parts = SHAPE.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<Caller> caller =
        db.withoutTenant(
            handle ->
                handle
                    .createQuery(
                        "SELECT tenant_id, key_id, role FROM authenticate_api_key(:id, :hash)")
                    .bind("id", parts.group(1))
                    .bind("hash", hash(parts.group(2)))
                    .map(
                        (row, context) ->
                            Caller.ofKey(
                                new TenantId(row.getObject("tenant_id", UUID.class)),
                                row.getString("key_id"),
                                Role.valueOf(row.getString("role"))))
                    .findFirst());
    caller.ifPresent(this::touch);
    return caller;
  }

  /** Makes a key for the transaction's tenant. */
  public static NewKey create(
      Handle handle, Role role, String label, Optional<Instant> expires, String createdBy) {
    SecureRandom random = new SecureRandom();
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    handle
        .createUpdate(
            """
            INSERT INTO api_key (tenant_id, key_id, secret_sha256, role, label, created_by, expires_at)
            VALUES (current_setting('app.tenant')::uuid, :id, :hash, :role, :label, :by, :expires)
            """)
        .bind("id", id.toString())
        .bind("hash", hash(secret))
        .bind("role", role.name())
        .bind("label", label)
        .bind("by", createdBy)
        .bind("expires", expires.orElse(null))
        .execute();
    return new NewKey(find(handle, id.toString()).orElseThrow(), "trueup_" + id + "_" + secret);
  }

  /** All keys of the transaction's tenant, newest first. */
  public static List<KeyRow> list(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT key_id, role, label, created_at, created_by, expires_at, revoked_at, last_used_at
            FROM api_key ORDER BY created_at DESC, key_id
            """)
        .map(ROW)
        .list();
  }

  /** One key of the transaction's tenant. */
  public static Optional<KeyRow> find(Handle handle, String keyId) {
    return handle
        .createQuery(
            """
            SELECT key_id, role, label, created_at, created_by, expires_at, revoked_at, last_used_at
            FROM api_key WHERE key_id = :id
            """)
        .bind("id", keyId)
        .map(ROW)
        .findOne();
  }

  /** Ends a key at once; false when it had ended before. */
  public static boolean revoke(Handle handle, String keyId) {
    return handle
            .createUpdate(
                "UPDATE api_key SET revoked_at = now() WHERE key_id = :id AND revoked_at IS NULL")
            .bind("id", keyId)
            .execute()
        == 1;
  }

  /** Notes that a key is in use, at most every few minutes, and never at the request's cost. */
  private void touch(Caller caller) {
    long now = System.nanoTime();
    Long last = touched.get(caller.id());
    if (last != null && now - last < TOUCH.toNanos()) {
      return;
    }
    touched.put(caller.id(), now);
    try {
      db.useTenant(
          caller.tenant(),
          handle ->
              handle
                  .createUpdate("UPDATE api_key SET last_used_at = now() WHERE key_id = :id")
                  .bind("id", caller.id())
                  .execute());
    } catch (JdbiException e) {
      LOG.warn("could not note the use of a key: {}", TenantDb.sqlState(e));
    }
  }

  private static byte[] hash(String secret) {
    return Blobs.sha256().digest(secret.getBytes(StandardCharsets.US_ASCII));
  }

  private static @Nullable Instant instant(java.sql.@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
