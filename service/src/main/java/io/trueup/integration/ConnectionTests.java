package io.trueup.integration;

import io.trueup.connector.Connection;
import io.trueup.connector.Secrets;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.secret.Redaction;
import io.trueup.sync.SyncTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tries connections: of integrations that are there, and of settings that nobody saved yet. */
public final class ConnectionTests {
  private final TenantDb db;
  private final Integrations integrations;
  private final ConnectionTest test;

  public ConnectionTests(TenantDb db, Integrations integrations, ConnectionTest test) {
    this.db = db;
    this.integrations = integrations;
    this.test = test;
  }

  /**
   * How a connection answered.
   *
   * @param streams a line for each stream, without secrets
   * @param credentials by name, as they are now: a vendor may have given new ones for those that
   *     are good for one use
   */
  public record Outcome(List<ConnectionTest.Tried> streams, Map<String, String> credentials) {
    public Outcome {
      streams = List.copyOf(streams);
      credentials = Map.copyOf(credentials);
    }

    /** Whether every stream answered well. */
    public boolean ok() {
      return streams.stream().allMatch(ConnectionTest.Tried::ok);
    }

    /** Without the values, so that they cannot reach a log by accident. */
    @Override
    public String toString() {
      return "Outcome" + streams + credentials.keySet();
    }
  }

  /**
   * Tries an integration with the credentials that are kept; new ones are kept too.
   *
   * @throws ProblemException when there is no such integration
   */
  public List<ConnectionTest.Tried> saved(TenantId tenant, String integrationId) {
    SyncTarget target =
        db.read(
            tenant,
            handle ->
                integrations
                    .find(handle, tenant, integrationId)
                    .orElseThrow(() -> ProblemException.notFound("integration")));
    return test.test(target.connector(), target.connection()).stream()
        .map(each -> clean(each, target.redaction()::clean))
        .toList();
  }

  /**
   * Tries what somebody filled in; nothing of it is kept.
   *
   * @throws ProblemException when something is wrong or missing in the form
   */
  public Outcome unsaved(IntegrationSpec spec, Map<String, String> credentials) {
    List<Wrong> wrong = new ArrayList<>(FormCheck.check(spec, integrations.catalogue()));
    integrations
        .catalogue()
        .find(spec.connector())
        .ifPresent(form -> wrong.addAll(FormCheck.checkCredentials(credentials, List.of(), form)));
    Integrations.refuse(wrong);
    Given given = new Given(credentials);
    // An account of its own: what a mistyped form meets must not slow an integration's syncs.
    String account = "test/" + UUID.randomUUID();
    List<ConnectionTest.Tried> tried =
        test.test(
            spec.connector(),
            new Connection(spec.integrationId(), spec.settings(), given, account));
    Redaction redaction = given.redaction();
    return new Outcome(
        tried.stream().map(each -> clean(each, redaction::clean)).toList(), given.values());
  }

  private static ConnectionTest.Tried clean(
      ConnectionTest.Tried tried, io.trueup.sync.Redaction redaction) {
    return new ConnectionTest.Tried(
        tried.stream(), tried.ok(), tried.records(), redaction.clean(tried.message()));
  }

  /** Credentials that are in memory alone, for the time of a test. */
  private static final class Given implements Secrets {
    private final Map<String, String> values;
    private final Set<String> known;

    Given(Map<String, String> values) {
      this.values = new LinkedHashMap<>(values);
      this.known = new LinkedHashSet<>(values.values());
    }

    @Override
    public synchronized Optional<String> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public synchronized void replace(String name, String old, String value) {
      known.add(value);
      values.put(name, value);
    }

    synchronized Redaction redaction() {
      return Redaction.of(known);
    }

    synchronized Map<String, String> values() {
      return Map.copyOf(values);
    }
  }
}
