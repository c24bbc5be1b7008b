package io.trueup.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.connector.ReadFailure;
import io.trueup.platform.db.DatabaseAccess.Login;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(TestDatabases.class)
final class SyncSchedulesTest {
  @TempDir Path scratch;
  private final AtomicInteger woken = new AtomicInteger();
  private SyncBench bench;
  private SyncSchedules node;

  @BeforeEach
  void a_tenant_and_a_node(TestDatabase database) {
    bench = new SyncBench(database, scratch);
    node = node();
  }

  @AfterEach
  void everything_stops() {
    node.stop();
    bench.close();
    bench
        .database
        .root()
        .useHandle(
            root -> {
              root.execute("DELETE FROM sync WHERE state IN ('queued', 'running')");
              root.execute("DELETE FROM scheduled_task");
            });
  }

  private SyncSchedules node() {
    Login login = bench.database.access().application();
    PGSimpleDataSource pool = new PGSimpleDataSource();
    pool.setUrl(bench.database.access().url());
    pool.setUser(login.user());
    pool.setPassword(login.password());
    pool.setCurrentSchema("trueup");
    return new SyncSchedules(
        pool,
        bench.db,
        SyncBench.source(bench.targets),
        new SyncRetention(bench.db, Duration.ofDays(30), Duration.ofDays(400)),
        woken::incrementAndGet,
        Clock.systemUTC(),
        Duration.ofMillis(100));
  }

  @Test
  void a_due_integration_is_queued_once_however_many_nodes_look() {
    set(Duration.ofHours(1));
    assertThat(next()).isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(60));
    SyncSchedules other = node();
    try {
      node.start();
      other.start();
      for (int round = 1; round <= 3; round++) {
        due();
        int queued = round;
        until(() -> syncs().size() == queued && next().isAfter(Instant.now().plusSeconds(60)));
        assertThat(Duration.between(Instant.now(), next()))
            .isBetween(Duration.ofMinutes(56), Duration.ofMinutes(64));
        bench.execution.execute(bench.claim());
      }
    } finally {
      other.stop();
    }
    assertThat(syncs()).hasSize(3).extracting(SyncRow::trigger).containsOnly("schedule");
    assertThat(woken).hasValue(3);
  }

  @Test
  void what_is_due_while_a_sync_runs_is_that_sync() {
    bench.queue();
    set(Duration.ofHours(1));
    node.start();
    due();
    until(() -> next().isAfter(Instant.now().plusSeconds(60)));
    assertThat(syncs()).hasSize(1);
  }

  @Test
  void an_interval_can_be_changed_and_taken_away_at_any_time() {
    set(Duration.ofDays(1));
    bench
        .database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE scheduled_task SET execution_time = now() + interval '1 day'"));
    set(Duration.ofMinutes(10));
    assertThat(next()).isBefore(Instant.now().plus(Duration.ofMinutes(11)));
    bench.db.useTenant(bench.tenant, h -> node.remove(h, bench.tenant, "ninja"));
    assertThat(findNext()).isEmpty();
  }

  @Test
  void an_integration_that_was_switched_off_loses_its_schedule_when_it_is_due() {
    set(Duration.ofHours(1));
    bench.targets.clear();
    node.start();
    due();
    until(() -> findNext().isEmpty());
    assertThat(syncs()).isEmpty();
  }

  @Test
  void after_failures_the_next_try_comes_later_each_time() {
    set(Duration.ofDays(1));
    bench.vendor.has("a=one");
    bench.vendor.before =
        (page, listener) -> {
          throw ScriptedVendor.failure(ReadFailure.Kind.TIMEOUT, "no answer");
        };
    SyncExecution execution =
        new SyncExecution(
            bench.db,
            bench.vendor,
            SyncBench.source(bench.targets),
            SyncBench.JUDGE,
            SyncSettings.defaults(scratch),
            new SyncMetrics(bench.registry),
            Clock.systemUTC(),
            node);
    for (int minutes : List.of(5, 10, 20)) {
      bench.queue();
      execution.execute(bench.claim());
      assertThat(Duration.between(Instant.now(), next()))
          .isBetween(Duration.ofMinutes(minutes - 1), Duration.ofMinutes(minutes));
    }
    execution.close();
  }

  @Test
  void retries_stay_within_the_interval_and_six_hours() {
    Map.of(
            1, Duration.ofMinutes(5),
            4, Duration.ofMinutes(40),
            7, Duration.ofMinutes(320),
            8, Duration.ofHours(6),
            20, Duration.ofHours(6))
        .forEach(
            (failures, wait) ->
                assertThat(SyncSchedules.retryAfter(failures, Duration.ofDays(1))).isEqualTo(wait));
    assertThat(SyncSchedules.retryAfter(9, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    assertThat(SyncSchedules.retryAfter(9, Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void the_shared_table_holds_ids_and_times_only() {
    set(Duration.ofHours(1));
    node.start();
    until(() -> bench.count("SELECT count(*) FROM scheduled_task") == 2);
    List<String> instances =
        bench
            .database
            .root()
            .withHandle(
                root ->
                    root.createQuery("SELECT task_name || ' ' || task_instance FROM scheduled_task")
                        .mapTo(String.class)
                        .list());
    assertThat(instances)
        .containsExactlyInAnyOrder("purge recurring", "sync " + bench.tenant + "/ninja");
    assertThat(bench.count("SELECT count(task_data) FROM scheduled_task")).isZero();
  }

  private void set(Duration every) {
    bench.db.useTenant(bench.tenant, h -> node.set(h, bench.tenant, "ninja", every));
  }

  private Optional<Instant> findNext() {
    return bench.db.read(bench.tenant, h -> node.findNext(h, bench.tenant, "ninja"));
  }

  private Instant next() {
    return findNext().orElseThrow();
  }

  private List<SyncRow> syncs() {
    return bench.db.read(
        bench.tenant, h -> Syncs.list(h, Optional.empty(), Optional.empty(), List.of(), 100));
  }

  private void due() {
    bench
        .database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE scheduled_task SET execution_time = now() WHERE task_name = 'sync'"));
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 300; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError("did not come about in 30 s");
  }
}
