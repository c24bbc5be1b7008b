package io.trueup.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's chain ends. Kept somewhere else it shows later that events were cut off, or all
 * written anew.
 *
 * @param tenantId whose
 * @param events how many events there are
 * @param seq of the last event, 0 when there is none
 * @param hash of the last event, hex; zeros when there is none
 * @param at when the last event was, null when there is none
 */
public record AuditHead(String tenantId, long events, long seq, String hash, @Nullable Instant at) {
  public AuditHead {
    if (seq < 0 || events < 0 || !hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a head has a number and a hash of 64 digits");
    }
  }
}
