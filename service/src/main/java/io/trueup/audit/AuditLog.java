package io.trueup.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.http.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A tenant's audit trail. An event is written in the transaction of what it tells of: both happen
 * or neither. Each carries the hash of the one before, so a change, a gap or a swap shows; that the
 * tail was cut off shows only against a head noted elsewhere.
 */
public final class AuditLog {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final String ZEROS = "0".repeat(64);
  private static final String COLUMNS =
      "tenant_id, seq, at, actor, action, object, detail::text AS detail, request_id, prev_hash, hash";

  private AuditLog() {}

  /** Adds an event to the chain of the transaction's tenant. */
  public static void append(
      Handle handle, String actor, String action, String object, Map<String, String> detail) {
    String tenant =
        handle.createQuery("SELECT current_setting('app.tenant')").mapTo(String.class).one();
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
            json(new TreeMap<>(detail)),
            RequestId.current(),
            last.map(AuditEvent::hash).orElse(ZEROS),
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
        .bind("hash", hash(tenant, event))
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
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM audit_event
                WHERE seq < :before AND (:action::text IS NULL OR action = :action)
                ORDER BY seq DESC LIMIT :limit
                """)
        .bind("before", before)
        .bind("action", action.orElse(null))
        .bind("limit", limit)
        .map(AuditLog::event)
        .list();
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

  /**
   * What checking a whole chain gave.
   *
   * @param events how many events were read
   * @param firstBad seq of the first event that does not fit, 0 when all do
   * @param head hash of the last event: note it elsewhere to notice a cut tail
   */
  public record Verification(long events, long firstBad, String head) {
    /** Whether all events fit. */
    public boolean intact() {
      return firstBad == 0;
    }
  }

  /** Recomputes the chain of the transaction's tenant. */
  public static Verification verify(Handle handle) {
    String tenant =
        handle.createQuery("SELECT current_setting('app.tenant')").mapTo(String.class).one();
    long count = 0;
    String head = ZEROS;
    try (ResultIterator<AuditEvent> events =
        handle
            .createQuery("SELECT " + COLUMNS + " FROM audit_event ORDER BY seq")
            .setFetchSize(1000)
            .map(AuditLog::event)
            .iterator()) {
      while (events.hasNext()) {
        AuditEvent event = events.next();
        count++;
        if (event.seq() != count
            || !event.prevHash().equals(head)
            || !event.hash().equals(hash(tenant, event))) {
          return new Verification(count, count, head);
        }
        head = event.hash();
      }
    }
    return new Verification(count, 0, head);
  }

  /** Each field with its length before it, so that no two events share their bytes. */
  private static String hash(String tenant, AuditEvent event) {
    MessageDigest sha = Blobs.sha256();
    for (String field :
        List.of(
            event.prevHash(),
            tenant,
            Long.toString(event.seq()),
            event.at().toString(),
            event.actor(),
            event.action(),
            event.object(),
            event.detail(),
            event.requestId())) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static AuditEvent event(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEvent(
        row.getLong("seq"),
        row.getTimestamp("at").toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("object"),
        canonical(row.getString("detail")),
        row.getString("request_id"),
        HexFormat.of().formatHex(row.getBytes("prev_hash")),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }

  /** jsonb gives the same object back with other spacing and order. */
  private static String canonical(String detail) {
    try {
      return json(JSON.readValue(detail, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("jsonb is JSON", e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts", e);
    }
  }
}
