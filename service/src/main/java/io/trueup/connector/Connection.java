package io.trueup.connector;

import java.util.Map;

/**
 * One integration as the reader sees it.
 *
 * @param integrationId its id, for messages
 * @param settings values by the names that the manifest declares; lists are separated by {@code ;}
 * @param secrets its credentials
 * @param account what rate limits are shared by: integrations with the same credentials have the
 *     same text
 */
public record Connection(
    String integrationId, Map<String, String> settings, Secrets secrets, String account) {
  public Connection {
    settings = Map.copyOf(settings);
  }
}
