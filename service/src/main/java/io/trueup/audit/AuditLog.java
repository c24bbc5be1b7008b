package io.trueup.audit;

import io.trueup.platform.http.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's audit trail. An event is written in the transaction of what it tells of: both happen
 * or neither. Each carries the hash of the one before, so a change, a gap or a swap shows; that the
 * tail was cut off shows only against a head noted elsewhere.
 */
public final class AuditLog {
  static final String COLUMNS =
      "tenant_id, seq, at, actor, action, object, detail::text AS detail, request_id, prev_hash, hash";

  private AuditLog() {}

  /** Adds an event to the chain of the transaction's tenant. */
  public static void append(
      Handle handle, String actor, String action, String object, Map<String, String> detail) {
    String tenant = tenant(handle);
    // One writer a tenant at a time; the lock goes with the transaction.
    handle
        .createQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('audit ' || :t, 0))) l")
        .bind("t", tenant)
        .mapTo(Integer.class)
        .one();
    Optional<AuditEvent> last =
        handle
            .createQuery("SELECT " + COLUMNS + " FROM audit_event ORDER BY seq DESC LIMIT 1")
            .map(AuditLog::event)
            .findOne();
    Instant now =
        handle
            .createQuery("SELECT clock_timestamp()")
            .mapTo(Instant.class)
            .one()
            .truncatedTo(ChronoUnit.MICROS);
    AuditEvent event =
        new AuditEvent(
            last.map(AuditEvent::seq).orElse(0L) + 1,
            now,
            actor,
            action,
            object,
            AuditHash.canonical(detail),
            RequestId.current(),
            last.map(AuditEvent::hash).orElse(AuditHash.ZEROS),
            "");
    handle
        .createUpdate(
            """
            INSERT INTO audit_event
              (tenant_id, seq, at, actor, action, object, detail, request_id, prev_hash, hash)
            VALUES (:tenant::uuid, :seq, :at, :actor, :action, :object, :detail::jsonb, :request,
                    decode(:prev, 'hex'), decode(:hash, 'hex'))
            """)
        .bind("tenant", tenant)
        .bind("seq", event.seq())
        .bind("at", event.at())
        .bind("actor", event.actor())
        .bind("action", event.action())
        .bind("object", event.object())
        .bind("detail", event.detail())
        .bind("request", event.requestId())
        .bind("prev", event.prevHash())
        .bind("hash", AuditHash.of(tenant, event, event.seq()))
        .execute();
  }

  /**
   * Events, newest first.
   *
   * @param before only events with a smaller seq
   * @param action only this action, where given
   */
  public static List<AuditEvent> list(
      Handle handle, long before, Optional<String> action, int limit) {
    return AuditSearch.list(handle, AuditSearch.ofAction(action), before, limit);
  }

  /** The last event of an action on an object. */
  public static Optional<AuditEvent> findLast(Handle handle, String action, String object) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM audit_event WHERE object = :object AND action = :action
                ORDER BY seq DESC LIMIT 1
                """)
        .bind("object", object)
        .bind("action", action)
        .map(AuditLog::event)
        .findOne();
  }

  /** How many events there are, of one action where given. */
  public static long count(Handle handle, Optional<String> action) {
    return handle
        .createQuery(
            "SELECT count(*) FROM audit_event WHERE :action::text IS NULL OR action = :action")
        .bind("action", action.orElse(null))
        .mapTo(Long.class)
        .one();
  }

  /** Where the chain of the transaction's tenant ends. */
  public static AuditHead head(Handle handle) {
    String tenant = tenant(handle);
    long events = count(handle, Optional.empty());
    return list(handle, Long.MAX_VALUE, Optional.empty(), 1).stream()
        .findFirst()
        .map(last -> new AuditHead(tenant, events, last.seq(), last.hash(), last.at()))
        .orElse(new AuditHead(tenant, 0, 0, AuditHash.ZEROS, null));
  }

  /** Recomputes the chain of the transaction's tenant. */
  public static AuditVerification verify(Handle handle) {
    return verify(handle, null);
  }

  /**
   * Recomputes the chain of the transaction's tenant. That it was looked at is no event: the head
   * that was verified stays the head.
   *
   * @param noted a head of this chain that was kept elsewhere; null when there is none
   */
  public static AuditVerification verify(Handle handle, @Nullable AuditHead noted) {
    AuditChain chain = new AuditChain(tenant(handle), noted);
    try (ResultIterator<AuditEvent> events = all(handle)) {
      return chain.verify(events, hashes -> seqsOf(handle, hashes));
    }
  }

  /** Every event, oldest first; read in pieces, and to be closed. */
  public static ResultIterator<AuditEvent> all(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM audit_event ORDER BY seq")
        .setFetchSize(1000)
        .map(AuditLog::event)
        .iterator();
  }

  private static Map<String, Long> seqsOf(Handle handle, Set<String> hashes) {
    Map<String, Long> seqs = new HashMap<>();
    handle
        .createQuery(
            "SELECT encode(hash, 'hex') AS hash, seq FROM audit_event WHERE encode(hash, 'hex') = ANY (:hashes)")
        .bindArray("hashes", String.class, List.copyOf(hashes))
        .map((row, context) -> Map.entry(row.getString("hash"), row.getLong("seq")))
        .forEach(found -> seqs.put(found.getKey(), found.getValue()));
    return seqs;
  }

  private static String tenant(Handle handle) {
    return handle.createQuery("SELECT current_setting('app.tenant')").mapTo(String.class).one();
  }

  static AuditEvent event(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEvent(
        row.getLong("seq"),
        row.getTimestamp("at").toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("object"),
        AuditHash.canonical(row.getString("detail")),
        row.getString("request_id"),
        HexFormat.of().formatHex(row.getBytes("prev_hash")),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
