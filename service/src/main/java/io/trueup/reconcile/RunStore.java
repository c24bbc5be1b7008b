package io.trueup.reconcile;

import io.trueup.folder.PackedUsage;
import io.trueup.folder.UsageReading;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.Blobs.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Writes a run's result, all within the caller's transaction. What is stored of a company depends
 * on that company alone, so that a result can also be stored in parts: {@link #rows} of each, in
 * any order and transaction, {@link #rest} and {@link #files} once, and {@link #derive} when all
 * rows are there.
 */
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
    files(handle, run, result);
    derive(handle, run);
    return rows.plus(rest);
  }

  /**
   * Discrepancies and usage: of all the month, or of a part of it. Groups of usage are told apart
   * by their first record, which belongs to one company only, and blocks of texts by their first
   * discrepancy.
   */
  static Counts rows(Handle handle, UUID run, RunResult result) {
    long discrepancies = RunTables.DISCREPANCIES.store(handle, run, result);
    RunTables.BLOCKS.store(handle, run, result);
    PackedEvidence.store(handle, run, result);
    SearchBlock.TABLE.store(handle, run, result);
    RunTables.DECISIONS.store(handle, run, result);
    return new Counts(discrepancies, result.records(), 0, 0);
  }

  /** What there is once a run: accounts, problems and the records of its dataset. */
  static Counts rest(Handle handle, UUID run, RunResult result) {
    long accounts = RunTables.ACCOUNTS.store(handle, run, result);
    long problems = RunTables.PROBLEMS.store(handle, run, result);
    usage(handle, run, result);
    return new Counts(0, 0, accounts, problems);
  }

  /** The result files. */
  static void files(Handle handle, UUID run, RunResult result) throws IOException {
    for (Path file : result.files()) {
      file(handle, run, file);
    }
  }

  /** What follows from all that was stored before. */
  static void derive(Handle handle, UUID run) {
    for (DerivedRows rows : DerivedRows.values()) {
      rows.store(handle, run);
    }
  }

  private static void usage(Handle handle, UUID run, RunResult result) {
    handle
        .createUpdate("UPDATE run SET usage_revision = :revision WHERE run_id = :run")
        .bind("revision", PackedUsage.REVISION)
        .bind("run", run)
        .execute();
    UUID dataset =
        handle
            .createQuery("SELECT dataset_id FROM run WHERE run_id = :run")
            .bind("run", run)
            .mapTo(UUID.class)
            .one();
    UsageReading reading = result.usageReading().orElse(null);
    if (reading != null && !UsagePages.exist(handle, dataset)) {
      UsagePages.store(handle, dataset, reading, result.usage());
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
