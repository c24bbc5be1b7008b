package io.trueup.app;

import io.trueup.connector.Connection;
import io.trueup.connector.Connector;
import io.trueup.connector.ConnectorReader;
import io.trueup.connector.Connectors;
import io.trueup.connector.Downloads;
import io.trueup.connector.FetchPolicy;
import io.trueup.connector.ReadFailure;
import io.trueup.connector.VendorReader;
import io.trueup.integration.ConnectionTest;
import io.trueup.integration.ConnectorCatalogue;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Download;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The connectors of a configuration and the one reader that reads by them. */
final class Vendors implements AutoCloseable {
  private final ConnectorReader reader;
  private final Downloads downloads;
  private final ConnectorCatalogue catalogue;

  private Vendors(Connectors connectors, FetchPolicy policy) {
    this.reader = new ConnectorReader(connectors, policy, Clock.systemUTC());
    this.downloads = new Downloads(policy, Clock.systemUTC());
    this.catalogue = new Forms(connectors);
  }

  static Vendors open(ConnectorSection section) {
    return new Vendors(Connectors.load(section.folders()), section.policy());
  }

  /** What connectors there are, without anything to read by them. */
  static ConnectorCatalogue catalogue(Connectors connectors) {
    return new Forms(connectors);
  }

  ConnectorCatalogue catalogue() {
    return catalogue;
  }

  VendorReader reader() {
    return reader;
  }

  ConnectionTest test() {
    return this::test;
  }

  Download download() {
    return downloads::get;
  }

  private List<ConnectionTest.Tried> test(String connector, Connection connection) {
    try {
      return reader.test(connector, connection).stream()
          .map(
              each ->
                  new ConnectionTest.Tried(
                      each.stream(), each.ok(), each.records(), each.message()))
          .toList();
    } catch (ReadFailure e) {
      return List.of(
          new ConnectionTest.Tried(e.stream(), false, 0, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    reader.close();
    downloads.close();
  }

  /** Connectors as whoever sets up an integration sees them. */
  private record Forms(Connectors connectors) implements ConnectorCatalogue {
    @Override
    public List<ConnectorForm> list() {
      return connectors.list().stream().map(Forms::form).toList();
    }

    @Override
    public Optional<ConnectorForm> find(String id) {
      return connectors.find(id).map(Forms::form);
    }

    private static ConnectorForm form(Connector connector) {
      return new ConnectorForm(
          connector.id(),
          connector.name(),
          connector.vendor(),
          connector.category(),
          connector.description(),
          connector.documentation().orElse(""),
          connector.maturity(),
          connector.maturityNote().orElse(""),
          connector.settings(),
          connector.credentials(),
          connector.streams().stream().map(Connector.StreamTitle::name).toList());
    }
  }
}
