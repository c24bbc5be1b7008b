package io.trueup.platform.http;

import io.trueup.platform.db.TenantId;
import java.security.Principal;

/**
 * Who makes a request: a program with a key, or a person.
 *
 * @param tenant whose rows it sees
 * @param kind what {@code id} is
 * @param id the key's public part, or the name a person signs in with
 * @param role what it may do
 */
public record Caller(TenantId tenant, Kind kind, String id, Role role) implements Principal {
  /** Kinds of callers. */
  public enum Kind {
    KEY,
    USER
  }

  /** A program with a key. */
  public static Caller ofKey(TenantId tenant, String keyId, Role role) {
    return new Caller(tenant, Kind.KEY, keyId, role);
  }

  /** A person. */
  public static Caller ofUser(TenantId tenant, String name, Role role) {
    return new Caller(tenant, Kind.USER, name, role);
  }

  /** As the audit trail and the tables name it: {@code key:AbCd1234}, {@code user:anna}. */
  @Override
  public String getName() {
    return (kind == Kind.KEY ? "key:" : "user:") + id;
  }
}
