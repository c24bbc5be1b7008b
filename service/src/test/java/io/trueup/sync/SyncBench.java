package io.trueup.sync;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.connector.Connection;
import io.trueup.connector.Secrets;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.sync.SyncLeases.Claim;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A tenant with integrations, a scripted vendor, and what carries its syncs out. */
final class SyncBench implements AutoCloseable {
  static final String INTEGRATION = "ninja";

  /** A judge with the shipped thresholds. */
  static final HealthJudge JUDGE =
      (handle, measured) -> measured.stream().map(SyncBench::judge).toList();

  final TestDatabase database;
  final TenantDb db;
  final TenantId tenant = TenantId.create();
  final ScriptedVendor vendor = new ScriptedVendor();
  final PrometheusRegistry registry = new PrometheusRegistry();
  final Map<String, SyncTarget> targets = new TreeMap<>();
  final List<String> ended = new ArrayList<>();
  final Path scratch;
  final SyncExecution execution;

  SyncBench(TestDatabase database, Path scratch) {
    this.database = database;
    this.db = new TenantDb(database.jdbi());
    this.scratch = scratch;
    createTenant(db, tenant);
    targets.put(INTEGRATION, target(INTEGRATION));
    this.execution = execution();
  }

  /** Another node's, with the same vendor. */
  SyncExecution execution() {
    return new SyncExecution(
        db,
        vendor,
        source(targets),
        JUDGE,
        SyncSettings.defaults(scratch),
        new SyncMetrics(new PrometheusRegistry()),
        Clock.systemUTC(),
        (of, target, outcome, failures) -> ended.add(outcome + " " + failures));
  }

  @Override
  public void close() {
    execution.close();
  }

  static SyncTarget target(String id) {
    return new SyncTarget(
        id,
        "scripted",
        new Connection(id, Map.of(), NO_SECRETS, id),
        "rmm",
        "ninjaone",
        new BigDecimal("24"),
        Duration.ofHours(1),
        true,
        text -> text.replace("hunter2", "[hidden]"));
  }

  static IntegrationSource source(Map<String, SyncTarget> targets) {
    return new IntegrationSource() {
      @Override
      public Optional<SyncTarget> find(Handle handle, TenantId tenant, String integrationId) {
        return Optional.ofNullable(targets.get(integrationId));
      }

      @Override
      public List<SyncTarget> list(Handle handle, TenantId tenant) {
        return List.copyOf(targets.values());
      }
    };
  }

  private static final Secrets NO_SECRETS =
      new Secrets() {
        @Override
        public Optional<String> find(String name) {
          return Optional.empty();
        }

        @Override
        public void replace(String name, String old, String value) {
          throw new IllegalStateException("there is none");
        }
      };

  private static Optional<HealthJudge.Doubt> judge(HealthJudge.Measured of) {
    long lost = of.hasPrevious() ? of.previousRecords() - of.records() : 0;
    if (of.lastStatus().equals("failed") || of.lastStatus().equals("never")) {
      return doubt("failed_sync");
    }
    if (of.lastStatus().equals("partial")
        || of.unreadableRecords() * 20 > of.records() + of.unreadableRecords()) {
      return doubt("partial_sync");
    }
    if (of.hoursSinceSuccess().compareTo(of.maxAgeHours()) > 0) {
      return doubt("stale_integration");
    }
    return lost >= 10 && lost * 2 > of.previousRecords()
        ? doubt("count_collapse")
        : Optional.empty();
  }

  private static Optional<HealthJudge.Doubt> doubt(String reason) {
    return Optional.of(new HealthJudge.Doubt(reason, "because of " + reason));
  }

  static void createTenant(TenantDb db, TenantId tenant) {
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'T')) c")
                .bind("id", tenant.value())
                .bind("slug", "t" + tenant.toString().substring(0, 13))
                .mapTo(Integer.class)
                .one());
  }

  UUID queue() {
    return db.inTenant(tenant, h -> Syncs.queue(h, INTEGRATION, "key:test", "r1")).sync().syncId();
  }

  Claim claim() {
    return db.withoutTenant(h -> SyncLeases.claim(h, UUID.randomUUID(), SyncWorkers.LEASE))
        .orElseThrow();
  }

  /** Queues a sync and carries it out. */
  SyncRow sync() {
    UUID id = queue();
    execution.execute(claim());
    return sync(id);
  }

  SyncRow sync(UUID id) {
    return db.read(tenant, h -> Syncs.find(h, id)).orElseThrow();
  }

  List<StreamRow> streams(UUID id) {
    return db.read(tenant, h -> Syncs.streams(h, id));
  }

  /** As if the worker had been silent for longer than its lease. */
  void expireLeases() {
    database
        .root()
        .useHandle(root -> root.execute("UPDATE sync SET lease_until = now() - interval '1 s'"));
  }

  Optional<SnapshotRow> latest() {
    return db.read(tenant, h -> Snapshots.findLatest(h, INTEGRATION));
  }

  /** Names by id of the rows in force at a snapshot. */
  Map<String, String> names(long number) {
    Map<String, String> names = new TreeMap<>();
    db.read(
        tenant,
        h -> {
          Snapshots.rows(
              h,
              INTEGRATION,
              number,
              "usage",
              (key, cells) -> names.put(key.get(1), cells.getOrDefault("name", "")));
          return names;
        });
    return names;
  }

  /** A number that SQL gives, past all policies. */
  long count(String sql, Object... values) {
    return database.root().withHandle(root -> root.select(sql, values).mapTo(Long.class).one());
  }

  HealthRow health(Instant now) {
    SyncHealth health = new SyncHealth(source(targets), JUDGE, Clock.fixed(now, ZoneOffset.UTC));
    return db.read(tenant, h -> health.find(h, tenant, INTEGRATION)).orElseThrow();
  }
}
