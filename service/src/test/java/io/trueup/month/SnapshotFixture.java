package io.trueup.month;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Puts snapshots into the tables of the syncs, as syncs would leave them. */
final class SnapshotFixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Handle handle;
  private final String integrationId;
  private final Map<String, List<Map<String, String>>> tables = new TreeMap<>();
  private final Map<String, Long> streams = new TreeMap<>();
  private final Map<String, Long> dropped = new TreeMap<>();
  private boolean believed = true;
  private String acceptedBy = "";

  private SnapshotFixture(Handle handle, String integrationId) {
    this.handle = handle;
    this.integrationId = integrationId;
  }

  static SnapshotFixture of(Handle handle, String integrationId) {
    return new SnapshotFixture(handle, integrationId);
  }

  /** A row: names and values in turn. */
  SnapshotFixture row(String table, String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(cells[i], cells[i + 1]);
    }
    tables.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
    return this;
  }

  SnapshotFixture stream(String stream, long rows, long left) {
    streams.put(stream, rows);
    dropped.put(stream, left);
    return this;
  }

  SnapshotFixture notBelieved() {
    believed = false;
    return this;
  }

  SnapshotFixture acceptedBy(String person) {
    acceptedBy = person;
    return this;
  }

  /** Stores it; its number. */
  long taken(String at) {
    UUID sync = ended("succeeded", at, "");
    dropped.forEach((stream, left) -> part(sync, stream, "finished", 0, left));
    long number =
        handle
            .createQuery(
                "SELECT coalesce(max(snapshot_no), 0) + 1 FROM snapshot WHERE integration_id = :i")
            .bind("i", integrationId)
            .mapTo(Long.class)
            .one();
    Map<String, Integer> counts = new TreeMap<>();
    tables.forEach((table, rows) -> counts.put(table, rows.size()));
    handle
        .createUpdate(
            """
            INSERT INTO snapshot (tenant_id, integration_id, snapshot_no, sync_id, taken_at, row_count,
              added, changed, removed, tables, streams, content_hash, believed, doubts, accepted_by)
            VALUES (current_setting('app.tenant')::uuid, :i, :no, :sync, :at::timestamptz, 0, 0, 0, 0,
              :tables::jsonb, :streams::jsonb, repeat('0', 64), :believed, '[]',
              nullif(:accepted, ''))
            """)
        .bind("i", integrationId)
        .bind("no", number)
        .bind("sync", sync)
        .bind("at", at)
        .bind("tables", json(counts))
        .bind("streams", json(streams))
        .bind("believed", believed)
        .bind("accepted", acceptedBy)
        .execute();
    handle
        .createUpdate(
            "UPDATE synced_row SET to_no = :no WHERE integration_id = :i AND to_no IS NULL")
        .bind("no", number)
        .bind("i", integrationId)
        .execute();
    tables.forEach((table, rows) -> rows.forEach(row -> row(table, row, number)));
    return number;
  }

  private void row(String table, Map<String, String> row, long number) {
    ExportFile file = ExportFiles.find(table + ".csv").orElseThrow();
    List<String> key = new ArrayList<>();
    for (String column : file.key()) {
      if (row.containsKey(column)) {
        key.add(row.get(column));
      }
    }
    handle
        .createUpdate(
            """
            INSERT INTO synced_row (tenant_id, integration_id, file, row_key, from_no, row_hash, cells)
            VALUES (current_setting('app.tenant')::uuid, :i, :file, :key, :no,
              sha256(convert_to(:cells, 'UTF8')), :cells::jsonb)
            """)
        .bind("i", integrationId)
        .bind("file", table)
        .bind("key", key.isEmpty() ? json(row) : String.join("\u001f", key))
        .bind("no", number)
        .bind("cells", json(row))
        .execute();
  }

  /** A sync that left no snapshot. */
  UUID ended(String state, String at, String failureStream) {
    UUID sync = UUID.randomUUID();
    handle
        .createUpdate(
            """
            INSERT INTO sync (tenant_id, sync_id, integration_id, state, trigger, requested_by,
              request_id, queued_at, started_at, finished_at, read_at, failure_stream)
            VALUES (current_setting('app.tenant')::uuid, :sync, :i, :state, 'schedule', 'test', 'test',
              :at::timestamptz, :at::timestamptz, :at::timestamptz, :at::timestamptz, :stream)
            """)
        .bind("sync", sync)
        .bind("i", integrationId)
        .bind("state", state)
        .bind("at", at)
        .bind("stream", failureStream)
        .execute();
    return sync;
  }

  void part(UUID sync, String stream, String state, long rows, long left) {
    handle
        .createUpdate(
            """
            INSERT INTO sync_stream (tenant_id, sync_id, stream, state, pages, record_count,
              row_count, dropped, duplicates, problems)
            VALUES (current_setting('app.tenant')::uuid, :sync, :stream, :state, 1, :rows, :rows,
              :left, 0, '[]')
            """)
        .bind("sync", sync)
        .bind("stream", stream)
        .bind("state", state)
        .bind("rows", rows)
        .bind("left", left)
        .execute();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static Instant at(String text) {
    return Instant.parse(text);
  }
}
