package io.trueup.platform.db;

import java.util.UUID;

/** Whose rows. Never taken from a request: it comes with the key that the request was made with. */
public record TenantId(UUID value) {
  /** A new tenant's id. */
  public static TenantId create() {
    return new TenantId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
