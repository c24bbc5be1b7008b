package io.trueup.reconcile;

import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.Blobs.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes a run's result, all within the caller's transaction. */
final class RunStore {
  private RunStore() {}

  /** How many rows of each kind were stored. */
  record Counts(long discrepancies, long usage, long accounts, long problems) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          discrepancies + other.discrepancies,
          usage + other.usage,
          accounts + other.accounts,
          problems + other.problems);
    }
  }

  static Counts store(Handle handle, UUID run, RunResult result) throws IOException {
    Counts rows = rows(handle, run, result);
    Counts rest = rest(handle, run, result);
    derive(handle, run);
    return rows.plus(rest);
  }

  /** Discrepancies and usage: of all the month, or of a part of it. */
  static Counts rows(Handle handle, UUID run, RunResult result) {
    long discrepancies = RunTables.DISCREPANCIES.store(handle, run, result);
    RunTables.EVIDENCE.store(handle, run, result);
    long usage = RunTables.FATES.store(handle, run, result);
    RunTables.RECORDS.store(handle, run, result);
    return new Counts(discrepancies, usage, 0, 0);
  }

  /** What there is once a run: accounts, problems and files. */
  static Counts rest(Handle handle, UUID run, RunResult result) throws IOException {
    long accounts = RunTables.ACCOUNTS.store(handle, run, result);
    long problems = RunTables.PROBLEMS.store(handle, run, result);
    for (Path file : result.files()) {
      file(handle, run, file);
    }
    return new Counts(0, 0, accounts, problems);
  }

  /** What follows from all that was stored before. */
  static void derive(Handle handle, UUID run) {
    for (DerivedRows rows : DerivedRows.values()) {
      rows.store(handle, run);
    }
  }

  private static void file(Handle handle, UUID run, Path file) throws IOException {
    Blob blob;
    try (InputStream in = Files.newInputStream(file)) {
      blob = Blobs.store(handle, in);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    handle
        .createUpdate(
            """
            INSERT INTO run_file (tenant_id, run_id, name, size_bytes, sha256, blob_id)
            VALUES (current_setting('app.tenant')::uuid, :run, :name, :size, :sha256, :blob)
            """)
        .bind("run", run)
        .bind("name", String.valueOf(file.getFileName()))
        .bind("size", blob.size())
        .bind("sha256", blob.sha256())
        .bind("blob", blob.id())
        .execute();
  }
}
