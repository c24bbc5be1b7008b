package io.trueup.app;

import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.http.ProblemErrors;
import java.net.BindException;
import java.net.URI;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A service in this process: started, asked for its address, stopped. */
public final class RunningService implements AutoCloseable {
  private final TrueupApplication application;
  private final Server server;

  private RunningService(TrueupApplication application, Server server) {
    this.application = application;
    this.server = server;
  }

  /**
   * Starts a service and returns when it answers.
   *
   * @throws StartupException if it cannot start, saying why and what to do
   */
  public static RunningService start(
      TrueupApplication application, TrueupConfiguration configuration) {
    Bootstrap<TrueupConfiguration> bootstrap = new Bootstrap<>(application);
    application.initialize(bootstrap);
    Environment environment =
        new Environment(
            application.getName(),
            bootstrap.getObjectMapper(),
            bootstrap.getValidatorFactory(),
            bootstrap.getMetricRegistry(),
            bootstrap.getClassLoader(),
            bootstrap.getHealthCheckRegistry(),
            configuration);
    Server server;
    try {
      configuration
          .getLoggingFactory()
          .configure(bootstrap.getMetricRegistry(), application.getName());
      configuration
          .getMetricsFactory()
          .configure(environment.lifecycle(), bootstrap.getMetricRegistry());
      configuration.getServerFactory().configure(environment);
      bootstrap.run(configuration, environment);
      application.run(configuration, environment);
      server = configuration.getServerFactory().build(environment);
      server.setErrorHandler(ProblemErrors.ofServer());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the service could not be put together", e);
    }
    return start(application, server);
  }

  private static RunningService start(TrueupApplication application, Server server) {
    try {
      server.start();
      return new RunningService(application, server);
    } catch (Exception e) {
      stop(server);
      for (Throwable each = e; each != null; each = each.getCause()) {
        if (each instanceof BindException) {
          throw new StartupException(
              "the port is in use",
              String.valueOf(e.getMessage()),
              "stop what uses it, or choose another (server.applicationConnectors, TRUEUP_PORT and TRUEUP_ADMIN_PORT)",
              e);
        }
      }
      throw new IllegalStateException("the web server could not be started", e);
    }
  }

  /** Where people and programs reach it. */
  public URI address() {
    return address("application");
  }

  /** Where health and metrics are. */
  public URI adminAddress() {
    return address("admin");
  }

  TrueupApplication application() {
    return application;
  }

  private URI address(String name) {
    for (Connector connector : server.getConnectors()) {
      if (name.equals(connector.getName()) && connector instanceof ServerConnector tcp) {
        String host = tcp.getHost() == null ? "127.0.0.1" : tcp.getHost();
        return URI.create("http://" + host + ":" + tcp.getLocalPort());
      }
    }
    throw new IllegalStateException("no connector " + name);
  }

  /** Waits until it is stopped, by a signal or by {@link #close}. */
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the service did not stop cleanly", e);
    }
  }
}
