package io.trueup.sync;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dropwizard.lifecycle.Managed;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When integrations are synced. A row a scheduled integration says when it is due; whichever node
 * finds it due queues a sync, and no other does. Any node's workers then carry it out.
 */
public final class SyncSchedules implements Managed, SyncExecution.Ended {
  static final String TABLE = "scheduled_task";
  static final String TASK = "sync";

  private static final Logger LOG = LoggerFactory.getLogger(SyncSchedules.class);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(5);
  private static final Duration LAST_RETRY = Duration.ofHours(6);
  private static final Duration SOON = Duration.ofMinutes(1);
  // Integrations of the same interval shall not all come at the same minute.
  private static final double JITTER = 0.05;

  private final TenantDb db;
  private final IntegrationSource integrations;
  private final Runnable wake;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Scheduler scheduler;

  /**
   * @param pool connections as the role that serves requests
   * @param retention carried out once an hour, by one node
   * @param wake called when a sync was queued here
   * @param poll how often to look for what is due
   */
  public SyncSchedules(
      DataSource pool,
      TenantDb db,
      IntegrationSource integrations,
      SyncRetention retention,
      Runnable wake,
      Clock clock,
      Duration poll) {
    this.db = db;
    this.integrations = integrations;
    this.wake = wake;
    this.clock = clock;
    CustomTask<Void> sync =
        Tasks.custom(TASK, Void.class)
            .onFailureReschedule(FixedDelay.of(SOON))
            .onDeadExecutionRevive()
            .execute((instance, context) -> due(Key.parse(instance.getId())));
    RecurringTask<Void> purge =
        Tasks.recurring("purge", FixedDelay.of(Duration.ofHours(1)))
            .execute((instance, context) -> retention.purge());
    this.scheduler =
        Scheduler.create(pool, sync)
            .startTasks(purge)
            .tableName(TABLE)
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
            .clock(clock::instant)
            .threads(2)
            .pollingInterval(poll)
            .heartbeatInterval(Duration.ofMinutes(1))
            .shutdownMaxWait(Duration.ofSeconds(10))
            .build();
  }

  /** Whose schedule it is, as the scheduler's table has it. */
  record Key(TenantId tenant, String integrationId) {
    static Key parse(String text) {
      int cut = text.indexOf('/');
      return new Key(
          new TenantId(UUID.fromString(text.substring(0, cut))), text.substring(cut + 1));
    }

    TaskInstanceId instance() {
      return TaskInstanceId.of(TASK, tenant + "/" + integrationId);
    }
  }

  @Override
  public void start() {
    scheduler.start();
  }

  @Override
  public void stop() {
    scheduler.stop();
  }

  private CompletionHandler<Void> due(Key key) {
    Optional<Duration> every =
        db.inTenant(
            key.tenant(),
            handle -> {
              Optional<SyncTarget> target =
                  integrations
                      .find(handle, key.tenant(), key.integrationId())
                      .filter(SyncTarget::enabled);
              target.ifPresent(found -> Syncs.queueScheduled(handle, found.integrationId()));
              return target.map(SyncTarget::every);
            });
    wake.run();
    return (complete, operations) ->
        every.ifPresentOrElse(
            interval -> operations.reschedule(complete, next(interval)), operations::remove);
  }

  /**
   * Puts an integration on a schedule, or changes it, within the caller's transaction: one that is
   * new is due within a minute; one that is due later than its new interval allows is moved.
   */
  public void set(Handle handle, TenantId tenant, String integrationId, Duration every) {
    TaskInstanceId instance = new Key(tenant, integrationId).instance();
    // The library's own client wants a connection of its own; this is one statement and atomic.
    handle
        .createUpdate(
            """
            INSERT INTO scheduled_task (task_name, task_instance, execution_time, picked,
              consecutive_failures, version)
            VALUES (:task, :instance, :soon, false, 0, 1)
            ON CONFLICT (task_name, task_instance) DO UPDATE SET
              execution_time = least(scheduled_task.execution_time, :next),
              version = scheduled_task.version + 1
            WHERE NOT scheduled_task.picked
            """)
        .bind("task", TASK)
        .bind("instance", instance.getId())
        .bind("soon", clock.instant().plus(part(SOON)))
        .bind("next", next(every))
        .execute();
  }

  /** Takes an integration off its schedule, within the caller's transaction. */
  public void remove(Handle handle, TenantId tenant, String integrationId) {
    handle
        .createUpdate(
            """
            DELETE FROM scheduled_task
            WHERE task_name = :task AND task_instance = :instance AND NOT picked
            """)
        .bind("task", TASK)
        .bind("instance", new Key(tenant, integrationId).instance().getId())
        .execute();
  }

  /** When an integration is due next; empty when it is on no schedule. */
  public Optional<Instant> findNext(Handle handle, TenantId tenant, String integrationId) {
    return handle
        .createQuery(
            """
            SELECT execution_time FROM scheduled_task
            WHERE task_name = :task AND task_instance = :instance
            """)
        .bind("task", TASK)
        .bind("instance", new Key(tenant, integrationId).instance().getId())
        .mapTo(Instant.class)
        .findOne();
  }

  /** When integrations of a tenant are due next, by id; those on no schedule are not there. */
  public Map<String, Instant> next(Handle handle, TenantId tenant) {
    Map<String, Instant> next = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT task_instance, execution_time FROM scheduled_task
            WHERE task_name = :task AND starts_with(task_instance, :prefix)
            """)
        .bind("task", TASK)
        .bind("prefix", tenant + "/")
        .map(
            (row, context) ->
                Map.entry(
                    Key.parse(row.getString("task_instance")).integrationId(),
                    row.getTimestamp("execution_time").toInstant()))
        .forEach(each -> next.put(each.getKey(), each.getValue()));
    return next;
  }

  /** After a failure, the next try comes sooner than the interval, and later with each failure. */
  @Override
  public void ended(TenantId tenant, SyncTarget target, String outcome, int failuresInRow) {
    if (!outcome.equals("failed") || failuresInRow == 0 || !target.enabled()) {
      return;
    }
    Duration wait = retryAfter(failuresInRow, target.every());
    SchedulerClient client = scheduler;
    try {
      client.reschedule(
          new Key(tenant, target.integrationId()).instance(), clock.instant().plus(wait));
    } catch (TaskInstanceException e) {
      // On no schedule, or due this very moment: then there is nothing to move.
      LOG.debug("not moved: {}", e.getMessage());
    }
  }

  /** 5 minutes, doubled with each failure, up to the interval or 6 hours; never less than 5. */
  static Duration retryAfter(int failures, Duration every) {
    Duration longest = every.compareTo(LAST_RETRY) < 0 ? every : LAST_RETRY;
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration capped = wait.compareTo(longest) < 0 ? wait : longest;
    return capped.compareTo(FIRST_RETRY) < 0 ? FIRST_RETRY : capped;
  }

  private Instant next(Duration every) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return clock.instant().plusMillis((long) (every.toMillis() * factor));
  }

  private Duration part(Duration longest) {
    return Duration.ofMillis((long) (longest.toMillis() * random.nextDouble()));
  }
}
