package io.trueup.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which events are looked for.
 *
 * @param text found anywhere in what was done, by whom, to what, and its details
 * @param actor who, as the trail names them ({@code user:anna}) or as pages do ({@code anna},
 *     {@code key AbCd1234})
 * @param action what; {@code user.*} for all that begins like that
 * @param object to what
 * @param from not earlier
 * @param before earlier than this
 */
public record AuditSearch(
    Optional<String> text,
    Optional<String> actor,
    Optional<String> action,
    Optional<String> object,
    Optional<Instant> from,
    Optional<Instant> before) {
  private static final String WHERE =
      """
       WHERE seq < :seq
        AND (:actor::text IS NULL OR actor IN (:actor, 'user:' || :actor))
        AND (:action::text IS NULL OR action = :action)
        AND (:family::text IS NULL OR starts_with(action, :family))
        AND (:object::text IS NULL OR object = :object)
        AND (:from::timestamptz IS NULL OR at >= :from::timestamptz)
        AND (:before::timestamptz IS NULL OR at < :before::timestamptz)
        AND (:text::text IS NULL
          OR concat_ws(' ', action, actor, object, detail::text) ILIKE :text)
      """;

  /** All events. */
  public static final AuditSearch ALL = ofAction(Optional.empty());

  /** Those of one action; all where it is empty. */
  public static AuditSearch ofAction(Optional<String> action) {
    return new AuditSearch(
        Optional.empty(),
        Optional.empty(),
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Events, newest first.
   *
   * @param seq only events with a smaller one
   */
  public static List<AuditEvent> list(Handle handle, AuditSearch search, long seq, int limit) {
    return search
        .bind(
            handle.createQuery(
                "SELECT "
                    + AuditLog.COLUMNS
                    + " FROM audit_event"
                    + WHERE
                    + " ORDER BY seq DESC LIMIT :limit"),
            seq)
        .bind("limit", limit)
        .map(AuditLog::event)
        .list();
  }

  /** How many there are, counted no further than {@code limit}. */
  public static long count(Handle handle, AuditSearch search, int limit) {
    return search
        .bind(
            handle.createQuery(
                "SELECT count(*) FROM (SELECT FROM audit_event" + WHERE + " LIMIT :limit) c"),
            Long.MAX_VALUE)
        .bind("limit", limit)
        .mapTo(Long.class)
        .one();
  }

  private Query bind(Query query, long seq) {
    Optional<String> family =
        action.filter(each -> each.endsWith("*")).map(each -> each.substring(0, each.length() - 1));
    return query
        .bind("seq", seq)
        .bind("actor", actor.map(AuditSearch::named).orElse(null))
        .bind("action", family.isPresent() ? null : action.orElse(null))
        .bind("family", family.orElse(null))
        .bind("object", object.orElse(null))
        .bind("from", from.map(Timestamp::from).orElse(null))
        .bind("before", before.map(Timestamp::from).orElse(null))
        .bind("text", text.map(AuditSearch::anywhere).orElse(null));
  }

  private static String named(String actor) {
    return actor.replaceFirst("^key ", "key:");
  }

  private static String anywhere(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
