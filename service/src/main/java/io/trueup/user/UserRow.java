package io.trueup.user;

import io.trueup.platform.http.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in, without the password.
 *
 * @param name what is typed to sign in: small letters, digits, {@code . _ -}, at most 63
 * @param fullName how pages call them
 * @param epoch sessions that began with another number have ended
 * @param local whether they have a password here
 * @param vouched whether an identity provider vouches for them
 * @param disabledAt since when they cannot sign in; null when they can
 */
public record UserRow(
    String name,
    String fullName,
    Role role,
    int epoch,
    Instant createdAt,
    String createdBy,
    Instant passwordSetAt,
    boolean local,
    boolean vouched,
    @Nullable Instant disabledAt,
    @Nullable Instant lastSignedInAt) {
  /** Whether they may sign in. */
  public boolean enabled() {
    return disabledAt == null;
  }
}
