package io.trueup.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditLog;
import io.trueup.reconcile.FinishedRun;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.RunRow;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Compares what a run says of itself with a result, and with what the audit trail says of it. */
final class StoredRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Handle handle;
  private final RunRow run;
  private final Differences differences;

  StoredRun(Handle handle, RunRow run, Differences differences) {
    this.handle = handle;
    this.run = run;
    this.differences = differences;
  }

  void compare(RunResult result) {
    is("as_of", run.asOf(), result.asOf());
    is("bundle_hash", run.bundleHash(), result.bundleHash());
    is("input_hash", run.inputHash(), result.inputHash());
    summary(result);
    audited();
  }

  /**
   * What it says of its rows.
   *
   * @param compared how many rows of each table were computed
   */
  void compareCounts(Map<String, Long> compared) {
    is("discrepancy_count", run.discrepancyCount(), compared.get("discrepancy"));
    is("usage_count", run.usageCount(), compared.get("usage_record"));
    is("account_count", run.accountCount(), compared.get("account_match"));
    is("problem_count", run.problemCount(), compared.get("input_problem"));
  }

  private void is(String column, @Nullable Object stored, @Nullable Object computed) {
    differences.compare("the run", column, text(stored), text(computed));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** The same JSON on both sides of PostgreSQL, which has a form of its own for it. */
  private void summary(RunResult result) {
    handle
        .createQuery(
            "SELECT summary::text AS stored, (:summary::jsonb)::text AS computed FROM run WHERE run_id = :run")
        .bind("summary", result.summary())
        .bind("run", run.runId())
        .map((row, context) -> new @Nullable String[] {row.getString(1), row.getString(2)})
        .findOne()
        .ifPresent(both -> is("summary", both[0], both[1]));
  }

  private void audited() {
    Optional<AuditEvent> event =
        AuditLog.findLast(handle, FinishedRun.ACTION, run.runId().toString());
    if (event.isEmpty()) {
      differences.add(
          new Difference("the audit trail", "no event says that this run was finished", "", null));
      return;
    }
    Map<String, String> now = FinishedRun.detail(handle, run);
    against(event.get(), now);
    AuditLog.findLast(handle, FinishedRun.FILED, run.runId().toString())
        .ifPresent(filed -> against(filed, now));
  }

  private void against(AuditEvent event, Map<String, String> now) {
    detail(event.detail())
        .forEach(
            (name, then) ->
                differences.compare(
                    "the run, against event " + event.seq() + " of the audit trail",
                    name,
                    now.getOrDefault(name, ""),
                    then));
  }

  private static Map<String, String> detail(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event's detail is an object of texts", e);
    }
  }
}
