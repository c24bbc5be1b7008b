package io.trueup.platform.http;

import io.trueup.platform.db.TenantId;
import java.security.Principal;

/**
 * Who makes a request.
 *
 * @param tenant whose rows it sees
 * @param keyId the key's public part
 * @param role what it may do
 */
public record Caller(TenantId tenant, String keyId, Role role) implements Principal {
  /** As the audit trail and the tables name it: {@code key:AbCd1234}. */
  @Override
  public String getName() {
    return "key:" + keyId;
  }
}
