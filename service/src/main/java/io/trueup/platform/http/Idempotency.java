package io.trueup.platform.http;

import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.TenantDb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request with an {@code Idempotency-Key} happen once. The key is taken first, with a
 * lease; then the effect and its answer are stored in one transaction. So after a crash either both
 * are there, and a repetition gets the stored answer, or neither, and it may try once the lease is
 * over.
 *
 * <p>Only answers of requests that took effect are kept, for {@link #KEPT}. A request that failed
 * leaves its key free.
 */
public final class Idempotency {
  /** Header that carries the key. */
  public static final String HEADER = "Idempotency-Key";

  /** How long an answer can be had again. */
  public static final Duration KEPT = Duration.ofHours(48);

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TenantDb db;

  public Idempotency(TenantDb db) {
    this.db = db;
  }

  /**
   * An answer worth repeating.
   *
   * @param status HTTP status
   * @param location address of what was made
   * @param body JSON text
   * @param replayed whether it is told again
   */
  public record Outcome(int status, String location, String body, boolean replayed) {
    public Outcome(int status, String location, String body) {
      this(status, location, body, false);
    }
  }

  /** What a request is, for telling a repetition from another request under the same key. */
  public static byte[] fingerprint(String... parts) {
    var sha = Blobs.sha256();
    for (String part : parts) {
      sha.update(part.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
    }
    return sha.digest();
  }

  /**
   * Runs an effect, once a key; always when there is no key.
   *
   * @throws ProblemException when the key is in use by another request, or was
   */
  public Outcome once(
      Caller caller, Optional<String> key, byte[] fingerprint, Function<Handle, Outcome> effect) {
    if (key.isEmpty()) {
      return db.inTenant(caller.tenant(), effect);
    }
    String name = key.get();
    if (name.isBlank() || name.length() > 200) {
      throw ProblemException.invalid(
          HEADER, "must be 1 to 200 characters long", java.util.List.of());
    }
    UUID owner = UUID.randomUUID();
    Optional<Outcome> before =
        db.inTenant(caller.tenant(), handle -> take(handle, caller, name, fingerprint, owner));
    if (before.isPresent()) {
      return before.get();
    }
    boolean done = false;
    try {
      Outcome outcome =
          db.inTenant(
              caller.tenant(),
              handle -> {
                Outcome made = effect.apply(handle);
                keep(handle, caller, name, owner, made);
                return made;
              });
      done = true;
      return outcome;
    } finally {
      if (!done) {
        db.useTenant(caller.tenant(), handle -> release(handle, caller, name, owner));
      }
    }
  }

  /** Takes the key, or tells the answer that it already has. */
  private static Optional<Outcome> take(
      Handle handle, Caller caller, String key, byte[] fingerprint, UUID owner) {
    handle
        .createUpdate("DELETE FROM idempotency WHERE created_at < now() - :kept")
        .bind("kept", KEPT)
        .execute();
    int taken =
        handle
            .createUpdate(
                """
                INSERT INTO idempotency AS i
                  (tenant_id, principal, key, fingerprint, lease_owner, lease_until)
                VALUES (current_setting('app.tenant')::uuid, :principal, :key, :fingerprint, :owner,
                        clock_timestamp() + :lease)
                ON CONFLICT (tenant_id, principal, key) DO UPDATE
                SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
                WHERE i.status IS NULL AND i.lease_until < clock_timestamp()
                  AND i.fingerprint = excluded.fingerprint
                """)
            .bind("principal", caller.getName())
            .bind("key", key)
            .bind("fingerprint", fingerprint)
            .bind("owner", owner)
            .bind("lease", LEASE)
            .execute();
    if (taken == 1) {
      return Optional.empty();
    }
    Kept kept =
        handle
            .createQuery(
                """
                SELECT fingerprint, status, location, body FROM idempotency
                WHERE principal = :principal AND key = :key
                """)
            .bind("principal", caller.getName())
            .bind("key", key)
            .map(
                (row, context) ->
                    new Kept(
                        row.getBytes("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body")))
            .findOne()
            .orElseThrow(Idempotency::inFlight);
    if (!Arrays.equals(kept.fingerprint, fingerprint)) {
      throw new ProblemException(
          ProblemType.IDEMPOTENCY_MISMATCH,
          "Use a new Idempotency-Key for a request that differs in address or body.");
    }
    if (kept.body == null || kept.location == null) {
      throw inFlight();
    }
    return Optional.of(new Outcome(kept.status, kept.location, kept.body, true));
  }

  private static ProblemException inFlight() {
    return new ProblemException(
        ProblemType.REQUEST_IN_FLIGHT, "Repeat it in a moment to get the first one's answer.");
  }

  private static void keep(Handle handle, Caller caller, String key, UUID owner, Outcome outcome) {
    int kept =
        handle
            .createUpdate(
                """
                UPDATE idempotency SET status = :status, location = :location, body = :body
                WHERE principal = :principal AND key = :key AND lease_owner = :owner
                """)
            .bind("status", outcome.status())
            .bind("location", outcome.location())
            .bind("body", outcome.body())
            .bind("principal", caller.getName())
            .bind("key", key)
            .bind("owner", owner)
            .execute();
    if (kept != 1) {
      // Another request took over after our lease ended; its effect counts, ours is rolled back.
      throw inFlight();
    }
  }

  private static void release(Handle handle, Caller caller, String key, UUID owner) {
    handle
        .createUpdate(
            """
            DELETE FROM idempotency
            WHERE principal = :principal AND key = :key AND lease_owner = :owner AND status IS NULL
            """)
        .bind("principal", caller.getName())
        .bind("key", key)
        .bind("owner", owner)
        .execute();
  }

  private static final class Kept {
    final byte[] fingerprint;
    final int status;
    final @Nullable String location;
    final @Nullable String body;

    Kept(byte[] fingerprint, int status, @Nullable String location, @Nullable String body) {
      this.fingerprint = fingerprint;
      this.status = status;
      this.location = location;
      this.body = body;
    }
  }
}
