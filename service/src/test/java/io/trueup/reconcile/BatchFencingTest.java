package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.platform.db.NamedSession;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.reconcile.BatchDao.Key;
import io.trueup.reconcile.BatchDao.Left;
import io.trueup.reconcile.BatchDao.Taken;
import io.trueup.reconcile.RunDao.Claim;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may store a batch, as the database sees it. */
@ExtendWith(TestDatabases.class)
final class BatchFencingTest {
  private static final Left LEFT = new Left(new RunStore.Counts(1, 2, 0, 0), 7);

  private final TenantId tenant = TenantId.create();
  private TenantDb db;
  private final UUID run = UUID.randomUUID();

  @BeforeEach
  void a_run_is_divided_in_three(TestDatabase database) {
    db = new TenantDb(database.jdbi());
    database.root().useHandle(root -> root.execute("DELETE FROM run; DELETE FROM batch_task"));
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'T')) c")
                .bind("id", tenant.value())
                .bind("slug", "t" + tenant.toString().substring(0, 13))
                .mapTo(Integer.class)
                .one());
    UUID dataset = UUID.randomUUID();
    db.useTenant(
        tenant,
        handle -> {
          handle.execute(
              "INSERT INTO dataset (tenant_id, dataset_id, hash, label, size_bytes, file_count, created_by, request_id) VALUES (?, ?, repeat('0', 64), '', 0, 1, 't', '')",
              tenant.value(),
              dataset);
          RunDao.insert(handle, run, dataset, Optional.empty(), "t", "");
        });
    Claim claim =
        db.withoutTenant(handle -> RunDao.claim(handle, UUID.randomUUID(), Duration.ofSeconds(30)))
            .orElseThrow();
    BatchDao.Plan plan = new BatchDao.Plan(LocalDate.of(2026, 10, 31), 10, 5, "d", "b", "i", 1, "");
    Function<Handle, Boolean> divide =
        handle -> BatchDao.divide(handle, claim, plan, List.of(10L, 9L, 8L));
    assertThat(does(divide)).isTrue();
    assertThat(does(divide)).as("whoever claimed it has it no more").isFalse();
  }

  private Optional<Taken> take(int number, String node) {
    return db.inTenant(tenant, handle -> BatchDao.take(handle, new Key(tenant, run, number), node));
  }

  private boolean does(Function<Handle, Boolean> work) {
    return db.inTenant(tenant, work);
  }

  private boolean store(Taken taken) {
    return db.inTenant(tenant, handle -> BatchDao.stored(handle, taken, LEFT));
  }

  private static void row(Handle handle, UUID run) {
    handle.execute(
        "INSERT INTO discrepancy_evidence (tenant_id, run_id, discrepancy_id, evidence)"
            + " VALUES (current_setting('app.tenant')::uuid, ?, 'D-1', '{}')",
        run);
  }

  @Test
  void a_divided_run_is_claimed_by_nobody(TestDatabase database) {
    database
        .root()
        .useHandle(root -> root.execute("UPDATE run SET created_at = now() - interval '1 day'"));
    Optional<Claim> claim =
        db.withoutTenant(handle -> RunDao.claim(handle, UUID.randomUUID(), Duration.ofSeconds(30)));
    assertThat(claim).isEmpty();
  }

  @Test
  void the_newest_taker_alone_stores_and_once() {
    Taken first = take(1, "a").orElseThrow();
    Taken second = take(1, "b").orElseThrow();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.failures()).as("the first was lost, which is no error").isZero();
    assertThat(store(first)).isFalse();
    assertThat(does(handle -> BatchDao.release(handle, first, true))).isFalse();
    assertThat(store(second)).isTrue();
    assertThat(store(second)).isFalse();
    assertThat(take(1, "c")).as("it is stored").isEmpty();
  }

  @Test
  void a_batch_that_was_given_back_is_nobodys() {
    Taken first = take(2, "a").orElseThrow();
    assertThat(does(handle -> BatchDao.release(handle, first, false))).isTrue();
    assertThat(store(first)).isFalse();
    Taken second = take(2, "a").orElseThrow();
    assertThat(second.failures()).isZero();
    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void the_last_batch_can_be_taken_when_all_others_are_stored(TestDatabase database) {
    for (int number = 0; number < 4; number++) {
      assertThat(scheduled(database)).as("before batch " + number).doesNotContain(4);
      assertThat(store(take(number, "a").orElseThrow())).isTrue();
    }
    assertThat(scheduled(database)).contains(4);
  }

  private static List<Integer> scheduled(TestDatabase database) {
    return database
        .root()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT split_part(task_instance, '/', 3)::integer FROM batch_task")
                    .mapTo(Integer.class)
                    .list());
  }

  @Test
  void nothing_is_stored_of_a_run_that_has_failed() {
    Taken taken = take(1, "a").orElseThrow();
    assertThat(does(handle -> RunDao.failDivided(handle, run, "batch_failed", "x"))).isTrue();
    assertThat(store(taken)).isFalse();
    assertThat(take(2, "a")).isEmpty();
  }

  @Test
  void whoever_takes_over_is_not_kept_waiting_by_an_open_transaction(TestDatabase database) {
    Taken paused = take(1, "a").orElseThrow();
    Key key = paused.key();
    try (Handle open = database.jdbi().open()) {
      open.begin();
      open.createQuery("SELECT set_config('app.tenant', :t, true)")
          .bind("t", tenant.toString())
          .mapTo(String.class)
          .one();
      NamedSession.name(open, key.session());
      row(open, run);
      int ended = db.read(tenant, handle -> NamedSession.end(handle, key.session()));
      assertThat(ended).isEqualTo(1);
      Taken next = take(1, "b").orElseThrow();
      boolean stored =
          db.inTenant(
              tenant,
              handle -> {
                handle.execute("SET LOCAL statement_timeout = '20s'");
                row(handle, run);
                return BatchDao.stored(handle, next, LEFT);
              });
      assertThat(stored).isTrue();
      assertThatThrownBy(() -> BatchDao.stored(open, paused, LEFT)).isNotNull();
    } catch (org.jdbi.v3.core.JdbiException e) {
      // The handle closes a connection that is gone.
      assertThat(e).isNotNull();
    }
    long rows =
        database
            .root()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT count(*) FROM discrepancy_evidence WHERE run_id = :run")
                        .bind("run", run)
                        .mapTo(Long.class)
                        .one());
    assertThat(rows).isEqualTo(1);
  }

  @Test
  void nobody_waits_for_long_for_a_node_that_is_paused_at_its_last_step(TestDatabase database) {
    Taken paused = take(1, "a").orElseThrow();
    Taken other = take(2, "b").orElseThrow();
    Handle open = database.jdbi().open();
    try {
      open.begin();
      open.execute("SET LOCAL app.tenant = '" + tenant + "'");
      BatchDao.briefly(open, Duration.ofMillis(300));
      assertThat(BatchDao.stored(open, paused, LEFT)).isTrue();
      boolean stored =
          db.inTenant(
              tenant,
              handle -> {
                handle.execute("SET LOCAL statement_timeout = '20s'");
                return BatchDao.stored(handle, other, LEFT);
              });
      assertThat(stored).as("it needs the run's row, which the paused node had").isTrue();
      assertThatThrownBy(open::commit).as("the paused node's step is lost").isNotNull();
    } finally {
      closed(open);
    }
    assertThat(store(take(1, "b").orElseThrow())).as("another does it again").isTrue();
  }

  private static void closed(Handle handle) {
    try {
      handle.close();
    } catch (org.jdbi.v3.core.JdbiException e) {
      assertThat(e).as("its connection is gone").isNotNull();
    }
  }
}
