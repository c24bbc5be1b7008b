package io.trueup.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.audit.AuditLog;
import io.trueup.connector.ReadFailure;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.ProblemException;
import io.trueup.sync.SyncLeases.Claim;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabases.class)
final class SyncQueueTest {
  @TempDir Path scratch;
  private SyncBench bench;

  @BeforeEach
  void a_tenant_with_an_integration(TestDatabase database) {
    bench = new SyncBench(database, scratch);
  }

  @AfterEach
  void the_queue_is_emptied() {
    bench.close();
    bench
        .database
        .root()
        .useHandle(root -> root.execute("DELETE FROM sync WHERE state IN ('queued', 'running')"));
  }

  /** A machine that stops in the middle of a page: nothing is cleaned up behind it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void a_sync_whose_worker_was_killed_goes_on_from_the_answers_that_were_kept() {
    bench.vendor.has("a=one", "b=two", "c=three", "d=four");
    bench.sync();
    bench.vendor.asked.clear();
    bench.vendor.has("a=ONE", "b=TWO", "c=three", "e=five");
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            // Whatever is kept a second after the last commit is committed at once.
            pause(1_100);
          }
          if (page == 3) {
            throw new Killed();
          }
        };
    UUID id = bench.queue();
    Claim first = bench.claim();
    assertThatThrownBy(() -> bench.execution.execute(first)).isInstanceOf(Killed.class);
    assertThat(bench.sync(id).state()).isEqualTo("running");
    assertThat(bench.names(2)).as("nothing half visible").isEqualTo(bench.names(1));
    assertThat(bench.latest().orElseThrow().number()).isEqualTo(1);
    assertThat(bench.count("SELECT count(*) FROM sync_page WHERE sync_id = ?", id)).isEqualTo(2);

    bench.expireLeases();
    bench.vendor.before = (page, listener) -> {};
    Claim second = bench.claim();
    assertThat(second.syncId()).isEqualTo(id);
    bench.execution.execute(second);
    SyncRow sync = bench.sync(id);
    assertThat(sync.state()).isEqualTo("succeeded");
    assertThat(sync.attempt()).isEqualTo(2);
    assertThat(bench.vendor.asked).as("pages 1 and 2 once only").containsExactly(1, 2, 3, 4);
    assertThat(new HashSet<>(bench.vendor.startedAt.subList(1, 3)))
        .as("the same moment")
        .hasSize(1);
    assertThat(bench.names(2)).isEqualTo(Map.of("a", "ONE", "b", "TWO", "c", "three", "e", "five"));
  }

  @Test
  void answers_that_are_too_old_are_dropped_and_the_sync_starts_over() {
    bench.vendor.has("a=one", "b=two");
    bench.vendor.receivedAt = Instant.now().minus(Duration.ofMinutes(31));
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            pause(1_100);
          }
        };
    UUID id = bench.queue();
    Claim first = bench.claim();
    SyncPages pages = pages(first);
    keep(pages, 1, Instant.now().minus(Duration.ofMinutes(31)));
    pages.close();
    Instant began = Objects.requireNonNull(bench.sync(id).startedAt());
    bench.expireLeases();
    bench.execution.execute(bench.claim());
    assertThat(bench.sync(id).state()).isEqualTo("succeeded");
    assertThat(bench.vendor.asked).containsExactly(1, 2);
    assertThat(bench.sync(id).startedAt()).isAfter(began);
  }

  private SyncPages pages(Claim claim) {
    return new SyncPages(bench.db, claim, text -> text, new SyncMetrics(new PrometheusRegistry()));
  }

  private static void keep(SyncPages pages, int number, Instant at) {
    pages.keep(
        ScriptedVendor.STREAM + "/" + number,
        new io.trueup.connector.RecordedAnswer(
            ScriptedVendor.STREAM,
            "",
            number,
            "GET x",
            200,
            Map.of(),
            "old=old".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            at));
  }

  @Test
  void a_worker_that_wakes_up_late_can_store_nothing() throws Exception {
    bench.vendor.has("a=one", "b=two");
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            reached.countDown();
            await(go);
          }
        };
    UUID id = bench.queue();
    Claim slow = bench.claim();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> late = thread.submit(() -> bench.execution.execute(slow));
      await(reached);
      bench.expireLeases();
      Claim next = bench.claim();
      bench.vendor.before = (page, listener) -> {};
      bench.vendor.has("a=right");
      bench.execution.execute(next);
      bench.vendor.has("a=wrong", "b=wrong");
      go.countDown();
      late.get(30, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
    assertThat(bench.sync(id).state()).isEqualTo("succeeded");
    assertThat(bench.latest().orElseThrow().number()).isEqualTo(1);
    assertThat(bench.names(1)).isEqualTo(Map.of("a", "right"));
    assertThat(bench.count("SELECT count(*) FROM sync_page WHERE sync_id = ?", id))
        .as("nor an answer")
        .isEqualTo(1);
    SyncPages pages = pages(slow);
    keep(pages, 7, Instant.now());
    assertThatThrownBy(pages::close).isInstanceOf(LostException.class);
  }

  @Test
  void one_sync_of_an_integration_at_a_time_whoever_asks() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Syncs.Queued>> many = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        many.add(() -> bench.db.inTenant(bench.tenant, h -> Syncs.queue(h, "ninja", "key:k", "")));
      }
      List<Syncs.Queued> all = new ArrayList<>();
      for (Future<Syncs.Queued> each : threads.invokeAll(many)) {
        all.add(each.get());
      }
      assertThat(all).filteredOn(Syncs.Queued::created).hasSize(1);
      assertThat(all)
          .extracting(each -> each.sync().syncId())
          .containsOnly(all.get(0).sync().syncId());
    } finally {
      threads.shutdownNow();
    }
    Claim claim = bench.claim();
    Optional<Claim> other =
        bench.db.withoutTenant(h -> SyncLeases.claim(h, UUID.randomUUID(), SyncWorkers.LEASE));
    assertThat(other).isEmpty();
    Syncs.Queued again = bench.db.inTenant(bench.tenant, h -> Syncs.queue(h, "ninja", "key:k", ""));
    assertThat(again.created()).isFalse();
    assertThat(again.sync().syncId()).isEqualTo(claim.syncId());
    assertThat(
            bench.db.<Long>read(bench.tenant, h -> AuditLog.count(h, Optional.of("sync.queued"))))
        .isEqualTo(1);
  }

  @Test
  void a_busy_tenant_does_not_keep_another_waiting() {
    TenantId quiet = TenantId.create();
    SyncBench.createTenant(bench.db, quiet);
    for (String each : List.of("a", "b", "c")) {
      bench.db.useTenant(bench.tenant, h -> Syncs.queue(h, each, "key:k", ""));
    }
    bench.db.useTenant(quiet, h -> Syncs.queue(h, "a", "key:k", ""));
    assertThat(bench.claim().tenant()).isEqualTo(bench.tenant);
    assertThat(bench.claim().tenant()).isEqualTo(quiet);
    assertThat(bench.claim().tenant()).isEqualTo(bench.tenant);
  }

  @Test
  void a_sync_that_waits_is_cancelled_at_once_and_one_that_runs_at_its_next_request()
      throws Exception {
    UUID waiting = bench.queue();
    SyncRow cancelled = bench.db.inTenant(bench.tenant, h -> Syncs.cancel(h, waiting, "key:k"));
    assertThat(cancelled.state()).isEqualTo("cancelled");
    assertThatThrownBy(
            () -> bench.db.useTenant(bench.tenant, h -> Syncs.cancel(h, waiting, "key:k")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("The sync is over.");

    bench.vendor.has("a=one", "b=two", "c=three");
    CountDownLatch reached = new CountDownLatch(1);
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            reached.countDown();
            for (int i = 0; i < 100 && !listener.cancelled(); i++) {
              pause(100);
            }
          }
        };
    UUID id = bench.queue();
    Claim claim = bench.claim();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> work = thread.submit(() -> bench.execution.execute(claim));
      await(reached);
      bench.db.useTenant(bench.tenant, h -> Syncs.cancel(h, id, "key:k"));
      work.get(30, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
    assertThat(bench.sync(id).state()).isEqualTo("cancelled");
    assertThat(bench.latest()).isEmpty();
    assertThat(bench.vendor.asked).doesNotContain(3);
    assertThat(bench.health(Instant.now()).status()).as("says nothing").isEqualTo("never");
    assertThat(bench.ended).containsExactly("cancelled 0");
  }

  @Test
  void how_far_it_is_can_be_seen_while_it_reads() throws Exception {
    bench.vendor.has("a=one\nb=two", "c=three");
    CountDownLatch seen = new CountDownLatch(1);
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            listener.progress(ScriptedVendor.STREAM, 2, 3, "waits for hunter2");
            await(seen);
          }
        };
    UUID id = bench.queue();
    Claim claim = bench.claim();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> work = thread.submit(() -> bench.execution.execute(claim));
      SyncRow sync = bench.sync(id);
      for (int i = 0; i < 100 && sync.records() == 0; i++) {
        pause(100);
        sync = bench.sync(id);
      }
      assertThat(sync.records()).isEqualTo(2);
      assertThat(sync.progress())
          .contains("\"stream\": \"devices\"", "\"expected\": 3", "waits for [hidden]");
      seen.countDown();
      work.get(30, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
    assertThat(bench.sync(id).state()).isEqualTo("succeeded");
  }

  @Test
  void a_service_that_stops_gives_its_sync_back_with_its_answers() throws Exception {
    bench.vendor.has("a=one", "b=two");
    CountDownLatch reached = new CountDownLatch(1);
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            reached.countDown();
            throw interrupted();
          }
        };
    UUID id = bench.queue();
    SyncWorkers workers = new SyncWorkers(bench.db, bench.execution(), 1);
    workers.start();
    await(reached);
    workers.stop();
    assertThat(bench.sync(id).state()).isEqualTo("queued");
    bench.vendor.before = (page, listener) -> {};
    Claim claim = bench.claim();
    assertThat(claim.attempt()).as("tries that counted").isEqualTo(1);
    bench.execution.execute(claim);
    assertThat(bench.sync(id).state()).isEqualTo("succeeded");
    assertThat(bench.vendor.asked).as("page 1 once only").containsExactly(1, 2);
  }

  private static ReadFailure interrupted() {
    try {
      Thread.sleep(30_000);
      return ScriptedVendor.failure(ReadFailure.Kind.TIMEOUT, "nobody stopped it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ScriptedVendor.failure(ReadFailure.Kind.CANCELLED, "interrupted");
    }
  }

  @Test
  void a_sync_that_took_its_worker_down_too_often_is_given_up() {
    UUID id = bench.queue();
    for (int i = 0; i < SyncExecution.TRIES; i++) {
      bench.claim();
      bench.expireLeases();
    }
    bench.execution.execute(bench.claim());
    assertThat(Objects.requireNonNull(bench.sync(id).failure()).code()).isEqualTo("abandoned");
  }

  @Test
  void a_sync_of_an_integration_that_is_gone_fails() {
    UUID id = bench.queue();
    bench.targets.clear();
    bench.execution.execute(bench.claim());
    assertThat(Objects.requireNonNull(bench.sync(id).failure()).code()).isEqualTo("bad_settings");
  }

  @Test
  void an_earlier_sync_is_read_again_without_the_vendor_but_not_over_newer_facts() {
    bench.vendor.has("a=one", "b=two");
    SyncRow first = bench.sync();
    bench.vendor.asked.clear();
    UUID id = replay(first.syncId());
    bench.execution.execute(bench.claim());
    SyncRow replayed = bench.sync(id);
    assertThat(replayed.state()).isEqualTo("succeeded");
    assertThat(replayed.trigger()).isEqualTo("replay");
    assertThat(replayed.replayOf()).isEqualTo(first.syncId());
    assertThat(bench.vendor.asked).isEmpty();
    assertThat(new HashSet<>(bench.vendor.startedAt)).hasSize(1);
    assertThat(bench.latest().orElseThrow().takenAt()).isEqualTo(first.readAt());
    assertThat(bench.health(Instant.now()).lastSuccessAt()).isEqualTo(first.readAt());

    bench.vendor.has("a=one", "b=two", "c=three");
    UUID more = replay(replayed.syncId());
    bench.execution.execute(bench.claim());
    assertThat(Objects.requireNonNull(bench.sync(more).failure()).code()).isEqualTo("not_archived");
    assertThat(bench.vendor.asked).isEmpty();
    assertThat(bench.health(Instant.now()).status()).as("the vendor is well").isEqualTo("fresh");

    SyncRow newer = bench.sync();
    assertThatThrownBy(() -> replay(first.syncId()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(newer.syncId().toString());
  }

  private UUID replay(UUID of) {
    return bench.db.inTenant(bench.tenant, h -> Syncs.replay(h, of, "key:k", "")).sync().syncId();
  }

  @Test
  void an_answer_that_was_damaged_is_asked_for_again() {
    bench.vendor.has("a=one", "b=two");
    UUID id = bench.queue();
    Claim first = bench.claim();
    SyncPages pages = pages(first);
    keep(pages, 1, Instant.now());
    pages.close();
    bench
        .database
        .root()
        .useHandle(
            root ->
                root.execute("UPDATE sync_page SET sha256 = sha256('x') WHERE sync_id = ?", id));
    bench.expireLeases();
    bench.execution.execute(bench.claim());
    assertThat(bench.vendor.asked).containsExactly(1, 2);
    assertThat(bench.names(1)).isEqualTo(Map.of("a", "one", "b", "two"));
  }

  @Test
  void answers_and_fruitless_syncs_are_removed_in_time_and_the_rest_stays() {
    bench.vendor.has("a=one", "b=two");
    SyncRow good = bench.sync();
    bench.vendor.before =
        (page, listener) -> {
          throw ScriptedVendor.failure(ReadFailure.Kind.TIMEOUT, "no answer");
        };
    SyncRow failed = bench.sync();
    SyncRow last = bench.sync();
    SyncRetention retention =
        new SyncRetention(bench.db, Duration.ofDays(30), Duration.ofDays(400));
    assertThat(retention.purge()).isEqualTo(new SyncRetention.Purged(0, 0));
    bench
        .database
        .root()
        .useHandle(
            root -> {
              root.execute(
                  "UPDATE sync SET finished_at = finished_at - interval '500 days' WHERE tenant_id = ?",
                  bench.tenant.value());
              root.execute(
                  "UPDATE sync_page SET received_at = received_at - interval '500 days' WHERE tenant_id = ?",
                  bench.tenant.value());
            });
    UUID waiting = bench.queue();
    SyncPages pages = pages(bench.claim());
    keep(pages, 1, Instant.now().minus(Duration.ofDays(40)));
    pages.close();
    assertThat(retention.purge()).isEqualTo(new SyncRetention.Purged(2, 1));
    List<SyncRow> left =
        bench.db.read(
            bench.tenant, h -> Syncs.list(h, Optional.of("ninja"), Optional.empty(), List.of(), 9));
    assertThat(left)
        .extracting(SyncRow::syncId)
        .containsExactly(waiting, last.syncId(), good.syncId())
        .doesNotContain(failed.syncId());
    assertThat(bench.names(1)).hasSize(2);
    assertThatThrownBy(() -> replay(good.syncId())).hasMessageContaining("no longer kept");
  }

  @Test
  void syncs_are_listed_newest_first_a_page_at_a_time() {
    bench.vendor.has("a=one");
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, bench.sync().syncId());
    }
    List<UUID> listed = new ArrayList<>();
    List<String> after = List.of();
    while (true) {
      List<String> from = after;
      List<SyncRow> page =
          bench.db.read(
              bench.tenant,
              h -> Syncs.list(h, Optional.of("ninja"), Optional.of("succeeded"), from, 2));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(sync -> listed.add(sync.syncId()));
      SyncRow end = page.get(page.size() - 1);
      after = List.of(end.queuedAt().toString(), end.syncId().toString());
    }
    assertThat(listed).isEqualTo(made);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
