package io.trueup.app;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.assets.AssetsBundle;
import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.forms.MultiPartBundle;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.client.BulkConfirm;
import io.trueup.client.ClientMatcher;
import io.trueup.client.Links;
import io.trueup.client.NameMatchings;
import io.trueup.client.Refresh;
import io.trueup.client.RefreshWorkers;
import io.trueup.finding.Closing;
import io.trueup.month.MonthFolder;
import io.trueup.platform.db.IsolationCheck;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.ProblemErrors;
import io.trueup.platform.http.ProblemMappers;
import io.trueup.platform.http.RequestFilter;
import io.trueup.platform.http.RequestMetrics;
import io.trueup.platform.http.RouteFilter;
import io.trueup.reconcile.AfterRun;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.NewestClients;
import io.trueup.reconcile.RunBatches;
import io.trueup.reconcile.RunExecution;
import io.trueup.reconcile.RunInput;
import io.trueup.reconcile.RunMetrics;
import io.trueup.reconcile.RunWorkers;
import io.trueup.reconcile.Runs;
import io.trueup.reconcile.SyncedDatasets;
import io.trueup.review.AuditFindingsResource;
import io.trueup.review.AuditHistoryResource;
import io.trueup.review.AuditResource;
import io.trueup.review.AuditRulesResource;
import io.trueup.review.BreakdownsResource;
import io.trueup.review.BulkConfirmResource;
import io.trueup.review.BundlesResource;
import io.trueup.review.ClientDecisionsResource;
import io.trueup.review.ClientMatchesResource;
import io.trueup.review.CompaniesResource;
import io.trueup.review.ComparisonsResource;
import io.trueup.review.DatasetsResource;
import io.trueup.review.DocsPages;
import io.trueup.review.DraftFilesResource;
import io.trueup.review.DraftGatesResource;
import io.trueup.review.DraftResource;
import io.trueup.review.DraftsResource;
import io.trueup.review.FilesResource;
import io.trueup.review.FindingDecisionsResource;
import io.trueup.review.KeysResource;
import io.trueup.review.MonthDownload;
import io.trueup.review.MonthTrendResource;
import io.trueup.review.MonthsResource;
import io.trueup.review.NameMatchingResource;
import io.trueup.review.ProvenanceResource;
import io.trueup.review.ResultsResource;
import io.trueup.review.RulebookResource;
import io.trueup.review.RunReplaysResource;
import io.trueup.review.RunRuleCostsResource;
import io.trueup.review.RunsResource;
import io.trueup.review.SavedViewsResource;
import io.trueup.review.SyncedMonthsResource;
import io.trueup.review.UnusableBundleMapper;
import io.trueup.review.UsersResource;
import io.trueup.review.VocabularyResource;
import io.trueup.review.WhoamiResource;
import io.trueup.rulebook.DirectoryWatch;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.RulesInForce;
import io.trueup.rulebook.Shipped;
import io.trueup.whatif.CurrentMonths;
import io.trueup.whatif.WhatIf;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The service, wired by hand. */
public final class TrueupApplication extends Application<TrueupConfiguration> {
  private final Engine engine;
  private final PrometheusRegistry prometheus = new PrometheusRegistry();
  private @Nullable Parts parts;

  /**
   * @param engine what decides runs and judges syncs
   */
  public TrueupApplication(Engine engine) {
    this.engine = engine;
  }

  /**
   * What a started service is made of, for commands that use it from within.
   *
   * @param newKey where the first key was left, when this start made it
   */
  record Parts(
      TenantDb db,
      Datasets datasets,
      SyncedDatasets synced,
      Runs runs,
      RunWorkers workers,
      RunBatches batches,
      Connected connected,
      RefreshWorkers matching,
      Rulebook rulebook,
      RulebookParts rules,
      CurrentMonths months,
      WebParts web,
      AuditParts audit,
      Optional<Path> newKey) {}

  Parts parts() {
    if (parts == null) {
      throw new IllegalStateException("the service has not been started");
    }
    return parts;
  }

  @Override
  public String getName() {
    return "trueup";
  }

  @Override
  public void initialize(Bootstrap<TrueupConfiguration> bootstrap) {
    bootstrap.addBundle(new MultiPartBundle());
    bootstrap.addBundle(
        new AssetsBundle(
            "/META-INF/resources/webjars/swagger-ui/" + WebJars.version("swagger-ui"),
            "/webjars/swagger-ui",
            "index.html",
            "swagger-ui"));
  }

  @Override
  public void run(TrueupConfiguration configuration, Environment environment) {
    ServiceLog.quietLibraries();
    Database database = Database.open(configuration);
    environment.lifecycle().manage(new AutoCloseableManager(database));
    try {
      wire(configuration, environment, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void wire(TrueupConfiguration configuration, Environment environment, Database database) {
    database.migrateAtStart();
    ManagedDataSource connections = database.connections(environment);
    Jdbi jdbi = database.pool(environment, connections);
    Database.requireCurrent(jdbi);
    jdbi.useHandle(IsolationCheck::require);
    TenantDb db = new TenantDb(jdbi);
    Path storage = configuration.storage.path();
    Path scratch = configuration.storage.scratch();
    Scratch.empty(scratch);
    Optional<Path> newKey = FirstStart.ensure(db, storage);

    Datasets datasets =
        new Datasets(
            scratch,
            configuration.datasets.allowedDirectories.stream().map(Path::of).toList(),
            configuration.datasets.maxUnpacked.toBytes());
    Runs runs = new Runs(configuration.runs.maxQueued);
    Rulebook rulebook = new Rulebook(db, Shipped.content());
    RunInput input = new RunInput(EngineClientMatcher::confirmedBeforeNames);
    RulebookParts rules =
        RulebookParts.of(
            db,
            engine.compiled(),
            new WhatIf(
                db,
                input,
                new RulesInForce(engine.compiled()),
                EngineClientMatcher::confirmedBeforeNames,
                scratch,
                Runtime.getRuntime().availableProcessors()));
    AfterRun after = new AfterRun(db);
    RunMetrics metrics = new RunMetrics(prometheus);
    RunBatches batches =
        new RunBatches(
            connections,
            db,
            engine.reconciler(),
            input,
            rules.inForce(),
            after,
            metrics,
            scratch,
            NodeName.make(),
            configuration.runs.batches());
    environment.lifecycle().manage(batches);
    RunWorkers workers =
        new RunWorkers(
            db,
            new RunExecution(
                db,
                engine.reconciler(),
                input,
                after,
                rulebook,
                rules.inForce(),
                metrics,
                scratch,
                Optional.of(batches)),
            configuration.runs.workers);
    environment.lifecycle().manage(workers);
    Connected connected = Connected.open(configuration, db, engine.judge(), prometheus);
    environment.lifecycle().manage(new AutoCloseableManager(connected));
    environment.lifecycle().manage(connected.workers());
    environment.lifecycle().manage(connected.schedule(configuration, db, connections));
    MonthFolder month =
        new MonthFolder(
            new MonthSystems(connected.vendors().catalogue()),
            engine.judge(),
            handle -> MonthSystems.names(handle, connected.skus()));
    SyncedDatasets synced = new SyncedDatasets(db, datasets, month, Clock.systemUTC());
    RefreshWorkers matching =
        new RefreshWorkers(
            db,
            new Refresh(
                db, new NewestClients(month, Clock.systemUTC()), engine.matcher(), scratch));
    environment.lifecycle().manage(matching);
    parts =
        new Parts(
            db,
            datasets,
            synced,
            runs,
            workers,
            batches,
            connected,
            matching,
            rulebook,
            rules,
            new CurrentMonths(
                db, input, rules.inForce(), scratch, Runtime.getRuntime().availableProcessors()),
            WebParts.of(configuration.signIn.oidc()),
            AuditParts.of(
                db, engine.reconciler(), rules.inForce(), scratch, environment.lifecycle()),
            newKey);

    http(configuration, environment);
    resources(environment, scratch, parts, engine);
    parts.web().register(environment, parts, scratch);
    Health.register(environment.healthChecks(), jdbi, storage);
    rules
        .directory(db, rulebook, configuration.rulebook)
        .ifPresent(
            directory -> {
              environment
                  .lifecycle()
                  .manage(
                      new DirectoryWatch(directory, configuration.rulebook.every.toJavaDuration()));
              Health.register(environment.healthChecks(), db, directory);
            });
    Metrics.register(prometheus, environment.metrics(), workers);
    environment
        .admin()
        .addServlet("prometheus", new PrometheusMetricsServlet(prometheus))
        .addMapping("/metrics");
  }

  private void http(TrueupConfiguration configuration, Environment environment) {
    if (configuration.getServerFactory() instanceof AbstractServerFactory server) {
      server.setRegisterDefaultExceptionMappers(false);
    }
    environment
        .servlets()
        .addFilter("request", new RequestFilter(new RequestMetrics(prometheus)))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    environment.getApplicationContext().setErrorHandler(ProblemErrors.ofServlets());
    environment.getAdminContext().setErrorHandler(ProblemErrors.ofServlets());
    ProblemMappers.all().forEach(environment.jersey()::register);
    environment.jersey().register(new UnusableBundleMapper());
    environment.jersey().register(new RouteFilter());
    environment.jersey().register(new BodyLimit(configuration.datasets.maxUpload.toBytes()));
    environment.jersey().register(RolesAllowedDynamicFeature.class);
    json(environment.getObjectMapper());
  }

  /** JSON as the interface speaks it; also what stops a body that is hostile rather than wrong. */
  private static void json(ObjectMapper mapper) {
    mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    mapper.enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(50)
                .maxDocumentLength(BodyLimit.LONG)
                .maxStringLength(100_000)
                .maxNumberLength(100)
                .build());
  }

  private static void resources(Environment environment, Path scratch, Parts parts, Engine engine) {
    ObjectMapper json = environment.getObjectMapper();
    Idempotency idempotency = new Idempotency(parts.db());
    ConnectedResources.register(environment, parts, idempotency);
    List.of(
            new WhoamiResource(),
            new KeysResource(parts.db(), Clock.systemUTC()),
            new UsersResource(parts.db(), parts.web().users()),
            new DatasetsResource(parts.db(), parts.datasets(), idempotency, json),
            new SyncedMonthsResource(parts.synced(), idempotency, json),
            new RunsResource(
                parts.db(), parts.runs(), parts.workers(), parts.synced(), idempotency, json),
            new RunReplaysResource(parts.db(), parts.audit().replays()),
            new RunRuleCostsResource(parts.audit().replays()),
            new ResultsResource(parts.db()),
            new ProvenanceResource(parts.db()),
            new BreakdownsResource(parts.db()),
            new MonthTrendResource(parts.db()),
            new FilesResource(parts.db(), scratch),
            new MonthsResource(
                parts.db(), new Closing(scratch), new MonthDownload(parts.db(), scratch)),
            new FindingDecisionsResource(parts.db()),
            new SavedViewsResource(parts.db()),
            new RulebookResource(parts.db(), parts.rulebook()),
            new BundlesResource(parts.db(), parts.rulebook(), parts.rules().inForce()),
            new DraftsResource(parts.db(), parts.rulebook(), idempotency, json),
            new DraftResource(parts.db()),
            new DraftFilesResource(parts.db()),
            new VocabularyResource(parts.db()),
            new DraftGatesResource(parts.db(), parts.rules().gates(), parts.rules().approvals()),
            new ComparisonsResource(parts.db()),
            new AuditResource(parts.db()),
            new AuditRulesResource(parts.db(), Clock.systemUTC()),
            new AuditHistoryResource(parts.db()),
            new AuditFindingsResource(parts.db(), Clock.systemUTC()),
            new DocsPages())
        .forEach(environment.jersey()::register);
    clients(environment, parts, engine.matcher());
  }

  private static void clients(Environment environment, Parts parts, ClientMatcher matcher) {
    NameMatchings names = new NameMatchings(matcher);
    ClientParts.register(environment, parts, matcher);
    List.of(
            new ClientMatchesResource(parts.db(), parts.matching()),
            new ClientDecisionsResource(parts.db(), new Links(matcher), parts.matching()),
            new BulkConfirmResource(parts.db(), new BulkConfirm(matcher), parts.matching()),
            new NameMatchingResource(parts.db(), names, parts.matching()),
            new CompaniesResource(parts.db()))
        .forEach(environment.jersey()::register);
  }
}
