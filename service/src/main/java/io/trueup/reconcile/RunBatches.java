package io.trueup.reconcile;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.TenantDb;
import io.trueup.reconcile.BatchDao.Key;
import io.trueup.reconcile.RunDao.Claim;
import io.trueup.rulebook.RulesInForce;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are divided: any node takes any batch of any of them, by the scheduler library, which
 * locks what it takes ({@code FOR UPDATE SKIP LOCKED}), says each moment that this node is alive,
 * and hands out again what a silent node had.
 */
public final class RunBatches implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(RunBatches.class);
  private static final String TABLE = "batch_task";
  private static final int MISSED_HEARTBEATS = 5;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * How runs are divided.
   *
   * @param records how many records a batch has at most, about
   * @param workers how many batches this node works on at a time
   * @param silence after how long a silent node's batches are handed out again
   * @param poll how often to look for batches
   */
  public record Settings(long records, int workers, Duration silence, Duration poll) {}

  private final TenantDb db;
  private final Settings settings;
  private final OpenMonths months;
  private final BatchExecution execution;
  private final Scheduler scheduler;
  private volatile boolean stopping;

  /**
   * @param pool connections as the role that serves requests
   * @param input puts a run's files together
   * @param after told of results that were stored
   * @param scratch folder for a run's files; made if missing
   * @param node what this node is called, at most 50 characters; no other may be called the same
   */
  public RunBatches(
      DataSource pool,
      TenantDb db,
      Reconciler reconciler,
      RunInput input,
      RulesInForce rules,
      AfterRun after,
      RunMetrics metrics,
      Path scratch,
      String node,
      Settings settings) {
    this.db = db;
    this.settings = settings;
    this.months = new OpenMonths();
    this.execution =
        new BatchExecution(
            db,
            new MonthLoading(db, reconciler, input, rules, scratch),
            months,
            after,
            metrics,
            node,
            settings.silence(),
            () -> stopping);
    CustomTask<Void> batch =
        Tasks.custom(BatchDao.TASK, Void.class)
            .onFailureReschedule(FixedDelay.of(SOON))
            .onDeadExecutionRevive()
            .execute((instance, context) -> work(Key.parse(instance.getId())));
    this.scheduler =
        Scheduler.create(pool, batch)
            .tableName(TABLE)
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
            .schedulerName(new SchedulerName.Fixed(node))
            .threads(settings.workers())
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(settings.poll())
            .heartbeatInterval(settings.silence().dividedBy(MISSED_HEARTBEATS))
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .failureLogging(LogLevel.WARN, false)
            .shutdownMaxWait(PATIENCE)
            .build();
  }

  @Override
  public void start() {
    scheduler.start();
  }

  /** Takes no more batches; those under way are given back, or stored when that is nearly done. */
  @Override
  public void stop() {
    stopping = true;
    scheduler.stop();
  }

  /** How many batches this node is working on. */
  public int busy() {
    return scheduler.getCurrentlyExecuting().size();
  }

  /** The size of a batch. */
  long records() {
    return settings.records();
  }

  /** Whether a month is to be divided: it is large, and no other run would keep nodes busy. */
  boolean divides(DividedMonth month) {
    return month.size() > 1 && !db.withoutTenant(RunDao::anyWaiting);
  }

  /**
   * Hands a claimed run over to all nodes, this one among them.
   *
   * @param loadMs how long it took to read it
   */
  void divide(Claim claim, DividedMonth month, long loadMs) {
    List<Long> weights = IntStream.range(0, month.size()).mapToObj(month::weight).toList();
    BatchDao.Plan plan =
        new BatchDao.Plan(
            month.asOf(),
            settings.records(),
            weights.size() + 2,
            month.digest(),
            month.bundleHash(),
            month.inputHash(),
            loadMs,
            "");
    UUID run = claim.runId();
    months.put(run, month);
    db.useTenant(
        claim.tenant(),
        handle -> {
          if (!BatchDao.divide(handle, claim, plan, weights)) {
            throw new Heartbeats.LostException();
          }
        });
    scheduler.triggerCheckForDueExecutions();
  }

  private CompletionHandler<Void> work(Key key) {
    BatchExecution.Outcome outcome = execution.execute(key);
    return switch (outcome) {
      case ENDED -> (complete, operations) -> remove(operations);
      case AGAIN ->
          (complete, operations) -> operations.reschedule(complete, Instant.now().plus(SOON));
      case LATER ->
          (complete, operations) -> operations.reschedule(complete, Instant.now().plus(LATER));
      case GIVEN_BACK -> (complete, operations) -> operations.reschedule(complete, Instant.now());
      // Whoever has it now says how it went on.
      case LOST -> (complete, operations) -> {};
    };
  }

  private void remove(ExecutionOperations<Void> operations) {
    try {
      operations.remove();
      // It may have been the one that the next had to wait for.
      scheduler.triggerCheckForDueExecutions();
    } catch (ExecutionException e) {
      // It was handed out again while it was being stored; whoever has it finds it stored.
      LOG.warn("a batch was handed out again: node_silence is short for this machine");
    }
  }
}
