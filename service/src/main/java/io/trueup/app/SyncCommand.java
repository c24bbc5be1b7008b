package io.trueup.app;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.platform.db.IsolationCheck;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.sync.Snapshots;
import io.trueup.sync.SyncRow;
import io.trueup.sync.SyncTarget;
import io.trueup.sync.Syncs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup sync}. */
@Command(
    name = "sync",
    description =
        "Syncs the declared integrations, now and then on schedule until it is stopped; exit code 1 when one failed, is partial or is not believed.",
    mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  private final Supplier<Engine> engine;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      defaultValue = "config.yml",
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("config.yml");

  @Option(
      names = "--integration",
      paramLabel = "ID",
      description = "Only this one; may be given several times.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--once", description = "Ends when all are synced.")
  private boolean once;

  @Option(names = "--json", description = "Prints JSON, a line a round.")
  private boolean json;

  @Option(names = "--quiet", description = "Says nothing of its progress.")
  private boolean quiet;

  SyncCommand(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    return ServiceCommands.guarded(spec, this::sync);
  }

  private int sync() throws InterruptedException {
    TrueupConfiguration configuration = ConfigurationFile.get(file);
    ServiceLog.quietLibraries();
    try (Database database = Database.open(configuration)) {
      database.migrateAtStart();
      Jdbi jdbi = database.single();
      Database.requireCurrent(jdbi);
      jdbi.useHandle(IsolationCheck::require);
      TenantDb db = new TenantDb(jdbi);
      FirstStart.ensure(db, configuration.storage.path());
      TenantId tenant =
          FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT)
              .orElseThrow(
                  () ->
                      new StartupException(
                          "there is no tenant " + FirstStart.DEFAULT_TENANT,
                          file.toString(),
                          "sync over REST with a key of the tenant that is meant"));
      try (Connected connected =
          Connected.open(configuration, db, engine.get().judge(), new PrometheusRegistry())) {
        connected.workers().start();
        try {
          boolean good = round(db, tenant, connected);
          if (!once) {
            connected.schedule(configuration, db, database.source()).start();
            // From here on the schedule does it, until a signal ends it.
            Thread.currentThread().join();
          }
          return good ? 0 : 1;
        } finally {
          connected.stop();
        }
      }
    }
  }

  private boolean round(TenantDb db, TenantId tenant, Connected connected)
      throws InterruptedException {
    Map<String, UUID> queued =
        db.inTenant(tenant, handle -> queue(handle, targets(handle, tenant, connected)));
    connected.workers().wake();
    SyncReport report = follow(db, tenant, connected, queued);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    return report.good();
  }

  private Set<String> targets(Handle handle, TenantId tenant, Connected connected) {
    Set<String> there = new LinkedHashSet<>();
    Set<String> enabled = new LinkedHashSet<>();
    for (SyncTarget target : connected.integrations().list(handle, tenant)) {
      there.add(target.integrationId());
      if (target.enabled()) {
        enabled.add(target.integrationId());
      }
    }
    for (String id : only) {
      if (!there.contains(id)) {
        throw new StartupException(
            "there is no integration " + id,
            "--integration",
            there.isEmpty() ? "declare it in " + file : "name one of " + String.join(", ", there));
      }
    }
    if (there.isEmpty()) {
      throw new StartupException(
          "there are no integrations", file.toString(), "declare some under integrations");
    }
    return only.isEmpty() ? enabled : new LinkedHashSet<>(only);
  }

  private static Map<String, UUID> queue(Handle handle, Set<String> ids) {
    Map<String, UUID> queued = new LinkedHashMap<>();
    for (String id : ids) {
      queued.put(id, Syncs.queue(handle, id, "operator", "").sync().syncId());
    }
    return queued;
  }

  private SyncReport follow(
      TenantDb db, TenantId tenant, Connected connected, Map<String, UUID> queued)
      throws InterruptedException {
    Map<String, UUID> waiting = new LinkedHashMap<>(queued);
    try (Steps steps = new Steps(spec.commandLine().getErr(), quiet, Math.max(1, queued.size()))) {
      while (!waiting.isEmpty()) {
        Thread.sleep(LOOK_MILLIS);
        List<SyncRow> ended =
            db.read(
                tenant,
                handle ->
                    waiting.values().stream()
                        .map(id -> Syncs.find(handle, id).orElseThrow())
                        .filter(SyncRow::ended)
                        .toList());
        for (SyncRow sync : ended) {
          waiting.remove(sync.integrationId());
          steps.next(
              sync.integrationId()
                  + " "
                  + sync.state()
                  + ", "
                  + sync.records()
                  + " records of "
                  + sync.pages()
                  + " pages");
        }
      }
    }
    return db.read(
        tenant,
        handle ->
            new SyncReport(
                queued.values().stream().map(id -> one(handle, tenant, connected, id)).toList()));
  }

  private static SyncReport.One one(
      Handle handle, TenantId tenant, Connected connected, UUID syncId) {
    SyncRow sync = Syncs.find(handle, syncId).orElseThrow();
    Optional<Long> number = Optional.ofNullable(sync.snapshotNo());
    return new SyncReport.One(
        sync,
        Syncs.streams(handle, syncId),
        number.flatMap(no -> Snapshots.find(handle, sync.integrationId(), no)),
        connected.health().find(handle, tenant, sync.integrationId()).orElseThrow());
  }
}
