package io.trueup.reconcile;

import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.RunDao.Claim;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of tables run_plan and run_batch, within the transaction's tenant. */
final class BatchDao {
  static final String TASK = "batch";

  private BatchDao() {}

  /** What a batch is for. */
  enum Kind {
    /** Accounts, problems and the summary of the whole month. */
    REST,
    /** Discrepancies and usage of a part of it. */
    ROWS,
    /** What follows from all rows; then the run is done. */
    FINISH,
    /** The result files, written after the run is done. */
    FILES;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A batch, wherever it is.
   *
   * @param number 0 for the rest, then the parts from 1, then the finish, then the files
   */
  record Key(TenantId tenant, UUID runId, int number) {
    /** As the scheduler's table has it. */
    String text() {
      return tenant + "/" + runId + "/" + number;
    }

    static Key parse(String text) {
      String[] parts = text.split("/", -1);
      return new Key(
          new TenantId(UUID.fromString(parts[0])),
          UUID.fromString(parts[1]),
          Integer.parseInt(parts[2]));
    }

    /** What transactions that store the batch are called. */
    String session() {
      return "trueup " + runId + " " + number;
    }
  }

  /**
   * A batch in the hands of a node.
   *
   * @param attempt the number it has to show when it stores
   * @param failures how often it went wrong before
   */
  record Taken(Key key, Kind kind, int attempt, int failures, String node) {}

  /**
   * How a run was divided.
   *
   * @param weight the size of a batch that was asked for
   * @param batches how many there are until the run is done, rest and finish included
   * @param digest what {@link DividedMonth#digest} has to be on every node
   * @param loadMs how long it took to read the month
   * @param summary what summary.json says; empty until the rest is stored
   */
  record Plan(
      LocalDate asOf,
      long weight,
      int batches,
      String digest,
      String bundleHash,
      String inputHash,
      long loadMs,
      String summary) {}

  /** What a batch left. */
  record Left(RunStore.Counts counts, long checksum) {}

  /**
   * Divides a run that the caller has claimed: from here on its batches are taken, not the run.
   *
   * @param weights of the parts
   * @return false when another worker has the run
   */
  static boolean divide(Handle handle, Claim claim, Plan plan, List<Long> weights) {
    int divided =
        handle
            .createUpdate(
                """
                UPDATE run SET step = 'batches', step_done = 0, step_total = :batches,
                  lease_owner = NULL, lease_until = NULL
                WHERE run_id = :run AND lease_owner = :owner AND attempt = :attempt
                  AND status = 'running'
                """)
            .bind("batches", plan.batches())
            .bind("run", claim.runId())
            .bind("owner", claim.owner())
            .bind("attempt", claim.attempt())
            .execute();
    if (divided == 0) {
      return false;
    }
    handle
        .createUpdate(
            """
            INSERT INTO run_plan (tenant_id, run_id, as_of, weight, batches, digest, bundle_hash,
              input_hash, load_ms)
            VALUES (current_setting('app.tenant')::uuid, :run, :as_of, :weight, :batches, :digest,
              :bundle, :input, :load)
            """)
        .bind("run", claim.runId())
        .bind("as_of", plan.asOf())
        .bind("weight", plan.weight())
        .bind("batches", plan.batches())
        .bind("digest", plan.digest())
        .bind("bundle", plan.bundleHash())
        .bind("input", plan.inputHash())
        .bind("load", plan.loadMs())
        .execute();
    PreparedBatch rows =
        handle.prepareBatch(
            """
            INSERT INTO run_batch (tenant_id, run_id, batch_no, kind, weight)
            VALUES (current_setting('app.tenant')::uuid, :run, :number, :kind, :weight)
            """);
    for (int number = 0; number <= plan.batches(); number++) {
      boolean part = number > 0 && number <= weights.size();
      Kind after = number < plan.batches() ? Kind.FINISH : Kind.FILES;
      Kind kind = number == 0 ? Kind.REST : part ? Kind.ROWS : after;
      rows.bind("run", claim.runId())
          .bind("number", number)
          .bind("kind", kind.word())
          .bind("weight", part ? weights.get(number - 1) : 0)
          .add();
    }
    rows.execute();
    schedule(handle, claim.tenant(), claim.runId(), 0, plan.batches() - 1);
    return true;
  }

  /** Lets nodes take batches, in their order. */
  private static void schedule(Handle handle, TenantId tenant, UUID runId, int from, int to) {
    handle
        .createUpdate(
            """
            INSERT INTO batch_task (task_name, task_instance, execution_time, picked,
              consecutive_failures, version)
            SELECT :task, :prefix || n,
              clock_timestamp() - interval '1 s' + n * interval '1 us', false, 0, 1
            FROM generate_series(:from, :to - 1) AS n
            """)
        .bind("task", TASK)
        .bind("prefix", tenant + "/" + runId + "/")
        .bind("from", from)
        .bind("to", to)
        .execute();
  }

  /** How a run was divided. */
  static Optional<Plan> findPlan(Handle handle, UUID runId) {
    return handle
        .createQuery(
            """
            SELECT as_of, weight, batches, digest, bundle_hash, input_hash, load_ms,
              coalesce(summary, '') AS summary
            FROM run_plan WHERE run_id = :run
            """)
        .bind("run", runId)
        .map(
            (row, context) ->
                new Plan(
                    row.getObject("as_of", LocalDate.class),
                    row.getLong("weight"),
                    row.getInt("batches"),
                    row.getString("digest"),
                    row.getString("bundle_hash"),
                    row.getString("input_hash"),
                    row.getLong("load_ms"),
                    row.getString("summary")))
        .findOne();
  }

  /**
   * Lets the server end the caller's transaction when nothing comes for so long: from here on it
   * holds rows that all nodes need, and a paused one must not keep them.
   */
  static void briefly(Handle handle, Duration silence) {
    handle.execute(
        "SET LOCAL idle_in_transaction_session_timeout = '%d ms'".formatted(silence.toMillis()));
  }

  /** Whether a batch is still this node's. */
  static boolean ours(Handle handle, Taken taken) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM run_batch
              WHERE run_id = :run AND batch_no = :number AND attempt = :attempt AND node = :node
                AND state = 'running')
            """)
        .bind("run", taken.key().runId())
        .bind("number", taken.key().number())
        .bind("attempt", taken.attempt())
        .bind("node", taken.node())
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether a batch was taken before and neither given back nor stored. */
  static boolean taken(Handle handle, Key key) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM run_batch
              WHERE run_id = :run AND batch_no = :number AND state = 'running')
            """)
        .bind("run", key.runId())
        .bind("number", key.number())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Takes a batch; who had it before cannot store it any more.
   *
   * @return empty when it is stored already, or its run is not under way
   */
  static Optional<Taken> take(Handle handle, Key key, String node) {
    return handle
        .createQuery(
            """
            UPDATE run_batch b
            SET attempt = b.attempt + 1, state = 'running', node = :node,
              taken_at = clock_timestamp()
            FROM run r
            WHERE r.tenant_id = b.tenant_id AND r.run_id = b.run_id
              AND r.status = CASE b.kind WHEN 'files' THEN 'done' ELSE 'running' END
              AND b.run_id = :run AND b.batch_no = :number AND b.state <> 'done'
            RETURNING b.kind, b.attempt, b.failures
            """)
        .bind("node", node)
        .bind("run", key.runId())
        .bind("number", key.number())
        .map(
            (row, context) ->
                new Taken(
                    key,
                    Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                    row.getInt("attempt"),
                    row.getInt("failures"),
                    node))
        .findOne();
  }

  /**
   * Marks a batch as stored, in the transaction that stores it; when it was the last but one, the
   * last can be taken.
   *
   * @return false when the batch is another node's by now, or the run has ended
   */
  static boolean stored(Handle handle, Taken taken, Left left) {
    if (!done(handle, taken, left)) {
      return false;
    }
    Optional<Boolean> all =
        handle
            .createQuery(
                """
                UPDATE run SET step_done = step_done + 1
                WHERE run_id = :run AND status = 'running'
                RETURNING step_done = step_total - 1
                """)
            .bind("run", taken.key().runId())
            .mapTo(Boolean.class)
            .findOne();
    if (all.isPresent() && all.get()) {
      int last = findPlan(handle, taken.key().runId()).orElseThrow().batches() - 1;
      schedule(handle, taken.key().tenant(), taken.key().runId(), last, last + 1);
    }
    return all.isPresent();
  }

  /** Lets nodes take the batch of files, in the transaction that says that the run is done. */
  static void files(Handle handle, Key finish) {
    schedule(handle, finish.tenant(), finish.runId(), finish.number() + 1, finish.number() + 2);
  }

  /** Marks a batch as stored; false when it is another node's by now. */
  static boolean done(Handle handle, Taken taken, Left left) {
    return handle
            .createUpdate(
                """
                UPDATE run_batch SET state = 'done', done_at = clock_timestamp(),
                  discrepancies = :discrepancies, usage_records = :usage, accounts = :accounts,
                  problems = :problems, checksum = :checksum
                WHERE run_id = :run AND batch_no = :number AND attempt = :attempt AND node = :node
                  AND state = 'running'
                """)
            .bind("discrepancies", left.counts().discrepancies())
            .bind("usage", left.counts().usage())
            .bind("accounts", left.counts().accounts())
            .bind("problems", left.counts().problems())
            .bind("checksum", left.checksum())
            .bind("run", taken.key().runId())
            .bind("number", taken.key().number())
            .bind("attempt", taken.attempt())
            .bind("node", taken.node())
            .execute()
        == 1;
  }

  /** Keeps what summary.json says until the run is done. */
  static void summary(Handle handle, UUID runId, String summary) {
    handle
        .createUpdate("UPDATE run_plan SET summary = :summary WHERE run_id = :run")
        .bind("summary", summary)
        .bind("run", runId)
        .execute();
  }

  /**
   * Gives a batch back.
   *
   * @param failed whether that counts as a failure
   * @return false when it is another node's by now
   */
  static boolean release(Handle handle, Taken taken, boolean failed) {
    return handle
            .createUpdate(
                """
                UPDATE run_batch SET state = 'waiting', node = '',
                  failures = failures + :failed::integer
                WHERE run_id = :run AND batch_no = :number AND attempt = :attempt AND node = :node
                  AND state = 'running'
                """)
            .bind("failed", failed ? 1 : 0)
            .bind("run", taken.key().runId())
            .bind("number", taken.key().number())
            .bind("attempt", taken.attempt())
            .bind("node", taken.node())
            .execute()
        == 1;
  }

  /**
   * What all batches of a kind left, added up.
   *
   * @param millis from when the first of them was taken until now
   */
  record Sum(Left left, long millis) {}

  /** How many nodes stored batches of a run. */
  static int nodes(Handle handle, UUID runId) {
    return handle
        .createQuery(
            "SELECT count(DISTINCT node) FROM run_batch WHERE run_id = :run AND node <> ''")
        .bind("run", runId)
        .mapTo(Integer.class)
        .one();
  }

  static Sum sum(Handle handle, UUID runId, Kind kind) {
    return handle
        .createQuery(
            """
            SELECT coalesce(sum(discrepancies), 0)::bigint AS discrepancies,
              coalesce(sum(usage_records), 0)::bigint AS usage_records,
              coalesce(sum(accounts), 0)::bigint AS accounts,
              coalesce(sum(problems), 0)::bigint AS problems,
              coalesce(sum(checksum), 0)::bigint AS checksum,
              coalesce(extract(epoch FROM clock_timestamp() - min(taken_at)) * 1000, 0)::bigint
                AS millis
            FROM run_batch WHERE run_id = :run AND kind = :kind
            """)
        .bind("run", runId)
        .bind("kind", kind.word())
        .map(
            (row, context) ->
                new Sum(
                    new Left(
                        new RunStore.Counts(
                            row.getLong("discrepancies"),
                            row.getLong("usage_records"),
                            row.getLong("accounts"),
                            row.getLong("problems")),
                        row.getLong("checksum")),
                    row.getLong("millis")))
        .one();
  }
}
