package io.trueup.app;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.trueup.demo.Tidewater;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.rulebook.Rulebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The service with one month in it: the folder becomes a dataset and a run as any other, once. It
 * answers this machine alone.
 */
final class DemoServer implements AutoCloseable {
  private static final String ACTOR = "demo";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunningService service;
  private final Tidewater vendor;

  private DemoServer(RunningService service, Tidewater vendor) {
    this.service = service;
    this.vendor = vendor;
  }

  /**
   * Starts it.
   *
   * @param home where its database lives from start to start
   * @param port of this machine's loopback address; 0 for any
   * @throws io.trueup.platform.db.StartupException when it cannot start, saying why
   */
  static DemoServer start(Path home, Path data, int port) {
    Tidewater vendor = Tidewater.start();
    try {
      Path connectors = home.resolve("connectors");
      vendor.writeConnector(connectors);
      TrueupConfiguration configuration = configuration(home, data, port);
      configuration.connectors.directories.add(connectors.toString());
      configuration.connectors.fetch.http = true;
      configuration.connectors.fetch.allowedAddresses.add("127.0.0.1");
      return new DemoServer(
          RunningService.start(new TrueupApplication(Engine.of()), configuration), vendor);
    } catch (IOException e) {
      vendor.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      vendor.close();
      throw e;
    }
  }

  private static TrueupConfiguration configuration(Path home, Path data, int port) {
    TrueupConfiguration configuration = new TrueupConfiguration();
    configuration.storage.directory = home.toString();
    configuration.datasets.allowedDirectories.add(data.toAbsolutePath().normalize().toString());
    DefaultServerFactory server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(loopback(port)));
    server.setAdminConnectors(List.of(loopback(0)));
    LogbackAccessRequestLogFactory silent = new LogbackAccessRequestLogFactory();
    silent.setAppenders(List.of());
    server.setRequestLogFactory(silent);
    configuration.setServerFactory(server);
    DefaultLoggingFactory logging = new DefaultLoggingFactory();
    logging.setLevel("WARN");
    // A browser that leaves a page early is no error.
    logging.setLoggers(
        Map.of("org.glassfish.jersey.server.ServerRuntime$Responder", TextNode.valueOf("OFF")));
    ConsoleAppenderFactory<ch.qos.logback.classic.spi.ILoggingEvent> console =
        new ConsoleAppenderFactory<>();
    console.setTarget(ConsoleAppenderFactory.ConsoleStream.STDERR);
    logging.setAppenders(List.of(console));
    configuration.setLoggingFactory(logging);
    return configuration;
  }

  private static HttpConnectorFactory loopback(int port) {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setBindHost("127.0.0.1");
    connector.setPort(port);
    return connector;
  }

  /**
   * Loads the month and waits for its run, unless an earlier start has done so.
   *
   * @return whether it was there already
   */
  boolean load(Path data, String label, LocalDate asOf) throws InterruptedException {
    TrueupApplication.Parts parts = service.application().parts();
    TenantDb db = parts.db();
    TenantId tenant = tenant();
    parts.rulebook().ensure(tenant);
    UUID dataset;
    try (Datasets.Incoming incoming =
        parts.datasets().folder(data.toAbsolutePath().normalize().toString())) {
      dataset =
          db.inTenant(
              tenant,
              handle -> parts.datasets().store(handle, incoming, label, ACTOR, ACTOR).datasetId());
    }
    Optional<RunRow> known =
        db.read(
            tenant,
            handle -> {
              String rules = Rulebook.inForce(handle).rulesHash();
              return RunDao.list(handle, Optional.of("done"), List.of(), 100).stream()
                  .filter(run -> run.datasetId().equals(dataset))
                  .filter(run -> rules.equals(run.bundleHash()))
                  .findFirst();
            });
    if (known.isEmpty()) {
      UUID run =
          db.inTenant(
              tenant,
              handle -> parts.runs().queue(handle, dataset, Optional.of(asOf), ACTOR, ACTOR));
      parts.workers().wake();
      await(db, tenant, run);
    }
    DemoSystems.connect(parts, tenant, dataset, ACTOR);
    return known.isPresent();
  }

  private static void await(TenantDb db, TenantId tenant, UUID id) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      RunRow run = db.read(tenant, handle -> RunDao.find(handle, id)).orElseThrow();
      if (run.status().equals("done")) {
        return;
      }
      if (run.status().equals("failed")) {
        throw new IllegalStateException("the demo's run failed: " + run.failure());
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the demo's run did not end");
  }

  /**
   * Makes the people of the demo.
   *
   * @return a line for each, password included
   */
  List<String> people() {
    TrueupApplication.Parts parts = service.application().parts();
    return DemoPeople.make(parts.db(), tenant(), parts.web().users(), ACTOR);
  }

  /** An address that signs the first of them in, once. */
  URI link() {
    return address()
        .resolve(
            "/sign-in/link/"
                + service.application().parts().web().links().create(tenant(), DemoPeople.FIRST));
  }

  private TenantId tenant() {
    return FirstStart.findTenant(service.application().parts().db(), FirstStart.DEFAULT_TENANT)
        .orElseThrow();
  }

  URI address() {
    return service.address();
  }

  /** Waits until the process is asked to stop. */
  void join() throws InterruptedException {
    service.join();
  }

  @Override
  public void close() {
    service.close();
    vendor.close();
  }
}
