package io.trueup.app;

import java.util.UUID;

/** What a process calls itself among the nodes that share a database. */
final class NodeName {
  private static final int LONGEST_HOST = 40;

  private NodeName() {}

  /** The machine's name, where the environment says it, and something that no other process has. */
  static String make() {
    String host = System.getenv().getOrDefault("HOSTNAME", "node");
    String cut = host.length() > LONGEST_HOST ? host.substring(0, LONGEST_HOST) : host;
    return cut + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
