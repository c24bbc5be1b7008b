package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in processes of their own, of which one is killed or paused in the middle of a run. */
final class NodeProcessesTest {
  private static final String SETTINGS = "{batch_records: 250, batch_workers: 1, node_silence: 8s}";
  private static final int CLIENTS = 120;
  private static final int RECORDS = 60;

  @RegisterExtension static final FreshDatabase DATABASES = new FreshDatabase();

  @TempDir Path folder;
  private TestDatabase database;
  private TenantDb db;

  @BeforeEach
  void there_are_signals_and_a_database() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")),
        "there is no kill on this system: that nodes may be killed is not tested");
    database = DATABASES.database();
    db = new TenantDb(database.jdbi());
    Files.createDirectories(folder.resolve("drop"));
  }

  /** A run of the month, as it is when one node does all of it. */
  private Map<String, String> alone() throws IOException {
    TestDatabase other = DATABASES.database();
    try (TestService service = TestService.shipped(other, configuration -> {})) {
      UUID run = queue(service.db, service.tenant);
      service.running.application().parts().workers().wake();
      service.await(run.toString());
      return StoredMonth.of(other, run);
    }
  }

  private UUID queue(TenantDb where, TenantId tenant) throws IOException {
    Path month = folder.resolve("drop").resolve("month");
    if (!Files.exists(month)) {
      NodesMonth.write(month, CLIENTS, RECORDS);
    }
    Datasets datasets =
        new Datasets(
            Files.createDirectories(folder.resolve("scratch")),
            List.of(folder.resolve("drop")),
            1L << 30);
    try (Datasets.Incoming incoming = datasets.folder(month.toString())) {
      return where.inTenant(
          tenant,
          handle -> {
            UUID dataset = datasets.store(handle, incoming, "Month", "test", "test").datasetId();
            return new Runs(10).queue(handle, dataset, Optional.empty(), "test", "");
          });
    }
  }

  private TenantId tenant() {
    return FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT).orElseThrow();
  }

  private record Now(String status, long done, long total) {}

  private Now now(UUID run) {
    return database
        .root()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT status, step_done, step_total FROM run WHERE run_id = :run")
                    .bind("run", run)
                    .map(
                        (row, context) ->
                            new Now(
                                row.getString("status"),
                                row.getLong("step_done"),
                                row.getLong("step_total")))
                    .one());
  }

  /** Waits until a third of the batches is done. */
  private void middle(UUID run) {
    for (int i = 0; i < 6_000; i++) {
      Now now = now(run);
      assertThat(now.status()).as("it ended too early").isIn("queued", "running");
      if (now.total() > 0 && now.done() * 3 >= now.total()) {
        return;
      }
      pause(10);
    }
    throw new AssertionError("the run does not come to its middle");
  }

  private void done(UUID run, NodeProcess left) throws IOException {
    for (int i = 0; i < 3_000; i++) {
      Now now = now(run);
      if (now.status().equals("done") && left() == 0) {
        return;
      }
      assertThat(now.status()).as(left.log()).isNotEqualTo("failed");
      pause(50);
    }
    throw new AssertionError("the run does not end: " + now(run) + "\n" + left.log());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Pauses a node at a moment at which it works on a batch. */
  private void pauseAtWork(UUID run, NodeProcess node, String name) throws Exception {
    for (int i = 0; i < 500; i++) {
      assertThat(now(run).status()).as("it ended too early").isEqualTo("running");
      node.signal("STOP");
      pause(20);
      if (works(run, name)) {
        return;
      }
      node.signal("CONT");
      pause(5);
    }
    throw new AssertionError("the node has no batch");
  }

  private boolean works(UUID run, String name) {
    return database
        .root()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT EXISTS (SELECT FROM run_batch WHERE run_id = :run"
                            + " AND state = 'running' AND starts_with(node, :node))")
                    .bind("run", run)
                    .bind("node", name + "-")
                    .mapTo(Boolean.class)
                    .one());
  }

  private long twice(UUID run) {
    return database
        .root()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM run_batch WHERE run_id = :run AND attempt > 1")
                    .bind("run", run)
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void a_node_that_is_killed_in_the_middle_of_a_run_loses_and_repeats_nothing() throws Exception {
    try (NodeProcess first = NodeProcess.start(database, folder.resolve("one"), SETTINGS);
        NodeProcess second = NodeProcess.start(database, folder.resolve("two"), SETTINGS)) {
      UUID run = queue(db, tenant());
      middle(run);
      pauseAtWork(run, first, "one");
      first.signal("KILL");
      done(run, second);
      assertThat(first.alive()).isFalse();
      assertThat(twice(run)).as("batches that were taken over").isPositive();
      assertThat(StoredMonth.of(database, run)).isEqualTo(alone());
      assertThat(left()).isZero();
    }
  }

  @Test
  void a_node_that_is_paused_past_its_lease_stores_nothing_late() throws Exception {
    try (NodeProcess first = NodeProcess.start(database, folder.resolve("one"), SETTINGS);
        NodeProcess second = NodeProcess.start(database, folder.resolve("two"), SETTINGS)) {
      UUID run = queue(db, tenant());
      middle(run);
      pauseAtWork(run, first, "one");
      done(run, second);
      assertThat(twice(run)).as("batches that were taken over").isPositive();
      Map<String, String> stored = StoredMonth.of(database, run);
      first.signal("CONT");
      for (int i = 0; i < 200 && !settled(run); i++) {
        pause(50);
      }
      pause(2_000);
      assertThat(StoredMonth.of(database, run)).isEqualTo(stored).isEqualTo(alone());
      assertThat(first.alive()).as("it goes on as a node").isTrue();
      UUID next = queue(db, tenant());
      done(next, first);
    }
  }

  private boolean settled(UUID run) {
    return left() == 0 && now(run).status().equals("done");
  }

  /** Batches that wait or are worked on. */
  private long left() {
    return database
        .root()
        .withHandle(
            handle ->
                handle.createQuery("SELECT count(*) FROM batch_task").mapTo(Long.class).one());
  }
}
