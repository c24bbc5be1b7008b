package io.trueup.connector;

import io.trueup.connector.SourceReading.Partition;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What requests and expressions know by name. Expressions know no credentials. Safe for use by
 * several threads.
 */
final class KnownNames {
  private final Map<String, String> given;

  /** Settings, credentials, variables, what was discovered. */
  private final Map<String, Object> ofRequests = new ConcurrentHashMap<>();

  private final Map<String, Object> ofExpressions = new ConcurrentHashMap<>();
  private final Question.HostRule hosts;

  /**
   * Fills in what is known before anything is asked.
   *
   * @param redactor told of the credentials
   * @throws IllegalArgumentException when a setting names what is not there
   * @throws Expression.BadExpression when a variable cannot be worked out
   */
  KnownNames(Connector connector, Connection connection, Instant startedAt, Redactor redactor) {
    Manifest manifest = connector.manifest();
    this.given = connection.settings();
    Map<String, Object> settings = SettingsCheck.complete(connector, given);
    ofRequests.putAll(settings);
    ofExpressions.put("settings", settings);
    ofExpressions.put("started", startedAt.toString());
    for (String name : manifest.credentials().keySet()) {
      // A line break behind a key comes from a file or the clipboard, not from the vendor.
      String value = connection.secrets().find(name).orElse("").replaceAll("[\\r\\n]+$", "");
      redactor.hide(value);
      ofRequests.put(name, value);
    }
    manifest
        .variables()
        .forEach(
            (name, text) -> {
              Object value = Expression.compile(text).of(settings, ofExpressions);
              put(name, value == null ? "" : value);
            });
    this.hosts = hosts(manifest);
  }

  /**
   * What may be asked: the hosts of settings, of the base address, and those that the manifest
   * names. Made before anything is discovered: what an answer names is no reason to trust it.
   */
  private Question.HostRule hosts(Manifest manifest) {
    Map<String, Object> addresses = new LinkedHashMap<>(ofRequests);
    if (manifest.baseUrl() != null) {
      try {
        addresses.put("", Requests.address(manifest.baseUrl(), ofRequests));
      } catch (IllegalArgumentException e) {
        // It begins with something that is still to be discovered.
      }
    }
    return new Addresses(addresses, manifest.hosts());
  }

  Question.HostRule hosts() {
    return hosts;
  }

  private void put(String name, Object value) {
    ofRequests.put(name, value);
    ofExpressions.put(name, value);
  }

  /** What was discovered; a setting that says the same counts more. */
  void discovered(Map<String, Object> found) {
    found.forEach(
        (name, value) -> {
          if (!isGiven(name)) {
            put(name, value);
          }
        });
  }

  /** What stands in for what would be discovered. */
  void supposed(String name) {
    ofExpressions.putIfAbsent(name, "sample");
  }

  /** Whether a setting says it. */
  boolean isGiven(String name) {
    return !given.getOrDefault(name, "").isBlank();
  }

  /** What a partition's requests know. */
  Map<String, Object> ofRequests(Partition partition) {
    Map<String, Object> all = new HashMap<>(ofRequests);
    all.putAll(partition.names());
    return all;
  }

  /** What a partition's expressions know. */
  Map<String, Object> ofExpressions(Partition partition) {
    Map<String, Object> all = new HashMap<>(ofExpressions);
    all.putAll(partition.names());
    return all;
  }
}
