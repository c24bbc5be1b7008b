package io.trueup.month;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.month.Standing.Attempt;
import io.trueup.month.Standing.Part;
import io.trueup.month.Standing.Taken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Looks up where integrations stood at a moment, within the transaction's tenant. */
final class Standings {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Handle handle;
  private final List<String> ids;
  private final Instant at;

  private Standings(Handle handle, List<String> ids, Instant at) {
    this.handle = handle;
    this.ids = ids;
    this.at = at;
  }

  /**
   * Where each stood.
   *
   * @param at what happened later is not looked at
   */
  static List<Standing> of(Handle handle, List<ConnectedSystem> systems, Instant at) {
    List<String> ids = systems.stream().map(ConnectedSystem::integrationId).toList();
    return new Standings(handle, ids, at).look(systems);
  }

  private record SnapshotLine(String integrationId, UUID syncId, boolean newest, Taken taken) {}

  private record AttemptLine(
      String integrationId, UUID syncId, String state, Instant finishedAt, String stream) {}

  private List<Standing> look(List<ConnectedSystem> systems) {
    List<SnapshotLine> snapshots = snapshots();
    List<AttemptLine> attempts = attempts();
    Set<UUID> syncs = new HashSet<>();
    snapshots.stream().filter(SnapshotLine::newest).forEach(line -> syncs.add(line.syncId()));
    attempts.forEach(line -> syncs.add(line.syncId()));
    Map<UUID, Map<String, Part>> parts = parts(syncs);
    Map<String, Taken> newest = new HashMap<>();
    Map<String, Taken> believed = new HashMap<>();
    for (SnapshotLine line : snapshots) {
      if (line.newest()) {
        newest.put(
            line.integrationId(),
            dropping(line.taken(), parts.getOrDefault(line.syncId(), Map.of())));
      } else {
        believed.put(line.integrationId(), line.taken());
      }
    }
    Map<String, Attempt> last = new HashMap<>();
    for (AttemptLine line : attempts) {
      last.put(
          line.integrationId(),
          new Attempt(
              line.state(),
              line.finishedAt(),
              line.stream(),
              parts.getOrDefault(line.syncId(), Map.of())));
    }
    List<Standing> standings = new ArrayList<>();
    for (ConnectedSystem system : systems) {
      String id = system.integrationId();
      standings.add(
          new Standing(
              system,
              Optional.ofNullable(newest.get(id)),
              Optional.ofNullable(believed.get(id)),
              Optional.ofNullable(last.get(id))));
    }
    return standings;
  }

  private List<SnapshotLine> snapshots() {
    return handle
        .createQuery(
            """
            SELECT l.integration_id, l.snapshot_no, l.sync_id, l.taken_at, l.tables::text AS tables,
              l.streams::text AS streams, l.believed, l.accepted_by IS NOT NULL AS accepted, l.newest
            FROM unnest(:ids) AS i (id)
            CROSS JOIN LATERAL (
              SELECT s.*, true AS newest FROM snapshot s
              WHERE s.integration_id = i.id AND s.taken_at <= :at
              ORDER BY s.snapshot_no DESC LIMIT 1) n
            CROSS JOIN LATERAL (
              SELECT n.*
              UNION ALL
              (SELECT b.*, false FROM snapshot b
               WHERE b.integration_id = i.id AND b.snapshot_no < n.snapshot_no AND b.believed
               ORDER BY b.snapshot_no DESC LIMIT 1)) l
            """)
        .bindArray("ids", String.class, ids)
        .bind("at", at)
        .map((row, context) -> snapshot(row))
        .list();
  }

  private static SnapshotLine snapshot(ResultSet row) throws SQLException {
    return new SnapshotLine(
        row.getString("integration_id"),
        row.getObject("sync_id", UUID.class),
        row.getBoolean("newest"),
        new Taken(
            row.getLong("snapshot_no"),
            row.getTimestamp("taken_at").toInstant(),
            counts(row.getString("tables")).getOrDefault("usage", 0L),
            counts(row.getString("streams")),
            Map.of(),
            row.getBoolean("believed"),
            row.getBoolean("accepted")));
  }

  private static Taken dropping(Taken taken, Map<String, Part> parts) {
    Map<String, Long> dropped = new TreeMap<>();
    parts.forEach((stream, part) -> dropped.put(stream, part.dropped()));
    return new Taken(
        taken.number(),
        taken.takenAt(),
        taken.usage(),
        taken.streams(),
        dropped,
        taken.believed(),
        taken.accepted());
  }

  /** The last ended sync of each; one that a person stopped says nothing of the vendor. */
  private List<AttemptLine> attempts() {
    return handle
        .createQuery(
            """
            SELECT l.integration_id, l.sync_id, l.state, l.finished_at,
              coalesce(l.failure_stream, '') AS failure_stream
            FROM unnest(:ids) AS i (id)
            CROSS JOIN LATERAL (
              SELECT s.* FROM sync s
              WHERE s.integration_id = i.id AND s.state IN ('succeeded', 'partial', 'failed')
                AND (s.trigger <> 'replay' OR s.state = 'succeeded') AND s.finished_at <= :at
              ORDER BY s.queued_at DESC, s.sync_id DESC LIMIT 1) l
            """)
        .bindArray("ids", String.class, ids)
        .bind("at", at)
        .map(
            (row, context) ->
                new AttemptLine(
                    row.getString("integration_id"),
                    row.getObject("sync_id", UUID.class),
                    row.getString("state"),
                    row.getTimestamp("finished_at").toInstant(),
                    row.getString("failure_stream")))
        .list();
  }

  private record PartLine(UUID syncId, String stream, Part part) {}

  private Map<UUID, Map<String, Part>> parts(Set<UUID> syncs) {
    Map<UUID, Map<String, Part>> parts = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT sync_id, stream, state, row_count, dropped FROM sync_stream
            WHERE sync_id = ANY (:syncs)
            """)
        .bindArray("syncs", UUID.class, List.copyOf(syncs))
        .map(
            (row, context) ->
                new PartLine(
                    row.getObject("sync_id", UUID.class),
                    row.getString("stream"),
                    new Part(
                        row.getString("state"), row.getLong("row_count"), row.getLong("dropped"))))
        .forEach(
            line ->
                parts
                    .computeIfAbsent(line.syncId(), id -> new HashMap<>())
                    .put(line.stream(), line.part()));
    return parts;
  }

  private static Map<String, Long> counts(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Long>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot's counts are JSON", e);
    }
  }
}
