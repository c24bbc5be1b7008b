package io.trueup.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.trueup.audit.AuditLog;
import io.trueup.connector.ReadFailure;
import io.trueup.connector.SyncedRow;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabases.class)
final class SnapshotTest {
  @TempDir Path scratch;
  private SyncBench bench;

  @BeforeEach
  void a_tenant_with_an_integration(TestDatabase database) {
    bench = new SyncBench(database, scratch);
  }

  @AfterEach
  void nothing_is_left_in_the_scratch_folder_or_the_queue() {
    bench.close();
    assertThat(scratch).isEmptyDirectory();
    bench
        .database
        .root()
        .useHandle(root -> root.execute("DELETE FROM sync WHERE state IN ('queued', 'running')"));
  }

  @Test
  void the_first_sync_takes_the_first_snapshot() {
    bench.vendor.has("a=one\nb=two", "c=three");
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("succeeded");
    assertThat(sync.snapshotNo()).isEqualTo(1);
    assertThat(List.of(sync.pages(), sync.records(), sync.rows(), sync.problems()))
        .containsExactly(2L, 3L, 3L, 0L);
    SnapshotRow snapshot = bench.latest().orElseThrow();
    assertThat(snapshot.tables()).isEqualTo(Map.of("usage", 3L));
    assertThat(snapshot.streams()).isEqualTo(Map.of("devices", 3L));
    assertThat(List.of(snapshot.added(), snapshot.changed(), snapshot.removed()))
        .containsExactly(3L, 0L, 0L);
    assertThat(snapshot.believed()).isTrue();
    assertThat(bench.names(1)).isEqualTo(Map.of("a", "one", "b", "two", "c", "three"));
    assertThat(bench.streams(sync.syncId()))
        .extracting(StreamRow::stream, StreamRow::state, StreamRow::records)
        .containsExactly(tuple("devices", "finished", 3L));
    assertThat(bench.ended).containsExactly("succeeded 0");
  }

  @Test
  void an_unchanged_sync_of_100000_rows_writes_no_row() {
    String[] pages = new String[100];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = ScriptedVendor.records(i * 1_000 + 1, (i + 1) * 1_000);
    }
    bench.vendor.has(pages);
    assertThat(bench.sync().state()).isEqualTo("succeeded");
    String all = "SELECT sum(hashtext(ctid::text || ' ' || xmin::text)::bigint) FROM synced_row";
    long rows =
        bench.count("SELECT count(*) FROM synced_row WHERE tenant_id = ?", bench.tenant.value());
    long before = bench.count(all);
    assertThat(rows).isEqualTo(100_000);
    SyncRow again = bench.sync();
    assertThat(again.snapshotNo()).isEqualTo(2);
    assertThat(bench.count(all)).as("rows, who wrote them, and where they lie").isEqualTo(before);
    SnapshotRow first =
        bench.db.read(bench.tenant, h -> Snapshots.find(h, "ninja", 1)).orElseThrow();
    SnapshotRow second = bench.latest().orElseThrow();
    assertThat(second.contentHash()).isEqualTo(first.contentHash());
    assertThat(List.of(second.added(), second.changed(), second.removed()))
        .containsExactly(0L, 0L, 0L);
    assertThat(bench.names(2)).hasSize(100_000);
  }

  @Test
  void what_changed_between_snapshots_can_be_paged_through_with_before_and_after() {
    bench.vendor.has("a=one\nb=two\nc=three\nd=four");
    bench.sync();
    bench.vendor.has("a=one\nb=TWO\nd=four\ne=five");
    bench.sync();
    bench.vendor.has("a=one\nb=two\ne=FIVE\nf=six");
    bench.sync();
    assertThat(bench.names(1)).isEqualTo(Map.of("a", "one", "b", "two", "c", "three", "d", "four"));
    assertThat(bench.names(2)).isEqualTo(Map.of("a", "one", "b", "TWO", "d", "four", "e", "five"));
    assertThat(bench.names(3)).isEqualTo(Map.of("a", "one", "b", "two", "e", "FIVE", "f", "six"));
    assertThat(differences(1, 2))
        .containsExactly("changed b two>TWO", "removed c three>", "added e >five");
    assertThat(differences(2, 3))
        .containsExactly(
            "changed b TWO>two", "removed d four>", "changed e five>FIVE", "added f >six");
    assertThat(differences(1, 3))
        .as("b came back to what it was")
        .containsExactly("removed c three>", "removed d four>", "added e >FIVE", "added f >six");
    assertThat(differences(0, 1)).hasSize(4).allMatch(each -> each.startsWith("added"));
    SnapshotDiff.Between added =
        new SnapshotDiff.Between("ninja", 1, 3, Optional.of("usage"), Optional.of("added"));
    assertThat(bench.db.<Long>read(bench.tenant, h -> SnapshotDiff.count(h, added, 100)))
        .isEqualTo(2);
    SnapshotRow third = bench.latest().orElseThrow();
    assertThat(List.of(third.added(), third.changed(), third.removed()))
        .containsExactly(1L, 2L, 1L);
  }

  private List<String> differences(long earlier, long later) {
    SnapshotDiff.Between between =
        new SnapshotDiff.Between("ninja", earlier, later, Optional.empty(), Optional.empty());
    List<String> all = new java.util.ArrayList<>();
    List<String> after = List.of();
    while (true) {
      List<String> from = after;
      List<SnapshotDiff.Difference> page =
          bench.db.read(bench.tenant, h -> SnapshotDiff.list(h, between, from, 2));
      if (page.isEmpty()) {
        return all;
      }
      for (SnapshotDiff.Difference each : page) {
        all.add(
            each.change()
                + " "
                + each.key().get(1)
                + " "
                + each.before().getOrDefault("name", "")
                + ">"
                + each.after().getOrDefault("name", ""));
      }
      after = page.get(page.size() - 1).sortKey();
    }
  }

  @Test
  void a_failure_leaves_the_last_snapshot_in_force_and_says_why_without_secrets() {
    bench.vendor.has("a=one");
    bench.sync();
    bench.vendor.has("a=ONE", "b=two");
    bench.vendor.before =
        (page, listener) -> {
          if (page == 2) {
            throw ScriptedVendor.failure(ReadFailure.Kind.UNAUTHORIZED, "refused hunter2");
          }
        };
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("failed");
    assertThat(sync.snapshotNo()).isNull();
    assertThat(sync.failure())
        .isEqualTo(
            new SyncRow.Failure(
                "unauthorized",
                "devices",
                "refused [hidden]",
                "GET https://vendor.example/devices?page=2",
                "look at it"));
    assertThat(bench.streams(sync.syncId())).extracting(StreamRow::state).containsExactly("failed");
    assertThat(bench.latest().orElseThrow().number()).isEqualTo(1);
    assertThat(bench.names(1)).isEqualTo(Map.of("a", "one"));
    HealthRow health = bench.health(Instant.now());
    assertThat(health.status()).isEqualTo("failed");
    assertThat(health.reason()).isEqualTo("failed_sync");
    assertThat(health.failure()).isNotNull();
    assertThat(bench.ended).containsExactly("succeeded 0", "failed 1");
  }

  @Test
  void a_reading_that_breaks_in_our_own_code_fails_as_internal() {
    bench.vendor.has("a=one");
    bench.vendor.before =
        (page, listener) -> {
          throw new IllegalStateException("a bug");
        };
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("failed");
    assertThat(java.util.Objects.requireNonNull(sync.failure()).code()).isEqualTo("internal");
  }

  @Test
  void a_sync_of_which_too_much_cannot_be_read_is_partial_and_takes_no_snapshot() {
    bench.vendor.has(ScriptedVendor.records(1, 40));
    bench.sync();
    bench.vendor.has(ScriptedVendor.records(1, 37) + "\n!x hunter2\n!y\n!z\n=nameless");
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("partial");
    assertThat(sync.problems()).isEqualTo(4);
    assertThat(java.util.Objects.requireNonNull(sync.failure()).code())
        .isEqualTo("unreadable_records");
    assertThat(sync.failure().what()).isEqualTo("4 records of stream devices could not be read");
    StreamRow stream = bench.streams(sync.syncId()).get(0);
    assertThat(stream.dropped()).isEqualTo(4);
    assertThat(stream.problems())
        .contains("bad_date", "missing_id", "record_id", "[hidden]")
        .doesNotContain("hunter2");
    assertThat(bench.latest().orElseThrow().number()).isEqualTo(1);
    assertThat(bench.health(Instant.now()).status()).isEqualTo("partial");
  }

  @Test
  void a_few_unreadable_records_are_told_and_do_no_harm() {
    bench.vendor.has(ScriptedVendor.records(1, 99) + "\n!x");
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("succeeded");
    assertThat(sync.problems()).isEqualTo(1);
    HealthRow health = bench.health(Instant.now());
    assertThat(health.status()).isEqualTo("fresh");
    assertThat(health.streams()).extracting(HealthRow.Stream::unreadable).containsExactly(1L);
  }

  @Test
  void a_row_that_comes_twice_is_counted_and_rows_that_contradict_leave_the_same_one_each_time() {
    String calm = ScriptedVendor.records(1, 60);
    bench.vendor.has(calm + "\na=one\nb=poor", "a=one\nb=rich=more");
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("succeeded");
    StreamRow stream = bench.streams(sync.syncId()).get(0);
    assertThat(stream.duplicates()).isEqualTo(1);
    assertThat(stream.dropped()).isEqualTo(1);
    assertThat(stream.problems()).contains("duplicate_id").contains("acme/b");
    assertThat(sync.problems()).isEqualTo(1);
    assertThat(bench.names(1)).hasSize(62).containsEntry("b", "rich");
    bench.vendor.has("a=one\nb=rich=more", calm + "\na=one\nb=poor");
    bench.sync();
    SnapshotRow other = bench.latest().orElseThrow();
    assertThat(List.of(other.added(), other.changed(), other.removed()))
        .containsExactly(0L, 0L, 0L);
  }

  @Test
  void rows_without_an_id_are_kept_as_often_as_they_come() {
    SyncedRow line =
        new SyncedRow(
            "invoice_lines", Map.of("invoice_id", "1", "company_id", "c", "quantity", "2"));
    SyncedRow other = new SyncedRow("invoice_lines", Map.of("invoice_id", "2"));
    List<List<SyncedRow>> turns = List.of(List.of(line, line, other), List.of(line, other));
    int turn = 0;
    for (List<SyncedRow> rows : turns) {
      turn++;
      bench.vendor.has("ignored=x");
      bench.vendor.before = (page, listener) -> listener.page("invoices", "", 3, rows, List.of());
      bench.sync();
      assertThat(bench.latest().orElseThrow().tables())
          .containsEntry("invoice_lines", (long) 4 - turn);
    }
    assertThat(bench.latest().orElseThrow().removed()).isEqualTo(1);
  }

  @Test
  void what_was_read_before_a_stream_began_anew_is_void() {
    bench.vendor.has("a=one\nb=two\n!bad", ScriptedVendor.records(1, 60));
    bench.vendor.restartAfter = "1";
    SyncRow sync = bench.sync();
    assertThat(sync.state()).isEqualTo("succeeded");
    assertThat(sync.rows()).isEqualTo(62);
    assertThat(sync.problems()).isEqualTo(1);
    assertThat(bench.names(1)).hasSize(62);
  }

  @Test
  void a_collapse_is_doubted_until_a_person_accepts_it() {
    bench.vendor.has(ScriptedVendor.records(1, 118));
    bench.sync();
    bench.vendor.has("");
    SyncRow sync = bench.sync();
    assertThat(sync.state()).as("the vendor did answer").isEqualTo("succeeded");
    SnapshotRow doubted = bench.latest().orElseThrow();
    assertThat(doubted.believed()).isFalse();
    assertThat(doubted.doubts())
        .extracting(
            SnapshotRow.Doubted::stream, SnapshotRow.Doubted::reason, SnapshotRow.Doubted::previous)
        .containsExactly(
            tuple("", "count_collapse", 118L), tuple("devices", "count_collapse", 118L));
    HealthRow collapsed = bench.health(Instant.now());
    assertThat(collapsed.status()).isEqualTo("collapsed");
    assertThat(collapsed.believedNo()).isEqualTo(1);
    assertThat(List.of(collapsed.records(), collapsed.previousRecords())).containsExactly(0L, 118L);
    bench.sync();
    assertThat(bench.latest().orElseThrow().believed()).as("still compared with the 118").isFalse();
    assertThatThrownBy(() -> accept(2, "it is true"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Snapshot 3 is in force");
    assertThatThrownBy(() -> accept(3, " ")).isInstanceOf(ProblemException.class);
    SnapshotRow accepted = accept(3, "the client left");
    assertThat(accepted.believed()).isTrue();
    assertThat(accepted.acceptedBy()).isEqualTo("key:anna");
    assertThat(accepted.acceptedReason()).isEqualTo("the client left");
    assertThat(bench.health(Instant.now()).status()).isEqualTo("fresh");
    assertThatThrownBy(() -> accept(3, "again")).hasMessageContaining("believed already");
    assertThat(
            bench.db.<Long>read(
                bench.tenant, h -> AuditLog.count(h, Optional.of("snapshot.accepted"))))
        .isEqualTo(1);
    bench.sync();
    assertThat(bench.latest().orElseThrow().believed()).isTrue();
  }

  private SnapshotRow accept(long number, String reason) {
    return bench.db.inTenant(
        bench.tenant, h -> Snapshots.accept(h, "ninja", number, "key:anna", reason));
  }

  @Test
  void health_goes_from_never_to_fresh_to_stale() {
    assertThat(bench.health(Instant.now()).status()).isEqualTo("never");
    bench.vendor.has("a=one");
    bench.sync();
    HealthRow fresh = bench.health(Instant.now());
    assertThat(fresh.status()).isEqualTo("fresh");
    assertThat(fresh.reason()).isEmpty();
    assertThat(fresh.streams())
        .extracting(HealthRow.Stream::stream, HealthRow.Stream::status, HealthRow.Stream::records)
        .containsExactly(tuple("devices", "fresh", 1L));
    assertThat(bench.health(Instant.now().plus(Duration.ofHours(25))).status()).isEqualTo("stale");
  }

  @Test
  void an_integration_that_is_taken_away_leaves_nothing_behind() {
    bench.vendor.has("a=one");
    bench.sync();
    bench.queue();
    assertThatThrownBy(() -> forget()).hasMessageContaining("cancel it first");
    bench.execution.execute(bench.claim());
    forget();
    for (String table : List.of("sync", "sync_stream", "sync_page", "snapshot", "synced_row")) {
      assertThat(
              bench.count(
                  "SELECT count(*) FROM " + table + " WHERE tenant_id = ?", bench.tenant.value()))
          .as(table)
          .isZero();
    }
    assertThat(bench.sync().snapshotNo()).isEqualTo(1);
  }

  private void forget() {
    bench.db.useTenant(bench.tenant, h -> Syncs.forget(h, "ninja", "key:anna"));
  }

  @Test
  void another_tenant_sees_nothing_of_it() {
    bench.vendor.has("a=one");
    SyncRow sync = bench.sync();
    TenantId other = TenantId.create();
    SyncBench.createTenant(bench.db, other);
    Optional<SyncRow> found = bench.db.read(other, h -> Syncs.find(h, sync.syncId()));
    Optional<SnapshotRow> snapshot = bench.db.read(other, h -> Snapshots.findLatest(h, "ninja"));
    List<SyncRow> all =
        bench.db.read(other, h -> Syncs.list(h, Optional.empty(), Optional.empty(), List.of(), 10));
    assertThat(found).isEmpty();
    assertThat(snapshot).isEmpty();
    assertThat(all).isEmpty();
    // The same name elsewhere is another integration, with numbers of its own.
    assertThat(bench.db.inTenant(other, h -> Syncs.queue(h, "ninja", "k", "")).created()).isTrue();
  }

  @Test
  void cells_of_any_kind_come_back_as_they_were_and_in_the_same_order() {
    String odd = "tab\tand \\ \"quotes\" ünï 💡 \u0007";
    bench.vendor.has("Z=" + odd + "\na=x\nB=y\n10=z\n9=w");
    bench.sync();
    List<String> keys = new java.util.ArrayList<>();
    bench.db.read(
        bench.tenant,
        h -> {
          Snapshots.rows(h, "ninja", 1, "usage", (key, cells) -> keys.add(key.get(1)));
          return keys;
        });
    assertThat(keys).containsExactly("10", "9", "B", "Z", "a");
    assertThat(bench.names(1)).containsEntry("Z", odd);
  }
}
