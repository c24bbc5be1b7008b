package io.trueup.month;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Looks up single snapshots of several integrations, within the transaction's tenant. */
final class Peaks {
  private record Found(String integrationId, long number, Instant takenAt) {}

  private Peaks() {}

  /**
   * The believed snapshot of each integration that had the most usage in the day's calendar month,
   * before the one in force; the later of two.
   *
   * @param held the snapshots in force, by integration
   */
  static Map<String, Long> of(Handle handle, Map<String, Long> held, LocalDate asOf) {
    Instant from = asOf.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Long> peaks = new TreeMap<>();
    find(
            handle,
            """
            SELECT DISTINCT ON (s.integration_id) s.integration_id, s.snapshot_no, s.taken_at
            FROM unnest(:ids, :nos) AS h (id, no)
            JOIN snapshot s ON s.integration_id = h.id AND s.snapshot_no < h.no
            WHERE s.believed AND s.taken_at >= :from
            ORDER BY s.integration_id, coalesce((s.tables ->> 'usage')::bigint, 0) DESC,
              s.snapshot_no DESC
            """,
            held,
            from)
        .forEach(found -> peaks.put(found.integrationId(), found.number()));
    return peaks;
  }

  /** When snapshots were taken; those that are not there or not believed are left out. */
  static Map<String, Instant> takenAt(Handle handle, Map<String, Long> numbers) {
    Map<String, Instant> taken = new TreeMap<>();
    find(
            handle,
            """
            SELECT s.integration_id, s.snapshot_no, s.taken_at
            FROM unnest(:ids, :nos) AS h (id, no)
            JOIN snapshot s ON s.integration_id = h.id AND s.snapshot_no = h.no
            WHERE s.believed AND s.taken_at >= :from
            """,
            numbers,
            Instant.EPOCH)
        .forEach(found -> taken.put(found.integrationId(), found.takenAt()));
    return taken;
  }

  private static List<Found> find(
      Handle handle, String sql, Map<String, Long> numbers, Instant from) {
    List<String> ids = new ArrayList<>(numbers.keySet());
    List<Long> nos = new ArrayList<>();
    ids.forEach(id -> nos.add(java.util.Objects.requireNonNull(numbers.get(id))));
    return handle
        .createQuery(sql)
        .bindArray("ids", String.class, ids)
        .bindArray("nos", Long.class, nos)
        .bind("from", from)
        .map(
            (row, context) ->
                new Found(
                    row.getString("integration_id"),
                    row.getLong("snapshot_no"),
                    row.getTimestamp("taken_at").toInstant()))
        .list();
  }
}
