package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.reconcile.RunDao.Claim;
import io.trueup.rulebook.CompiledBundles;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.RulesInForce;
import io.trueup.rulebook.Shipped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabases.class)
final class RunQueueTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  @TempDir Path folder;

  @AfterEach
  void the_queue_is_emptied(TestDatabase database) {
    database.root().useHandle(root -> root.execute("DELETE FROM run"));
  }

  @Test
  void many_workers_of_many_nodes_take_each_run_once(TestDatabase database) throws Exception {
    TenantDb db = new TenantDb(database.jdbi());
    queue(database, TenantId.create(), 20);
    queue(database, TenantId.create(), 20);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Callable<List<UUID>>> nodes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        nodes.add(
            () -> {
              List<UUID> mine = new ArrayList<>();
              UUID node = UUID.randomUUID();
              for (int empty = 0; empty < 3; ) {
                Optional<Claim> claim =
                    db.withoutTenant(handle -> RunDao.claim(handle, node, LEASE));
                claim.ifPresent(taken -> mine.add(taken.runId()));
                empty = claim.isPresent() ? 0 : empty + 1;
              }
              return mine;
            });
      }
      List<UUID> all = new ArrayList<>();
      for (Future<List<UUID>> each : threads.invokeAll(nodes)) {
        all.addAll(each.get());
      }
      assertThat(all).hasSize(40);
      assertThat(new HashSet<>(all)).hasSize(40);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_busy_tenant_does_not_keep_another_waiting(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId busy = TenantId.create();
    TenantId quiet = TenantId.create();
    queue(database, busy, 5);
    queue(database, quiet, 1);
    UUID node = UUID.randomUUID();
    assertThat(claim(db, node).tenant()).isEqualTo(busy);
    assertThat(claim(db, node).tenant()).isEqualTo(quiet);
    assertThat(claim(db, node).tenant()).isEqualTo(busy);
  }

  @Test
  void a_worker_that_lost_its_lease_can_write_nothing(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = TenantId.create();
    queue(database, tenant, 1);
    Claim frozen = claim(db, UUID.randomUUID());
    boolean alive = db.inTenant(tenant, h -> RunDao.heartbeat(h, frozen, LEASE, "read", 1, 2));
    assertThat(alive).isTrue();
    database
        .root()
        .useHandle(root -> root.execute("UPDATE run SET lease_until = now() - interval '1 s'"));
    Claim next = claim(db, UUID.randomUUID());
    assertThat(next.runId()).isEqualTo(frozen.runId());
    assertThat(next.attempt()).isEqualTo(2);
    boolean late = db.inTenant(tenant, h -> RunDao.heartbeat(h, frozen, LEASE, "read", 1, 2));
    assertThat(late).isFalse();
    boolean failed = db.inTenant(tenant, h -> RunDao.fail(h, frozen, "internal", "x", 0));
    assertThat(failed).isFalse();
    db.useTenant(tenant, h -> RunDao.release(h, frozen));
    RunRow row = db.read(tenant, h -> RunDao.find(h, frozen.runId())).orElseThrow();
    assertThat(row.status()).isEqualTo("running");
  }

  @Test
  void a_service_that_stops_gives_its_run_back(TestDatabase database) throws Exception {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = TenantId.create();
    UUID run = queue(database, tenant, 1).get(0);
    CountDownLatch reached = new CountDownLatch(1);
    Reconciler slow =
        (data, rules, asOf, progress) -> {
          while (true) {
            progress.at("match", 1, 2);
            reached.countDown();
          }
        };
    RunWorkers workers =
        new RunWorkers(
            db,
            new RunExecution(
                db,
                slow,
                new RunInput(rules -> 10),
                new AfterRun(db),
                new Rulebook(db, Shipped.content()),
                new RulesInForce(new CompiledBundles()),
                new RunMetrics(new PrometheusRegistry()),
                folder),
            1);
    workers.start();
    assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    workers.stop();
    RunRow row = db.read(tenant, handle -> RunDao.find(handle, run)).orElseThrow();
    assertThat(row.status()).isEqualTo("queued");
    assertThat(claim(db, UUID.randomUUID()).attempt()).as("tries that counted").isEqualTo(1);
  }

  private static Claim claim(TenantDb db, UUID node) {
    return db.withoutTenant(handle -> RunDao.claim(handle, node, LEASE)).orElseThrow();
  }

  private static List<UUID> queue(TestDatabase database, TenantId tenant, int runs) {
    TenantDb db = new TenantDb(database.jdbi());
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'T')) c")
                .bind("id", tenant.value())
                .bind("slug", "t" + tenant.toString().substring(0, 13))
                .mapTo(Integer.class)
                .one());
    UUID dataset = UUID.randomUUID();
    List<UUID> ids = new ArrayList<>();
    db.useTenant(
        tenant,
        handle -> {
          handle.execute(
              "INSERT INTO dataset (tenant_id, dataset_id, hash, label, size_bytes, file_count, created_by, request_id) VALUES (?, ?, repeat('0', 64), '', 0, 1, 't', '')",
              tenant.value(),
              dataset);
          for (int i = 0; i < runs; i++) {
            UUID id = UUID.randomUUID();
            RunDao.insert(handle, id, dataset, Optional.empty(), "t", "");
            ids.add(id);
          }
        });
    return ids;
  }
}
