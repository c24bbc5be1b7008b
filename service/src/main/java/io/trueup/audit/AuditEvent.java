package io.trueup.audit;

import java.time.Instant;

/**
 * One thing that was done.
 *
 * @param seq its place in the tenant's chain, from 1, without gaps
 * @param at when, by the database's clock, microseconds
 * @param actor who: {@code key:ID}, {@code operator}, or {@code system}
 * @param action what, as {@code noun.verb}: {@code run.queued}
 * @param object what it was done to, an id
 * @param detail JSON object with sorted names; never names of clients, amounts or secrets
 * @param requestId the request it was done in, empty outside one
 * @param prevHash hash of the event before, hex; zeros for the first
 * @param hash SHA-256 over all of the above and the tenant, hex
 */
public record AuditEvent(
    long seq,
    Instant at,
    String actor,
    String action,
    String object,
    String detail,
    String requestId,
    String prevHash,
    String hash) {}
