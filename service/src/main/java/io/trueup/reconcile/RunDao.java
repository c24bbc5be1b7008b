package io.trueup.reconcile;

import io.trueup.platform.db.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of table run, within the transaction's tenant. */
public final class RunDao {
  private static final String COLUMNS =
      """
      run_id, dataset_id, status, requested_as_of, step, step_done, step_total, created_at,
      created_by, request_id, started_at, finished_at, as_of, bundle_hash, bundle_version, input_hash,
      discrepancy_count, usage_count, account_count, problem_count, timings::text AS timings,
      failure_code, failure, engine_version, engine_revision, decision_no, finding_no,
      mapping_no
      """;

  private static final String FINISH =
      """
      UPDATE run SET status = 'done', step = '', step_done = 0, step_total = 0,
        finished_at = clock_timestamp(), as_of = :as_of, bundle_hash = :bundle,
        input_hash = :input, discrepancy_count = :discrepancies, usage_count = :usage,
        account_count = :accounts, problem_count = :problems, summary = :summary::jsonb,
        timings = :timings::jsonb, engine_version = :program, engine_revision = :revision,
        lease_owner = NULL, lease_until = NULL
      """;

  private RunDao() {}

  /** A run handed to a worker; attempt is the number it has to show when it writes. */
  record Claim(TenantId tenant, UUID runId, int attempt, UUID owner) {
    /** What transactions that store the run are called. */
    String session() {
      return "trueup " + runId;
    }
  }

  /** What a finished run is known by. */
  record Conclusion(LocalDate asOf, String bundleHash, String inputHash, String summary) {
    static Conclusion of(RunResult result) {
      return new Conclusion(
          result.asOf(), result.bundleHash(), result.inputHash(), result.summary());
    }
  }

  static void insert(
      Handle handle,
      UUID runId,
      UUID datasetId,
      Optional<LocalDate> asOf,
      String by,
      String requestId) {
    handle
        .createUpdate(
            """
            INSERT INTO run (tenant_id, run_id, dataset_id, status, requested_as_of, created_by,
              request_id, decision_no, finding_no, mapping_no)
            VALUES (current_setting('app.tenant')::uuid, :run, :dataset, 'queued', :as_of, :by,
              :request, (SELECT coalesce(max(d.decision_no), 0) FROM link_decision d),
              (SELECT coalesce(max(f.decision_no), 0) FROM finding_decision f),
              (SELECT coalesce(max(m.change_no), 0) FROM mapping_change m))
            """)
        .bind("run", runId)
        .bind("dataset", datasetId)
        .bind("as_of", asOf.orElse(null))
        .bind("by", by)
        .bind("request", requestId)
        .execute();
  }

  static long waiting(Handle handle) {
    return handle
        .createQuery("SELECT count(*) FROM run WHERE status = 'queued'")
        .mapTo(Long.class)
        .one();
  }

  /** The next run for a worker, of any tenant. */
  static Optional<Claim> claim(Handle handle, UUID owner, Duration lease) {
    return handle
        .createQuery("SELECT tenant_id, run_id, attempt FROM claim_run(:owner, :lease)")
        .bind("owner", owner)
        .bind("lease", lease)
        .map(
            (row, context) ->
                new Claim(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    row.getObject("run_id", UUID.class),
                    row.getInt("attempt"),
                    owner))
        .findOne();
  }

  /**
   * Notes the bundle in force as the one that the run is judged by, unless an earlier try has noted
   * one.
   *
   * @return its number
   */
  static long pinBundle(Handle handle, Claim claim) {
    return handle
        .createQuery(
            """
            UPDATE run SET bundle_version = coalesce(bundle_version, (SELECT version FROM rulebook))
            WHERE run_id = :run AND lease_owner = :owner AND attempt = :attempt
              AND status = 'running'
            RETURNING bundle_version
            """)
        .bind("run", claim.runId())
        .bind("owner", claim.owner())
        .bind("attempt", claim.attempt())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(Heartbeats.LostException::new);
  }

  /** Notes progress and keeps the lease; false when another worker has it. */
  static boolean heartbeat(
      Handle handle, Claim claim, Duration lease, String step, long done, long total) {
    return handle
            .createUpdate(
                """
                UPDATE run SET step = :step, step_done = :done, step_total = :total,
                  lease_until = clock_timestamp() + :lease
                WHERE run_id = :run AND lease_owner = :owner AND attempt = :attempt
                  AND status = 'running'
                """)
            .bind("step", step)
            .bind("done", done)
            .bind("total", total)
            .bind("lease", lease)
            .bind("run", claim.runId())
            .bind("owner", claim.owner())
            .bind("attempt", claim.attempt())
            .execute()
        == 1;
  }

  static boolean finish(
      Handle handle, Claim claim, Conclusion conclusion, RunStore.Counts counts, String timings) {
    return handle
            .createUpdate(
                FINISH
                    + """
                    WHERE run_id = :run AND lease_owner = :owner AND attempt = :attempt
                      AND status = 'running'
                    """)
            .bind("run", claim.runId())
            .bind("owner", claim.owner())
            .bind("attempt", claim.attempt())
            .bindMap(finished(conclusion, counts, timings))
            .execute()
        == 1;
  }

  /** Finishes a run that was divided: whoever has its last batch may. */
  static boolean finishDivided(
      Handle handle, UUID run, Conclusion conclusion, RunStore.Counts counts, String timings) {
    return handle
            .createUpdate(
                FINISH + "WHERE run_id = :run AND lease_owner IS NULL AND status = 'running'")
            .bind("run", run)
            .bindMap(finished(conclusion, counts, timings))
            .execute()
        == 1;
  }

  private static Map<String, Object> finished(
      Conclusion conclusion, RunStore.Counts counts, String timings) {
    return Map.ofEntries(
        Map.entry("as_of", conclusion.asOf()),
        Map.entry("bundle", conclusion.bundleHash()),
        Map.entry("input", conclusion.inputHash()),
        Map.entry("discrepancies", counts.discrepancies()),
        Map.entry("usage", counts.usage()),
        Map.entry("accounts", counts.accounts()),
        Map.entry("problems", counts.problems()),
        Map.entry("summary", conclusion.summary()),
        Map.entry("timings", timings),
        Map.entry("program", EngineVersion.current().program()),
        Map.entry("revision", EngineVersion.current().revision()));
  }

  static boolean fail(Handle handle, Claim claim, String code, String text, long problems) {
    return handle
            .createUpdate(
                """
                UPDATE run SET status = 'failed', finished_at = clock_timestamp(),
                  failure_code = :code, failure = :text, problem_count = :problems,
                  lease_owner = NULL, lease_until = NULL
                WHERE run_id = :run AND lease_owner = :owner AND attempt = :attempt
                  AND status = 'running'
                """)
            .bind("code", code)
            .bind("text", text)
            .bind("problems", problems)
            .bind("run", claim.runId())
            .bind("owner", claim.owner())
            .bind("attempt", claim.attempt())
            .execute()
        == 1;
  }

  /** Fails a run that was divided, unless it has ended; its other batches end with it. */
  static boolean failDivided(Handle handle, UUID run, String code, String text) {
    return handle
            .createUpdate(
                """
                UPDATE run SET status = 'failed', finished_at = clock_timestamp(),
                  failure_code = :code, failure = :text, problem_count = 0
                WHERE run_id = :run AND lease_owner IS NULL AND status = 'running'
                """)
            .bind("code", code)
            .bind("text", text)
            .bind("run", run)
            .execute()
        == 1;
  }

  /** Whether a run of any tenant waits for a worker. */
  static boolean anyWaiting(Handle handle) {
    return handle.createQuery("SELECT any_run_waiting()").mapTo(Boolean.class).one();
  }

  /** Puts a run back for another worker, without counting this as a try. */
  static void release(Handle handle, Claim claim) {
    handle
        .createUpdate(
            """
            UPDATE run SET status = 'queued', step = '', step_done = 0, step_total = 0,
              attempt = attempt - 1, lease_owner = NULL, lease_until = NULL
            WHERE run_id = :run AND lease_owner = :owner AND attempt = :attempt
              AND status = 'running'
            """)
        .bind("run", claim.runId())
        .bind("owner", claim.owner())
        .bind("attempt", claim.attempt())
        .execute();
  }

  /** A run of this tenant. */
  public static Optional<RunRow> find(Handle handle, UUID runId) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM run WHERE run_id = :run")
        .bind("run", runId)
        .map(RunDao::row)
        .findOne();
  }

  /**
   * The finished run of the newest month, of those whose rules are known; of several the one that
   * was started last.
   */
  public static Optional<UUID> findNewestDone(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT run_id FROM run WHERE status = 'done' AND bundle_version IS NOT NULL
            ORDER BY as_of DESC NULLS LAST, created_at DESC, run_id DESC LIMIT 1
            """)
        .mapTo(UUID.class)
        .findOne();
  }

  /** The finished run of the newest month, the last of those that it has. */
  public static Optional<RunRow> findNewestMonth(Handle handle) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM run WHERE status = 'done'
                ORDER BY as_of DESC, created_at DESC, run_id DESC LIMIT 1
                """)
        .map(RunDao::row)
        .findOne();
  }

  /** The summary of a finished run, as JSON. */
  public static Optional<String> findSummary(Handle handle, UUID runId) {
    return handle
        .createQuery("SELECT summary::text FROM run WHERE run_id = :run AND status = 'done'")
        .bind("run", runId)
        .mapTo(String.class)
        .findOne();
  }

  /**
   * Runs, newest first.
   *
   * @param after created_at and run_id of the last row before, as texts; empty for the first page
   */
  public static List<RunRow> list(
      Handle handle, Optional<String> status, List<String> after, int limit) {
    boolean first = after.isEmpty();
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM run
                WHERE (:status::text IS NULL OR status = :status)
                  AND (:first OR (created_at, run_id) < (:at::timestamptz, :id::uuid))
                ORDER BY created_at DESC, run_id DESC LIMIT :limit
                """)
        .bind("status", status.orElse(null))
        .bind("first", first)
        .bind("at", first ? null : after.get(0))
        .bind("id", first ? null : after.get(1))
        .bind("limit", limit)
        .map(RunDao::row)
        .list();
  }

  /** How many runs there are, of one status where given. */
  public static long count(Handle handle, Optional<String> status) {
    return handle
        .createQuery("SELECT count(*) FROM run WHERE :status::text IS NULL OR status = :status")
        .bind("status", status.orElse(null))
        .mapTo(Long.class)
        .one();
  }

  private static RunRow row(ResultSet row, StatementContext context) throws SQLException {
    return new RunRow(
        row.getObject("run_id", UUID.class),
        row.getObject("dataset_id", UUID.class),
        row.getString("status"),
        row.getObject("requested_as_of", LocalDate.class),
        row.getString("step"),
        row.getLong("step_done"),
        row.getLong("step_total"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        row.getString("request_id"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getObject("as_of", LocalDate.class),
        row.getString("bundle_hash"),
        row.getObject("bundle_version", Long.class),
        row.getString("input_hash"),
        row.getObject("discrepancy_count", Long.class),
        row.getObject("usage_count", Long.class),
        row.getObject("account_count", Long.class),
        row.getObject("problem_count", Long.class),
        row.getString("timings"),
        row.getString("failure_code"),
        row.getString("failure"),
        row.getString("engine_version") == null
            ? null
            : new EngineVersion(row.getString("engine_version"), row.getInt("engine_revision")),
        row.getLong("decision_no"),
        row.getLong("finding_no"),
        row.getLong("mapping_no"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
  }
}
