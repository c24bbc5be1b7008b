package io.trueup.app;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.trueup.demo.DemoMonth;
import io.trueup.demo.Tidewater;
import io.trueup.platform.db.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service with one month in it: the folder becomes a dataset and a run as any other, once. It
 * answers this machine alone.
 */
final class DemoServer implements AutoCloseable {
  private static final String ACTOR = "demo";
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final RunningService service;
  private final Tidewater vendor;
  private final Path history;
  private @Nullable Thread adding;

  private DemoServer(RunningService service, Tidewater vendor, Path history) {
    this.service = service;
    this.vendor = vendor;
    this.history = history;
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
      Path history = home.resolve("history").toAbsolutePath().normalize();
      configuration.datasets.allowedDirectories.add(history.toString());
      configuration.connectors.directories.add(connectors.toString());
      configuration.connectors.fetch.http = true;
      configuration.connectors.fetch.allowedAddresses.add("127.0.0.1");
      return new DemoServer(
          RunningService.start(new TrueupApplication(Engine.of()), configuration), vendor, history);
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
    DemoMonths.Loaded month = months().load(data, label, asOf);
    DemoSystems.connect(service.application().parts(), tenant(), month.dataset(), ACTOR);
    return month.known();
  }

  /** Adds the months before it, one after the other, while the service is used. */
  void startHistory() {
    Thread thread =
        new Thread(() -> months().loadEarlier(history, DemoMonth.PROVIDER), "demo-history");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    adding = thread;
  }

  private DemoMonths months() {
    return new DemoMonths(service.application().parts(), tenant(), ACTOR);
  }

  private void stopHistory() {
    Thread thread = adding;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(STOPPING.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
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
    stopHistory();
    service.close();
    vendor.close();
  }
}
