package io.trueup.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditLog;
import io.trueup.connector.Setting;
import io.trueup.integration.DeclaredIntegrations.Declared;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.ProblemException;
import io.trueup.secret.Credentials;
import io.trueup.secret.MasterKey;
import io.trueup.sync.SyncTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabases.class)
final class DeclaredIntegrationsTest {
  private static final Setting TEXT =
      new Setting("Token", "Made in the console.", true, null, List.of(), null, false);
  private static final ConnectorForm FORM =
      new ConnectorForm(
          "demo",
          "Demo",
          "demo",
          "rmm",
          "",
          "",
          "experimental",
          "",
          Map.of("region", new Setting("Region", "", false, "eu", List.of("eu", "us"), null, true)),
          Map.of("token", TEXT),
          List.of("devices"));

  @TempDir static Path storage;
  private final ConnectorCatalogue catalogue =
      new ConnectorCatalogue() {
        @Override
        public List<ConnectorForm> list() {
          return List.of(FORM);
        }

        @Override
        public Optional<ConnectorForm> find(String id) {
          return list().stream().filter(form -> form.id().equals(id)).findFirst();
        }
      };
  private final TenantId tenant = TenantId.create();
  private TenantDb db;
  private Credentials credentials;
  private Integrations integrations;

  @BeforeEach
  void a_tenant_without_integrations(TestDatabase database) {
    db = new TenantDb(database.jdbi());
    db.useTenant(
        tenant,
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'Test')) c")
                .bind("id", tenant.value())
                .bind("slug", "t" + tenant.toString().substring(0, 12))
                .mapTo(Integer.class)
                .one());
    credentials = Credentials.open(db, new MasterKey.Source("", "", storage));
    integrations = new Integrations(db, catalogue, credentials);
  }

  @Test
  void what_is_declared_is_made_changed_once_and_removed() {
    apply(declared("a", "eu", "token-1"), declared("b", "eu;us", "token-2"));
    apply(declared("a", "eu", "token-1"), declared("b", "eu;us", "token-2"));
    assertThat(version("a")).as("nothing changed the second time").isEqualTo(1);
    apply(declared("a", "us", "token-1"), declared("b", "eu;us", "token-3"));
    assertThat(version("a")).isEqualTo(2);
    assertThat(version("b")).isEqualTo(2);
    assertThat(token("b")).isEqualTo("token-3");
    apply(declared("a", "us", "token-1"));
    List<Integration> left = db.read(tenant, IntegrationDao::list);
    assertThat(left).extracting(Integration::integrationId).containsExactly("a");
    List<AuditEvent> events =
        db.read(tenant, handle -> AuditLog.list(handle, Long.MAX_VALUE, Optional.empty(), 100));
    assertThat(events)
        .extracting(event -> event.action() + " " + event.object())
        .containsExactlyInAnyOrder(
            "integration.created a",
            "integration.created b",
            "integration.changed a",
            "integration.changed b",
            "integration.removed b");
    assertThat(events.toString()).doesNotContain("token-1", "token-2", "token-3");
  }

  @Test
  void a_token_that_the_vendor_replaced_stays_until_another_is_declared() {
    apply(declared("a", "eu", "first-token"));
    SyncTarget target = db.read(tenant, h -> integrations.find(h, tenant, "a")).orElseThrow();
    target.connection().secrets().replace("token", "first-token", "second-token");
    assertThat(target.connection().secrets().find("token")).contains("second-token");
    assertThat(target.redaction().clean("not first-token, not second-token"))
        .isEqualTo("not [hidden], not [hidden]");
    assertThatThrownBy(
            () -> target.connection().secrets().replace("token", "first-token", "third-token"))
        .isInstanceOf(IllegalStateException.class);
    apply(declared("a", "eu", "first-token"));
    assertThat(token("a")).isEqualTo("second-token");
    apply(declared("a", "eu", "fourth-token"));
    assertThat(token("a")).isEqualTo("fourth-token");
  }

  @Test
  void a_declared_integration_cannot_be_changed_by_requests_nor_take_a_requested_ones_id() {
    apply(declared("a", "eu", "token-1"));
    assertThatThrownBy(
            () -> db.useTenant(tenant, h -> integrations.delete(h, tenant, "a", null, "key:x")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("declared in config.yml");
    db.useTenant(
        tenant,
        handle -> integrations.create(handle, tenant, declared("c", "eu", "x").spec(), "key:x"));
    assertThatThrownBy(() -> apply(declared("c", "eu", "token-1")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("integration c");
    assertThat(token("a")).as("all or nothing").isEqualTo("token-1");
  }

  @Test
  void integrations_with_the_same_credentials_share_a_vendors_limits() {
    apply(declared("a", "eu", "same"), declared("b", "eu", "same"), declared("c", "eu", "other"));
    assertThat(account("a")).isEqualTo(account("b")).isNotEqualTo(account("c"));
    assertThat(account("a")).doesNotContain("same");
  }

  @Test
  void each_thing_that_is_wrong_is_a_line() {
    IntegrationSpec spec =
        new IntegrationSpec("A b", "demo", "", Map.of("regoin", "x"), true, null, 0);
    List<String> problems =
        DeclaredIntegrations.problems(
            List.of(
                new Declared(spec, Map.of("tokn", "secret-value")),
                declared("a", "mars;eu", "x"),
                declared("a", "eu", "x")),
            catalogue);
    assertThat(problems)
        .anyMatch(line -> line.contains("integration_id must be"))
        .anyMatch(line -> line.contains("max_age_hours"))
        .anyMatch(line -> line.contains("settings.regoin") && line.contains("did you mean region?"))
        .anyMatch(line -> line.contains("credentials.tokn") && line.contains("did you mean token?"))
        .anyMatch(line -> line.contains("credentials.token is missing"))
        .anyMatch(line -> line.contains("settings.region has a value") && line.contains("eu, us"))
        .anyMatch(line -> line.contains("declared twice"))
        .hasSize(7)
        .noneMatch(line -> line.contains("secret-value") || line.contains("\n"));
  }

  private static Declared declared(String id, String region, String token) {
    return new Declared(
        new IntegrationSpec(
            id, "demo", "", Map.of("region", region), true, Duration.ofHours(12), 24),
        Map.of("token", token));
  }

  private void apply(Declared... declared) {
    DeclaredIntegrations.apply(db, tenant, List.of(declared), catalogue, credentials);
  }

  private long version(String id) {
    return db.read(tenant, handle -> IntegrationDao.find(handle, id)).orElseThrow().version();
  }

  private String token(String id) {
    return db.read(tenant, handle -> credentials.get(handle, tenant, id)).getOrDefault("token", "");
  }

  private String account(String id) {
    return db.read(tenant, handle -> integrations.find(handle, tenant, id))
        .orElseThrow()
        .connection()
        .account();
  }
}
