package io.trueup.reconcile;

import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** Rows of table run_file: the files a run wrote, as the command line writes them. */
public final class RunFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private RunFiles() {}

  /** One of them. */
  public record FileRow(String name, long sizeBytes, String sha256, UUID blobId) {}

  /** All files of a run, by name. */
  public static List<FileRow> list(Handle handle, UUID run) {
    return handle
        .createQuery(
            "SELECT name, size_bytes, sha256, blob_id FROM run_file WHERE run_id = :run ORDER BY name")
        .bind("run", run)
        .map(
            (row, context) ->
                new FileRow(
                    row.getString("name"),
                    row.getLong("size_bytes"),
                    row.getString("sha256"),
                    row.getObject("blob_id", UUID.class)))
        .list();
  }

  /** Whether a run is done whose files are still to be written. */
  public static boolean pending(Handle handle, UUID run) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM run_batch WHERE run_id = :run AND kind = 'files' AND state <> 'done')
            """)
        .bind("run", run)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Waits a moment for files that are still to be written.
   *
   * @throws ProblemException when it takes longer
   */
  public static void await(TenantDb db, TenantId tenant, UUID run) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (db.read(tenant, handle -> pending(handle, run))) {
      if (System.nanoTime() > deadline) {
        throw new ProblemException(
            ProblemType.BUSY, "The files of this run are being written; try again in a moment.");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProblemException(ProblemType.BUSY, "The service stops.");
      }
    }
  }

  /** One digest of all files of a run, their names with them: SHA-256, hex. */
  public static String digest(Handle handle, UUID run) {
    MessageDigest sha = Blobs.sha256();
    for (FileRow file : list(handle, run)) {
      sha.update((file.name() + "\n" + file.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** One file of a run. */
  public static Optional<FileRow> find(Handle handle, UUID run, String name) {
    return list(handle, run).stream().filter(file -> file.name().equals(name)).findFirst();
  }

  /** Writes a file's content out. */
  public static void copy(Handle handle, FileRow file, OutputStream out) throws IOException {
    Blobs.copy(handle, file.blobId(), out);
  }
}
