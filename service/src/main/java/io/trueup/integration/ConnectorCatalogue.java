package io.trueup.integration;

import java.util.List;
import java.util.Optional;

/** The connectors that there are. */
public interface ConnectorCatalogue {
  /** All of them, by id. */
  List<ConnectorForm> list();

  /** One of them. */
  Optional<ConnectorForm> find(String id);
}
