package io.trueup.integration;

import io.trueup.audit.AuditLog;
import io.trueup.connector.Connection;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Problem;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.secret.Credentials;
import io.trueup.sync.IntegrationSource;
import io.trueup.sync.SyncTarget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Integrations of a tenant: made, changed, given credentials, removed; each change is audited in
 * its own transaction, without values. What syncs need of them is given out here too.
 */
public final class Integrations implements IntegrationSource {
  private final TenantDb db;
  private final ConnectorCatalogue catalogue;
  private final Credentials credentials;
  private final Accounts accounts = new Accounts();
  private volatile Schedule schedule = Schedule.NONE;

  public Integrations(TenantDb db, ConnectorCatalogue catalogue, Credentials credentials) {
    this.db = db;
    this.catalogue = catalogue;
    this.credentials = credentials;
  }

  /** From now on this schedule follows every change; what is scheduled reads integrations here. */
  public void scheduleBy(Schedule followed) {
    this.schedule = followed;
  }

  /** Puts all of a tenant's integrations on the schedule that are not yet, or otherwise. */
  public void scheduleAll(TenantId tenant) {
    db.useTenant(
        tenant,
        handle -> IntegrationDao.list(handle).forEach(row -> schedule.follow(handle, tenant, row)));
  }

  /**
   * Adds an integration; its credentials follow.
   *
   * @throws ProblemException when something is wrong with it, or one of that id is there
   */
  public Integration create(Handle handle, TenantId tenant, IntegrationSpec wanted, String by) {
    IntegrationSpec spec = named(wanted);
    refuse(FormCheck.check(spec, catalogue));
    if (!IntegrationDao.insert(handle, spec, Integration.API, by)) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "There is an integration "
              + spec.integrationId()
              + " already; change it, or take another id.");
    }
    audit(handle, by, "integration.created", spec, Map.of());
    return followed(handle, tenant, spec);
  }

  /**
   * Changes an integration as a whole, its credentials aside.
   *
   * @param version the version that the change was made from; null for whichever it is
   */
  public Integration update(
      Handle handle, TenantId tenant, IntegrationSpec wanted, @Nullable Long version, String by) {
    IntegrationSpec spec = named(wanted);
    Integration there = changeable(handle, spec.integrationId(), version);
    List<Wrong> wrong = new ArrayList<>(FormCheck.check(spec, catalogue));
    if (!there.connector().equals(spec.connector())) {
      wrong.add(new Wrong("connector", "cannot be changed: make another integration", List.of()));
    }
    refuse(wrong);
    if (!spec.same(there)) {
      IntegrationDao.update(handle, spec, Integration.API, by);
      audit(handle, by, "integration.changed", spec, Map.of());
    }
    return followed(handle, tenant, spec);
  }

  private Integration followed(Handle handle, TenantId tenant, IntegrationSpec spec) {
    Integration now = IntegrationDao.find(handle, spec.integrationId()).orElseThrow();
    schedule.follow(handle, tenant, now);
    return now;
  }

  /** Removes an integration and its credentials; its syncs and snapshots stay, for the record. */
  public void delete(
      Handle handle, TenantId tenant, String integrationId, @Nullable Long version, String by) {
    Integration there = changeable(handle, integrationId, version);
    IntegrationDao.delete(handle, integrationId);
    schedule.remove(handle, tenant, integrationId);
    AuditLog.append(
        handle, by, "integration.removed", integrationId, Map.of("connector", there.connector()));
  }

  /**
   * Sets credentials of an integration, and removes those whose value is null.
   *
   * @return what is there now
   */
  public List<Credentials.Kept> setCredentials(
      Handle handle,
      TenantId tenant,
      String integrationId,
      Map<String, @Nullable String> given,
      @Nullable Long version,
      String by) {
    Integration there = changeable(handle, integrationId, version);
    Map<String, String> values = new TreeMap<>();
    List<String> removed = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          if (value == null) {
            removed.add(name);
          } else {
            values.put(name, value);
          }
        });
    List<String> kept =
        Credentials.list(handle, integrationId).stream()
            .map(Credentials.Kept::name)
            .filter(name -> !removed.contains(name))
            .toList();
    catalogue
        .find(there.connector())
        .ifPresent(form -> refuse(FormCheck.checkCredentials(values, kept, form)));
    Credentials.remove(handle, integrationId, removed);
    credentials.set(handle, tenant, integrationId, values, by);
    IntegrationDao.touch(handle, integrationId, by);
    AuditLog.append(
        handle,
        by,
        "credentials.set",
        integrationId,
        Map.of("names", names(values), "removed", String.join(" ", removed)));
    return Credentials.list(handle, integrationId);
  }

  /**
   * Makes sure that a sync of an integration has something to begin with.
   *
   * @throws ProblemException when there is no such integration, or a credential is missing
   */
  public void requireReady(Handle handle, String integrationId) {
    Integration there =
        IntegrationDao.find(handle, integrationId)
            .orElseThrow(() -> ProblemException.notFound("integration"));
    List<String> names =
        Credentials.list(handle, integrationId).stream().map(Credentials.Kept::name).toList();
    List<String> missing =
        catalogue
            .find(there.connector())
            .map(form -> FormCheck.missingCredentials(names, form))
            .orElse(List.of());
    if (!missing.isEmpty()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Credentials are missing: " + String.join(", ", missing) + ". Set them first.");
    }
  }

  /** One, held until the transaction ends, that a request may change. */
  private static Integration changeable(
      Handle handle, String integrationId, @Nullable Long version) {
    Integration there =
        IntegrationDao.findForUpdate(handle, integrationId)
            .orElseThrow(() -> ProblemException.notFound("integration"));
    if (there.source().equals(Integration.FILE)) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The integration is declared in config.yml: change it there and start Trueup again.");
    }
    if (version != null && there.version() != version) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          "It was changed meanwhile: read it again, and send the change with its new ETag.");
    }
    return there;
  }

  @Override
  public Optional<SyncTarget> find(Handle handle, TenantId tenant, String integrationId) {
    Map<String, Credentials.Sealed> sealed =
        credentials.find(handle, tenant, Optional.of(integrationId));
    return IntegrationDao.find(handle, integrationId)
        .map(
            row ->
                target(tenant, row, sealed, accounts.of(row, sealed.get(integrationId), tenant)));
  }

  @Override
  public List<SyncTarget> list(Handle handle, TenantId tenant) {
    Map<String, Credentials.Sealed> sealed = credentials.find(handle, tenant, Optional.empty());
    return IntegrationDao.list(handle).stream()
        .map(row -> target(tenant, row, sealed, row.integrationId()))
        .toList();
  }

  /** The connectors that integrations may have. */
  public ConnectorCatalogue catalogue() {
    return catalogue;
  }

  private SyncTarget target(
      TenantId tenant, Integration row, Map<String, Credentials.Sealed> sealed, String account) {
    Optional<ConnectorForm> form = catalogue.find(row.connector());
    IntegrationSecrets secrets =
        new IntegrationSecrets(
            db,
            tenant,
            row.integrationId(),
            credentials,
            Optional.ofNullable(sealed.get(row.integrationId())));
    return new SyncTarget(
        row.integrationId(),
        row.connector(),
        new Connection(row.integrationId(), row.settings(), secrets, account),
        form.map(ConnectorForm::category).orElse("other"),
        form.map(ConnectorForm::vendor).orElse(row.connector()),
        BigDecimal.valueOf(row.maxAgeHours()),
        Optional.ofNullable(row.every()).orElse(IntegrationSpec.DEFAULT_EVERY),
        row.enabled() && row.every() != null,
        secrets::clean);
  }

  private IntegrationSpec named(IntegrationSpec spec) {
    if (!spec.name().isBlank()) {
      return spec;
    }
    return new IntegrationSpec(
        spec.integrationId(),
        spec.connector(),
        catalogue.find(spec.connector()).map(ConnectorForm::name).orElse(spec.connector()),
        spec.settings(),
        spec.enabled(),
        spec.every(),
        spec.maxAgeHours());
  }

  static void refuse(List<Wrong> wrong) {
    if (!wrong.isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST,
          wrong.stream().map(Wrong::toString).collect(Collectors.joining(". ")) + ".",
          wrong.stream()
              .map(each -> new Problem.Place(each.field(), each.message(), each.allowed()))
              .toList());
    }
  }

  static void audit(
      Handle handle, String by, String action, IntegrationSpec spec, Map<String, String> values) {
    AuditLog.append(
        handle,
        by,
        action,
        spec.integrationId(),
        Map.of(
            "connector",
            spec.connector(),
            "enabled",
            Boolean.toString(spec.enabled()),
            "credentials",
            names(values)));
  }

  private static String names(Map<String, String> values) {
    return String.join(" ", new TreeMap<>(values).keySet());
  }
}
