package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two services of this process on one database, which work on the same run. */
final class SeveralNodesTest {
  private static final int BATCH = 250;
  private static final WatchedEngine.Before NOTHING = (part, progress) -> {};

  @RegisterExtension static final FreshDatabase DATABASES = new FreshDatabase();

  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void a_database_of_its_own() {
    database = DATABASES.database();
  }

  private static TestService first(TestDatabase database, WatchedEngine engine) {
    return TestService.with(database, engine.engine(), SeveralNodesTest::small);
  }

  private static void small(TrueupConfiguration configuration) {
    configuration.runs.batchRecords = BATCH;
    configuration.runs.batchWorkers = 1;
    // Nobody is to be taken for silent because the machine is busy.
    configuration.runs.nodeSilence = io.dropwizard.util.Duration.minutes(5);
    configuration.datasets.maxUnpacked = io.dropwizard.util.DataSize.mebibytes(80);
  }

  /** Another node on the database of a service. */
  private static RunningService another(TestService service, Path storage, WatchedEngine engine) {
    TrueupConfiguration configuration = TestService.configuration(service.database, storage);
    small(configuration);
    configuration.secrets.masterKeyFile = service.storage.resolve("master.key").toString();
    return RunningService.start(new TrueupApplication(engine.engine()), configuration);
  }

  private static UUID start(TestService service) {
    TrueupApplication.Parts parts = service.running.application().parts();
    Path drop = service.storage.resolve("drop").resolve("month");
    try {
      java.nio.file.Files.createDirectories(drop.getParent());
      NodesMonth.write(drop, 40, 60);
      try (Datasets.Incoming incoming = parts.datasets().folder(drop.toString())) {
        UUID dataset =
            service.db.inTenant(
                service.tenant,
                handle ->
                    parts.datasets().store(handle, incoming, "Month", "test", "test").datasetId());
        return UUID.fromString(
            service
                .post(service.admin, "/api/v1/runs", "{\"dataset_id\": \"%s\"}".formatted(dataset))
                .json()
                .get("run_id")
                .asText());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Map<String, String> alone() {
    TestDatabase other = DATABASES.database();
    try (TestService service = TestService.shipped(other, configuration -> {})) {
      UUID run = start(service);
      assertThat(service.await(run.toString()).get("status").asText()).isEqualTo("done");
      assertThat(batches(other, run)).isEmpty();
      return StoredMonth.of(other, run);
    }
  }

  /** A batch, as it was left. */
  private record Batch(
      int number, String kind, String state, int attempt, int failures, String node) {}

  private static List<Batch> batches(TestDatabase database, UUID run) {
    return database
        .root()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM run_batch WHERE run_id = :run ORDER BY batch_no")
                    .bind("run", run)
                    .map(
                        (row, context) ->
                            new Batch(
                                row.getInt("batch_no"),
                                row.getString("kind"),
                                row.getString("state"),
                                row.getInt("attempt"),
                                row.getInt("failures"),
                                row.getString("node")))
                    .list());
  }

  /** Whether the files of a run are there, which are written when it is done. */
  private static boolean filed(TestDatabase database, UUID run) {
    return batches(database, run).stream().allMatch(batch -> batch.state().equals("done"));
  }

  /** How many findings of a run there are. */
  private static int found(TestService service, UUID run, String query) {
    return service
        .get(service.viewer, "/api/v1/runs/" + run + "/discrepancies?limit=1&" + query)
        .json()
        .at("/total/count")
        .asInt();
  }

  private static void until(BooleanSupplier reached) {
    for (int i = 0; i < 4_000; i++) {
      if (reached.getAsBoolean()) {
        return;
      }
      TestService.pause();
    }
    throw new AssertionError("it does not come to that");
  }

  /** Waits as work does that looks now and then whether it is to stop. */
  private static void held(BooleanSupplier released, Progress progress) {
    until(
        () -> {
          progress.at("compare", 0, 0);
          return released.getAsBoolean();
        });
  }

  @Test
  void two_nodes_leave_the_same_bytes_as_one() {
    WatchedEngine b = new WatchedEngine(NOTHING);
    WatchedEngine a =
        new WatchedEngine((part, progress) -> held(() -> !b.parts.isEmpty(), progress));
    try (TestService one = first(database, a);
        RunningService two = another(one, folder.resolve("two"), b)) {
      assertThat(two.address()).isNotEqualTo(one.running.address());
      UUID run = start(one);
      JsonNode done = one.await(run.toString());
      assertThat(done.get("status").asText()).as(done.toString()).isEqualTo("done");
      assertThat(done.at("/timings/nodes").asInt()).as(done.toString()).isEqualTo(2);
      until(() -> filed(database, run));
      List<Batch> batches = batches(database, run);
      assertThat(batches).hasSizeGreaterThan(9);
      assertThat(batches).allMatch(batch -> batch.state().equals("done") && batch.attempt() == 1);
      Set<Integer> parts = new HashSet<>(a.parts);
      parts.addAll(b.parts);
      assertThat(parts).as("each part was worked on, once").hasSize(batches.size() - 3);
      assertThat(a.parts.size() + b.parts.size()).isEqualTo(batches.size() - 3);
      assertThat(StoredMonth.of(database, run)).isEqualTo(alone());
      assertThat(found(one, run, "q=CLIENT%2017%20dental")).isPositive();
      assertThat(found(one, run, "q=CLIENT%2017%20dental"))
          .isEqualTo(found(one, run, "company_id=C00017"));
      assertThat(found(one, run, "q=m365"))
          .as("texts of all parts are looked through")
          .isGreaterThan(30)
          .isLessThanOrEqualTo(found(one, run, ""));
    }
  }

  @Test
  void a_node_that_lost_its_batch_stores_nothing() {
    AtomicBoolean released = new AtomicBoolean();
    WatchedEngine a = new WatchedEngine((part, progress) -> until(released::get));
    WatchedEngine b = new WatchedEngine(NOTHING);
    try (TestService one = first(database, a);
        RunningService two = another(one, folder.resolve("two"), b)) {
      UUID run = start(one);
      until(() -> !a.parts.isEmpty());
      int lost = a.parts.get(0) + 1;
      // What the scheduler does with a batch whose node went silent.
      database
          .root()
          .useHandle(
              handle ->
                  handle.execute(
                      "UPDATE batch_task SET picked = false, picked_by = NULL, last_heartbeat = NULL,"
                          + " version = version + 1, execution_time = now()"
                          + " WHERE task_instance LIKE '%' || ? || '/' || ?",
                      run.toString(), lost));
      JsonNode done = one.await(run.toString());
      assertThat(done.get("status").asText()).as(done.toString()).isEqualTo("done");
      until(() -> filed(database, run));
      Batch batch = batches(database, run).get(lost);
      assertThat(batch.attempt()).isGreaterThanOrEqualTo(2);
      assertThat(batch.failures()).isZero();
      Map<String, String> before = StoredMonth.of(database, run);
      released.set(true);
      assertThat(two.address()).isNotEqualTo(one.running.address());
      until(() -> one.running.application().parts().batches().busy() == 0);
      assertThat(StoredMonth.of(database, run)).isEqualTo(before).isEqualTo(alone());
      assertThat(batches(database, run).get(lost)).isEqualTo(batch);
    }
  }

  @Test
  void a_batch_that_fails_again_and_again_fails_the_run_in_one_line() {
    WatchedEngine a =
        new WatchedEngine(
            (part, progress) -> {
              if (part == 2) {
                throw new IllegalStateException("secret detail of the inside");
              }
            });
    try (TestService one = first(database, a)) {
      UUID run = start(one);
      JsonNode failed = one.await(run.toString());
      assertThat(failed.get("status").asText()).isEqualTo("failed");
      assertThat(failed.at("/failure/code").asText())
          .as(failed.toString())
          .isEqualTo("batch_failed");
      assertThat(failed.toString())
          .contains("Batch 4 of " + (batches(database, run).size() - 1) + " failed 3 times")
          .doesNotContain("secret");
      assertThat(a.parts).filteredOn(part -> part == 2).hasSize(3);
      assertThat(one.get(one.viewer, "/api/v1/runs/" + run + "/discrepancies").status())
          .as("what other batches stored is not shown")
          .isEqualTo(409);
      until(
          () ->
              database
                  .root()
                  .withHandle(
                      handle ->
                          handle
                              .createQuery("SELECT count(*) = 0 FROM batch_task")
                              .mapTo(Boolean.class)
                              .one()));
    }
  }

  @Test
  void a_node_that_stops_gives_its_batch_back() {
    WatchedEngine a = new WatchedEngine((part, progress) -> held(() -> false, progress));
    WatchedEngine b = new WatchedEngine(NOTHING);
    UUID run;
    try (TestService one = first(database, a)) {
      run = start(one);
      until(() -> !a.parts.isEmpty());
      JsonNode now = one.get(one.admin, "/api/v1/runs/" + run).json();
      assertThat(now.get("status").asText()).isEqualTo("running");
      assertThat(now.at("/progress/step").asText()).isEqualTo("batches");
      assertThat(now.at("/progress/total").asInt()).isEqualTo(batches(database, run).size() - 1);
    }
    List<Batch> left = batches(database, run);
    assertThat(left).noneMatch(batch -> batch.state().equals("running"));
    assertThat(left).as("it is no failure").allMatch(batch -> batch.failures() == 0);
    try (TestService two = TestService.with(database, b.engine(), SeveralNodesTest::small)) {
      JsonNode done = two.await(run.toString());
      assertThat(done.get("status").asText()).as(done.toString()).isEqualTo("done");
      until(() -> filed(database, run));
      assertThat(StoredMonth.of(database, run)).isEqualTo(alone());
    }
  }

  @Test
  void runs_are_not_divided_while_others_wait() {
    WatchedEngine a = new WatchedEngine(NOTHING);
    try (TestService one = first(database, a)) {
      UUID divided = start(one);
      one.await(divided.toString());
      assertThat(batches(database, divided)).isNotEmpty();
      database
          .root()
          .useHandle(
              handle ->
                  handle.execute(
                      "INSERT INTO run (tenant_id, run_id, dataset_id, status, created_by,"
                          + " request_id, created_at, lease_until)"
                          + " SELECT tenant_id, gen_random_uuid(), dataset_id, 'queued', 't', '',"
                          + " now() + n * interval '1 s', NULL"
                          + " FROM run, generate_series(1, 2) n WHERE run_id = ?",
                      divided));
      until(
          () ->
              database
                  .root()
                  .withHandle(
                      handle ->
                          handle
                              .createQuery("SELECT count(*) = 3 FROM run WHERE status = 'done'")
                              .mapTo(Boolean.class)
                              .one()));
      List<Integer> sizes =
          database
              .root()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT (SELECT count(*) FROM run_batch b WHERE b.run_id = r.run_id)"
                                  + " FROM run r WHERE r.run_id <> :run ORDER BY created_at")
                          .bind("run", divided)
                          .mapTo(Integer.class)
                          .list());
      assertThat(sizes.get(0)).as("another waited").isZero();
      assertThat(sizes.get(1)).as("none waited").isPositive();
    }
  }
}
