package io.trueup.app;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.client.Refreshes;
import io.trueup.integration.ConnectionTests;
import io.trueup.integration.DeclaredIntegrations;
import io.trueup.integration.DeclaredIntegrations.Declared;
import io.trueup.integration.Integrations;
import io.trueup.integration.MicrosoftSkus;
import io.trueup.integration.Schedule;
import io.trueup.pages.Systems;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.secret.Credentials;
import io.trueup.sync.HealthJudge;
import io.trueup.sync.SyncExecution;
import io.trueup.sync.SyncHealth;
import io.trueup.sync.SyncMetrics;
import io.trueup.sync.SyncRetention;
import io.trueup.sync.SyncSchedules;
import io.trueup.sync.SyncSettings;
import io.trueup.sync.SyncTarget;
import io.trueup.sync.SyncWorkers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Everything about connected systems, wired: for the server and for commands alike. */
final class Connected implements AutoCloseable {
  private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(10);

  private final Vendors vendors;
  private final Integrations integrations;
  private final MicrosoftSkus skus = new MicrosoftSkus();
  private final SyncHealth health;
  private final SyncWorkers workers;
  private final Retries retries;
  private @Nullable SyncSchedules schedules;

  private Connected(
      Vendors vendors,
      Integrations integrations,
      SyncHealth health,
      SyncWorkers workers,
      Retries retries) {
    this.vendors = vendors;
    this.integrations = integrations;
    this.health = health;
    this.workers = workers;
    this.retries = retries;
  }

  /**
   * Tells the schedule, once there is one, how a sync ended, and has accounts matched anew when it
   * brought something.
   */
  private static final class Retries implements SyncExecution.Ended {
    private volatile SyncExecution.Ended told = (tenant, target, outcome, failures) -> {};

    @Override
    public void ended(TenantId tenant, SyncTarget target, String outcome, int failuresInRow) {
      told.ended(tenant, target, outcome, failuresInRow);
    }

    @Override
    public void taken(Handle handle, String integrationId, boolean changed) {
      if (changed) {
        Refreshes.request(handle, "a sync of " + integrationId);
      }
    }
  }

  /**
   * Opens the credentials, makes the declared integrations what the configuration says, and readies
   * the workers, which are not started.
   *
   * @throws StartupException when the master key or a declared integration cannot be used
   */
  static Connected open(
      TrueupConfiguration configuration,
      TenantDb db,
      HealthJudge judge,
      PrometheusRegistry prometheus) {
    Credentials credentials =
        Credentials.open(db, configuration.secrets.source(configuration.storage.path()));
    Vendors vendors = Vendors.open(configuration.connectors);
    try {
      declare(configuration, db, vendors, credentials);
      Integrations integrations = new Integrations(db, vendors.catalogue(), credentials);
      SyncSettings settings = configuration.syncs.settings(configuration.storage.scratch());
      Retries retries = new Retries();
      SyncExecution execution =
          new SyncExecution(
              db,
              vendors.reader(),
              integrations,
              judge,
              settings,
              new SyncMetrics(prometheus),
              Clock.systemUTC(),
              retries);
      return new Connected(
          vendors,
          integrations,
          new SyncHealth(integrations, judge, Clock.systemUTC()),
          new SyncWorkers(db, execution, settings.workers()),
          retries);
    } catch (RuntimeException e) {
      vendors.close();
      throw e;
    }
  }

  /**
   * Puts the integrations on a schedule, which has to be started.
   *
   * @param pool connections as the role that serves requests
   */
  SyncSchedules schedule(TrueupConfiguration configuration, TenantDb db, DataSource pool) {
    SyncSettings settings = configuration.syncs.settings(configuration.storage.scratch());
    SyncSchedules made =
        new SyncSchedules(
            pool,
            db,
            integrations,
            new SyncRetention(db, settings.keepPages(), settings.keepSyncs()),
            workers::wake,
            Clock.systemUTC(),
            LOOK_FOR_DUE);
    retries.told = made;
    integrations.scheduleBy(
        new Schedule() {
          @Override
          public void set(Handle handle, TenantId tenant, String integrationId, Duration every) {
            made.set(handle, tenant, integrationId, every);
          }

          @Override
          public void remove(Handle handle, TenantId tenant, String integrationId) {
            made.remove(handle, tenant, integrationId);
          }
        });
    FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT).ifPresent(integrations::scheduleAll);
    schedules = made;
    return made;
  }

  private static void declare(
      TrueupConfiguration configuration, TenantDb db, Vendors vendors, Credentials credentials) {
    List<String> problems = new ArrayList<>();
    List<Declared> declared =
        configuration.integrations.stream().map(each -> each.declared(problems)).toList();
    if (!problems.isEmpty()) {
      throw new StartupException(
          String.join("; ", problems), "integrations in the configuration", "correct them");
    }
    TenantId tenant =
        FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT)
            .orElseThrow(
                () ->
                    new StartupException(
                        "there is no tenant " + FirstStart.DEFAULT_TENANT,
                        "integrations in the configuration",
                        "they are that tenant's: make it, or leave them out"));
    DeclaredIntegrations.apply(db, tenant, declared, vendors.catalogue(), credentials);
  }

  Vendors vendors() {
    return vendors;
  }

  Integrations integrations() {
    return integrations;
  }

  ConnectionTests tests(TenantDb db) {
    return new ConnectionTests(db, integrations, vendors.test());
  }

  /** What the pages about connected systems use. */
  Systems pages(TenantDb db) {
    return new Systems(
        integrations, health, tests(db), this::next, workers::wake, Clock.systemUTC());
  }

  MicrosoftSkus skus() {
    return skus;
  }

  SyncHealth health() {
    return health;
  }

  /** When integrations are due next; nothing before there is a schedule. */
  Map<String, Instant> next(Handle handle, TenantId tenant) {
    SyncSchedules known = schedules;
    return known == null ? Map.of() : known.next(handle, tenant);
  }

  SyncWorkers workers() {
    return workers;
  }

  /** Stops the workers; syncs under way go back to the queue. */
  void stop() throws InterruptedException {
    workers.stop();
  }

  @Override
  public void close() {
    vendors.close();
  }
}
