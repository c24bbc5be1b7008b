package io.trueup.reconcile;

import io.trueup.facts.UsageRecord;
import io.trueup.folder.PackedUsage;
import io.trueup.folder.UsageReading;
import io.trueup.packed.UsagePage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Rows of tables usage_reading and usage_page, within the transaction's tenant: the usage of a
 * dataset, read and packed once. It follows from the stored files and can be made again at any
 * time.
 */
public final class UsagePages {
  /** Pages are tens of kilobytes. */
  private static final int FETCHED_AT_ONCE = 8;

  private UsagePages() {}

  /** Takes a record and its number. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes one.
     *
     * @return whether it wants another
     */
    boolean take(int ordinal, UsageRecord record);
  }

  /** Whether a dataset's usage was packed by this program's reader. */
  static boolean exist(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM usage_reading WHERE dataset_id = :dataset AND revision = :revision)
            """)
        .bind("dataset", datasetId)
        .bind("revision", PackedUsage.REVISION)
        .mapTo(Boolean.class)
        .one();
  }

  /** Stores a dataset's usage, unless somebody else just did. */
  static void store(Handle handle, UUID datasetId, UsageReading reading, UsageRecords records) {
    int stored =
        handle
            .createUpdate(
                """
                INSERT INTO usage_reading (tenant_id, dataset_id, revision, records, reading)
                VALUES (current_setting('app.tenant')::uuid, :dataset, :revision, :records, :reading)
                ON CONFLICT DO NOTHING
                """)
            .bind("dataset", datasetId)
            .bind("revision", PackedUsage.REVISION)
            .bind("records", records.size())
            .bind("reading", bytes(reading))
            .execute();
    int next = 1;
    while (stored > 0 && next <= records.size()) {
      UsagePage.Builder page = new UsagePage.Builder();
      while (next <= records.size() && !page.full()) {
        page.add(records.get(next++));
      }
      store(handle, datasetId, next - page.size(), page);
    }
  }

  private static void store(Handle handle, UUID datasetId, int first, UsagePage.Builder page) {
    handle
        .createUpdate(
            """
            INSERT INTO usage_page
              (tenant_id, dataset_id, revision, first_ordinal, records, content)
            VALUES (current_setting('app.tenant')::uuid, :dataset, :revision, :first, :records,
              :content)
            """)
        .bind("dataset", datasetId)
        .bind("revision", PackedUsage.REVISION)
        .bind("first", first)
        .bind("records", page.size())
        .bind("content", page.toByteArray())
        .execute();
  }

  /** Writes a dataset's usage for the reader of its folder; false when it has to be read anew. */
  static boolean writeTo(Handle handle, UUID datasetId, Path folder) throws IOException {
    Optional<byte[]> reading =
        handle
            .createQuery(
                "SELECT reading FROM usage_reading WHERE dataset_id = :dataset AND revision = :revision")
            .bind("dataset", datasetId)
            .bind("revision", PackedUsage.REVISION)
            .mapTo(byte[].class)
            .findOne();
    if (reading.isEmpty()) {
      return false;
    }
    try (PackedUsage.Writer writer = new PackedUsage.Writer(folder, reading(reading.get()));
        ResultIterator<byte[]> pages =
            handle
                .createQuery(
                    """
                    SELECT content FROM usage_page
                    WHERE dataset_id = :dataset AND revision = :revision ORDER BY first_ordinal
                    """)
                .bind("dataset", datasetId)
                .bind("revision", PackedUsage.REVISION)
                .setFetchSize(FETCHED_AT_ONCE)
                .mapTo(byte[].class)
                .iterator()) {
      while (pages.hasNext()) {
        writer.page(pages.next());
      }
    }
    return true;
  }

  /** How the usage of a run's dataset was read; empty when it is not packed. */
  public static Optional<UsageReading> reading(Handle handle, UUID run) {
    return handle
        .createQuery(
            """
            SELECT u.reading FROM run r
            JOIN usage_reading u ON u.dataset_id = r.dataset_id AND u.revision = r.usage_revision
            WHERE r.run_id = :run
            """)
        .bind("run", run)
        .mapTo(byte[].class)
        .map(UsagePages::reading)
        .findOne();
  }

  private static UsageReading reading(byte[] bytes) {
    try {
      return PackedUsage.reading(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Page(int first, UsagePage page) {}

  /**
   * Reads records of a run.
   *
   * @param ordinals their numbers, ascending
   */
  public static void each(Handle handle, UUID run, int[] ordinals, Reader reader) {
    if (ordinals.length == 0) {
      return;
    }
    try (ResultIterator<Page> pages =
        handle
            .createQuery(
                """
                SELECT p.first_ordinal, p.content
                FROM run r
                CROSS JOIN unnest(:bands::integer[]) AS b (first)
                JOIN usage_page p ON p.dataset_id = r.dataset_id AND p.revision = r.usage_revision
                  AND p.first_ordinal BETWEEN b.first - 4095 AND b.first + 4095
                  AND p.first_ordinal + p.records > b.first
                WHERE r.run_id = :run
                ORDER BY p.first_ordinal
                """)
            .bind("run", run)
            .bind("bands", bands(ordinals))
            .setFetchSize(FETCHED_AT_ONCE)
            .map(
                (row, context) ->
                    new Page(row.getInt("first_ordinal"), UsagePage.read(row.getBytes("content"))))
            .iterator()) {
      int next = 0;
      while (next < ordinals.length && pages.hasNext()) {
        Page page = pages.next();
        int end = page.first() + page.page().size();
        // A page that lies in two bands comes twice, and there is nothing left for it then.
        while (next < ordinals.length && ordinals[next] < end) {
          int ordinal = ordinals[next++];
          // A page that is gone takes its records with it.
          if (ordinal >= page.first()
              && !reader.take(ordinal, page.page().record(ordinal - page.first()))) {
            return;
          }
        }
      }
    }
  }

  /** The first numbers of the bands that records lie in. */
  private static Integer[] bands(int[] ordinals) {
    return java.util.Arrays.stream(ordinals)
        .map(ordinal -> UsageGroup.band(ordinal) * UsageGroup.BAND + 1)
        .distinct()
        .boxed()
        .toArray(Integer[]::new);
  }

  private static byte[] bytes(UsageReading reading) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      PackedUsage.write(out, reading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
