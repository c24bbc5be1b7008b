package io.trueup.reconcile;

import io.trueup.audit.AuditLog;
import io.trueup.period.Turnover;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the audit trail says of a run that is done: what went in, what decided, what came out. The
 * chain of hashes holds it, so a run whose rows were changed later does not fit it any more.
 */
public final class FinishedRun {
  /** The event's action. */
  public static final String ACTION = "run.finished";

  /** The action of the event that says which files a run wrote when it was done already. */
  public static final String FILED = "run.filed";

  private static final String FILES = "files";

  private FinishedRun() {}

  /** What follows when a run is done, in the transaction that says so: its month, and the event. */
  static void follow(Handle handle, UUID run, LocalDate asOf) {
    Turnover.finished(handle, run, asOf);
    RunDao.find(handle, run)
        .ifPresent(
            done ->
                AuditLog.append(handle, "system", ACTION, run.toString(), detail(handle, done)));
  }

  /** What follows when the files of a run that is done are stored, in the same transaction. */
  static void filed(Handle handle, UUID run) {
    AuditLog.append(
        handle, "system", FILED, run.toString(), Map.of(FILES, RunFiles.digest(handle, run)));
  }

  /** The event's detail, from the rows as they are stored. */
  public static Map<String, String> detail(Handle handle, RunRow run) {
    UUID id = run.runId();
    Map<String, String> detail = new TreeMap<>();
    put(detail, "bundle", run.bundleHash());
    put(detail, "bundle_version", run.bundleVersion());
    put(detail, "input", run.inputHash());
    put(detail, "dataset_id", run.datasetId());
    put(detail, "as_of", run.asOf());
    put(detail, "decision_no", run.decisionNo());
    if (run.findingNo() > 0) {
      put(detail, "finding_no", run.findingNo());
    }
    if (run.mappingNo() > 0) {
      put(detail, "mapping_no", run.mappingNo());
    }
    EngineVersion engine = run.engine();
    if (engine != null) {
      put(detail, "engine", engine.program());
      put(detail, "engine_revision", engine.revision());
    }
    if (!RunFiles.list(handle, id).isEmpty()) {
      put(detail, FILES, RunFiles.digest(handle, id));
    }
    return detail;
  }

  private static void put(Map<String, String> detail, String name, @Nullable Object value) {
    if (value != null) {
      detail.put(name, value.toString());
    }
  }
}
