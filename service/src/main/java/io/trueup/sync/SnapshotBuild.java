package io.trueup.sync;

import io.trueup.connector.RecordProblem;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.BulkLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Compares what a sync read with the rows in force, all in one transaction: what did not change is
 * not touched.
 */
final class SnapshotBuild {
  private static final List<String> COLUMNS =
      List.of("stream", "file", "row_key", "keyed", "filled", "row_hash", "cells");

  private final Handle handle;
  private final String integrationId;

  SnapshotBuild(Handle handle, String integrationId) {
    this.handle = handle;
    this.integrationId = integrationId;
  }

  /** What a snapshot wrote, in rows. */
  record Changes(long added, long changed, long removed) {}

  /**
   * What was read.
   *
   * @param rows rows by table, each row once
   * @param hash over all of them
   */
  record Staged(Map<String, Long> rows, String hash) {
    long total() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** One snapshot of an integration at a time; the lock goes with the transaction. */
  void lock() {
    handle
        .createQuery(
            """
            SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(
              'snapshot ' || current_setting('app.tenant') || ' ' || :integration, 0))) l
            """)
        .bind("integration", integrationId)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Puts the rows in a temporary table, each once. Rows of one key that differ leave one: the one
   * with the most cells, and of those the one whose hash comes first, so that it is the same
   * whatever order they came in; the others are problems of their streams.
   */
  Staged stage(RowSpool spool, Map<String, StreamTally> streams, int samples) {
    handle.execute(
        """
        CREATE TEMPORARY TABLE stage_row (stream text COLLATE "C", file text COLLATE "C",
          row_key text COLLATE "C", keyed boolean, filled integer, row_hash bytea, cells text)
        ON COMMIT DROP
        """);
    try (RowSpool.Rows rows = spool.read()) {
      BulkLoad.stage(
          handle,
          "stage_row",
          COLUMNS,
          rows,
          (row, copy) ->
              copy.text(row.stream())
                  .text(row.file())
                  .text(row.key())
                  .truth(row.keyed())
                  .number(row.filled())
                  .bytes(row.hash())
                  .text(row.cells()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Rows without an id are told apart by content, and those of the same content by number.
    handle.execute(
        """
        CREATE TEMPORARY TABLE fresh_row ON COMMIT DROP AS
        SELECT DISTINCT ON (file, row_key) file, row_key, row_hash, cells FROM (
          SELECT file, row_key, filled, row_hash, cells FROM pg_temp.stage_row WHERE keyed
          UNION ALL
          SELECT file, row_key || '#' || row_number() OVER (PARTITION BY file, row_key),
            filled, row_hash, cells
          FROM pg_temp.stage_row WHERE NOT keyed) s
        ORDER BY file, row_key, filled DESC, row_hash
        """);
    handle.execute("ANALYZE pg_temp.fresh_row");
    if (count("stage_row") > count("fresh_row")) {
      duplicates(streams, samples);
    }
    return staged();
  }

  private record Duplicate(
      String stream, String file, String key, boolean same, long count, long place) {}

  private void duplicates(Map<String, StreamTally> streams, int samples) {
    for (Duplicate each : findDuplicates(samples)) {
      StreamTally tally = Objects.requireNonNull(streams.get(each.stream()));
      long count = each.place() == 1 ? each.count() : 0;
      if (each.same()) {
        tally.duplicates(count, 0);
      } else {
        tally.duplicates(0, count);
        tally.problem(0, conflict(each), count);
      }
    }
  }

  /** The first few of each stream, with how many there are. */
  private List<Duplicate> findDuplicates(int samples) {
    return handle
        .createQuery(
            """
            SELECT * FROM (
              SELECT stream, file, row_key, same, count(*) OVER (PARTITION BY stream, same) AS n,
                row_number() OVER (PARTITION BY stream, same ORDER BY file, row_key) AS place
              FROM (
                SELECT s.stream, s.file, s.row_key, s.row_hash = f.row_hash AS same,
                  row_number() OVER (PARTITION BY s.file, s.row_key, s.row_hash = f.row_hash
                                     ORDER BY s.stream) AS copy
                FROM pg_temp.stage_row s
                JOIN pg_temp.fresh_row f ON f.file = s.file AND f.row_key = s.row_key
                WHERE s.keyed) d
              WHERE NOT same OR copy > 1) p
            WHERE place <= :samples
            ORDER BY stream, same, place
            """)
        .bind("samples", Math.max(1, samples))
        .map(
            (row, context) ->
                new Duplicate(
                    row.getString("stream"),
                    row.getString("file"),
                    row.getString("row_key"),
                    row.getBoolean("same"),
                    row.getLong("n"),
                    row.getLong("place")))
        .list();
  }

  private static RecordProblem conflict(Duplicate each) {
    return new RecordProblem(
        each.stream(),
        "duplicate_id",
        "",
        String.join("/", RowShape.parts(each.key())),
        "",
        "Two rows of "
            + each.file()
            + " have this id and differ; the one with more cells is kept. Ask the vendor which is"
            + " right.",
        true);
  }

  private long count(String table) {
    return handle.createQuery("SELECT count(*) FROM pg_temp." + table).mapTo(Long.class).one();
  }

  private Staged staged() {
    Map<String, Long> rows = new TreeMap<>();
    MessageDigest all = Blobs.sha256();
    handle
        .createQuery(
            """
            SELECT file, count(*) AS n,
              encode(sha256(string_agg(row_hash, ''::bytea ORDER BY row_key)), 'hex') AS hash
            FROM pg_temp.fresh_row GROUP BY file ORDER BY file
            """)
        .map(
            (row, context) -> {
              rows.put(row.getString("file"), row.getLong("n"));
              all.update(
                  (row.getString("file") + " " + row.getString("hash") + "\n")
                      .getBytes(StandardCharsets.UTF_8));
              return row.getString("file");
            })
        .list();
    return new Staged(rows, HexFormat.of().formatHex(all.digest()));
  }

  /** Ends rows that changed or vanished, and begins those that changed or are new. */
  Changes apply(long number) {
    long ended =
        handle
            .createUpdate(
                """
                UPDATE synced_row r SET to_no = :no
                WHERE r.integration_id = :integration AND r.to_no IS NULL
                  AND NOT EXISTS (SELECT FROM pg_temp.fresh_row f
                                  WHERE f.file = r.file AND f.row_key = r.row_key
                                    AND f.row_hash = r.row_hash)
                """)
            .bind("no", number)
            .bind("integration", integrationId)
            .execute();
    long begun =
        handle
            .createUpdate(
                """
                INSERT INTO synced_row (tenant_id, integration_id, file, row_key, from_no, row_hash, cells)
                SELECT current_setting('app.tenant')::uuid, :integration, f.file, f.row_key, :no,
                  f.row_hash, f.cells::jsonb
                FROM pg_temp.fresh_row f
                WHERE NOT EXISTS (SELECT FROM synced_row r
                                  WHERE r.integration_id = :integration AND r.to_no IS NULL
                                    AND r.file = f.file AND r.row_key = f.row_key)
                ORDER BY f.file, f.row_key
                """)
            .bind("no", number)
            .bind("integration", integrationId)
            .execute();
    long changed =
        handle
            .createQuery(
                """
                SELECT count(*) FROM synced_row o
                JOIN synced_row n ON n.tenant_id = o.tenant_id AND n.integration_id = o.integration_id
                  AND n.file = o.file AND n.row_key = o.row_key AND n.from_no = :no
                WHERE o.integration_id = :integration AND o.to_no = :no
                """)
            .bind("no", number)
            .bind("integration", integrationId)
            .mapTo(Long.class)
            .one();
    return new Changes(begun - changed, changed, ended - changed);
  }

  /** Writes what the sync read of each stream. */
  static void streams(Handle handle, UUID syncId, Iterable<StreamTally> streams) {
    List<StreamTally> all = new ArrayList<>();
    streams.forEach(all::add);
    if (all.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO sync_stream (tenant_id, sync_id, stream, state, pages, record_count,
              row_count, dropped, duplicates, problems)
            VALUES (current_setting('app.tenant')::uuid, :sync, :stream, :state, :pages, :records,
              :rows, :dropped, :duplicates, :problems::jsonb)
            """);
    for (StreamTally each : all) {
      batch
          .bind("sync", syncId)
          .bind("stream", each.stream())
          .bind("state", each.state())
          .bind("pages", each.pages())
          .bind("records", each.records())
          .bind("rows", each.rows())
          .bind("dropped", each.dropped())
          .bind("duplicates", each.duplicates())
          .bind("problems", each.problemsJson())
          .add();
    }
    batch.execute();
  }
}
