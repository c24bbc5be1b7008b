package io.trueup.integration;

import io.trueup.audit.AuditLog;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.secret.Credentials;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Integrations that the configuration declares. They are made to be in the database what they are
 * there: added, changed, and removed when they are no longer declared. An integration that requests
 * made is never touched; one of the same id is refused.
 */
public final class DeclaredIntegrations {
  private static final String BY = "config";

  private DeclaredIntegrations() {}

  /**
   * An integration as declared.
   *
   * @param credentials values by name
   */
  public record Declared(IntegrationSpec spec, Map<String, String> credentials) {
    public Declared {
      credentials = java.util.Collections.unmodifiableMap(new TreeMap<>(credentials));
    }

    /** Without the credentials' values. */
    @Override
    public String toString() {
      return "Declared[" + spec.integrationId() + ", credentials " + credentials.keySet() + "]";
    }
  }

  /** What is wrong with them, one line each. */
  public static List<String> problems(List<Declared> declared, ConnectorCatalogue catalogue) {
    List<String> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Declared each : declared) {
      String where = "integrations." + each.spec().integrationId() + ": ";
      List<Wrong> wrong = new ArrayList<>(FormCheck.check(each.spec(), catalogue));
      catalogue
          .find(each.spec().connector())
          .ifPresent(
              form ->
                  wrong.addAll(FormCheck.checkCredentials(each.credentials(), List.of(), form)));
      wrong.forEach(found -> problems.add(where + found));
      if (!ids.add(each.spec().integrationId())) {
        problems.add(where + "id is declared twice");
      }
    }
    return problems;
  }

  /**
   * Makes the tenant's declared integrations what the configuration says.
   *
   * @throws StartupException when something is wrong with one, or a request made one of its id
   */
  public static void apply(
      TenantDb db,
      TenantId tenant,
      List<Declared> declared,
      ConnectorCatalogue catalogue,
      Credentials credentials) {
    List<String> problems = problems(declared, catalogue);
    if (!problems.isEmpty()) {
      throw new StartupException(
          String.join("; ", problems),
          "integrations in the configuration",
          "correct them; `trueup check` shows one problem a line");
    }
    db.useTenant(
        tenant,
        handle -> {
          // Nodes that start together with the same configuration: one after the other.
          handle
              .createQuery(
                  "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('declared ' || current_setting('app.tenant'), 0))) l")
              .mapTo(Integer.class)
              .one();
          Map<String, Integration> there =
              IntegrationDao.list(handle).stream()
                  .collect(Collectors.toMap(Integration::integrationId, each -> each));
          Set<String> wanted = new HashSet<>();
          for (Declared each : declared) {
            wanted.add(each.spec().integrationId());
            Optional<Integration> known =
                Optional.ofNullable(there.get(each.spec().integrationId()));
            apply(handle, tenant, each, known, catalogue, credentials);
          }
          there.values().stream()
              .filter(each -> each.source().equals(Integration.FILE))
              .filter(each -> !wanted.contains(each.integrationId()))
              .forEach(each -> remove(handle, each));
        });
  }

  private static void apply(
      Handle handle,
      TenantId tenant,
      Declared declared,
      Optional<Integration> known,
      ConnectorCatalogue catalogue,
      Credentials credentials) {
    IntegrationSpec spec = named(declared.spec(), catalogue);
    String id = spec.integrationId();
    boolean changed;
    if (known.isEmpty()) {
      IntegrationDao.insert(handle, spec, Integration.FILE, BY);
      changed = true;
    } else if (known.get().source().equals(Integration.API)) {
      throw new StartupException(
          "integration " + id + " was made by a request and is declared too",
          "integrations in the configuration",
          "remove one of the two, or give it another id");
    } else {
      changed = !spec.same(known.get());
      if (changed) {
        IntegrationDao.update(handle, spec, Integration.FILE, BY);
      }
    }
    boolean secrets = credentials(handle, tenant, id, declared.credentials(), credentials);
    if (secrets && !changed) {
      IntegrationDao.touch(handle, id, BY);
    }
    if (changed || secrets) {
      Integrations.audit(
          handle,
          BY,
          known.isEmpty() ? "integration.created" : "integration.changed",
          spec,
          declared.credentials());
    }
  }

  /**
   * Sets what differs from what was declared the last time. A refresh token that the vendor
   * replaced meanwhile differs from the declared one and must stay: only a newly declared one
   * replaces it.
   */
  private static boolean credentials(
      Handle handle,
      TenantId tenant,
      String id,
      Map<String, String> declared,
      Credentials credentials) {
    Map<String, String> there = credentials.get(handle, tenant, id);
    Map<String, String> fresh = new TreeMap<>();
    declared.forEach(
        (name, value) -> {
          String mark = Credentials.DECLARED + name;
          if (!value.equals(there.get(mark))) {
            fresh.put(name, value);
            fresh.put(mark, value);
          }
        });
    List<String> gone =
        there.keySet().stream()
            .filter(name -> !name.startsWith(Credentials.DECLARED) && !declared.containsKey(name))
            .flatMap(name -> java.util.stream.Stream.of(name, Credentials.DECLARED + name))
            .toList();
    credentials.set(handle, tenant, id, fresh, BY);
    Credentials.remove(handle, id, gone);
    return !fresh.isEmpty() || !gone.isEmpty();
  }

  private static void remove(Handle handle, Integration each) {
    IntegrationDao.delete(handle, each.integrationId());
    AuditLog.append(
        handle,
        BY,
        "integration.removed",
        each.integrationId(),
        Map.of("connector", each.connector()));
  }

  private static IntegrationSpec named(IntegrationSpec spec, ConnectorCatalogue catalogue) {
    return spec.name().isBlank()
        ? new IntegrationSpec(
            spec.integrationId(),
            spec.connector(),
            catalogue.find(spec.connector()).map(ConnectorForm::name).orElse(spec.connector()),
            spec.settings(),
            spec.enabled(),
            spec.every(),
            spec.maxAgeHours())
        : spec;
  }
}
