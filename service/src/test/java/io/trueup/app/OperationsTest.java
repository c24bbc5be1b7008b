package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(TestService.Extension.class)
final class OperationsTest {
  @BeforeAll
  static void something_happened(TestService service) {
    service.run(service.dataset("company_id,name\nc1,Acme\n"));
  }

  @Test
  void health_checks_say_that_all_is_well(TestService service) {
    Answer health = service.admin("/healthcheck");
    assertThat(health.status()).as(health.text()).isEqualTo(200);
    for (String check : List.of("database", "migrations", "tenants-apart", "disk")) {
      assertThat(health.json().at("/" + check + "/healthy").asBoolean()).as(check).isTrue();
    }
  }

  @Test
  void metrics_have_names_that_say_what_they_are(TestService service) {
    String metrics = service.admin("/metrics").text();
    // A run is done for its caller a moment before its worker has counted it.
    for (int i = 0; i < 200 && !metrics.contains("trueup_runs_active 0.0"); i++) {
      TestService.pause();
      metrics = service.admin("/metrics").text();
    }
    assertThat(metrics)
        .contains(
            "trueup_http_request_duration_seconds_count{method=\"POST\",route=\"/api/v1/runs\",status=\"202\"}")
        .contains("route=\"/api/v1/runs/{run_id}\"")
        .contains("trueup_runs_total{outcome=\"done\"} 1.0")
        .contains("trueup_run_rows_total{kind=\"usage\"} 300.0")
        .contains("trueup_runs_active 0.0")
        .contains("trueup_db_pool_active ")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("io_dropwizard");
  }

  @Test
  void the_audit_trail_tells_who_did_what(TestService service) {
    JsonNode page = service.get(service.admin, "/api/v1/audit?limit=2").json();
    List<String> actions = new ArrayList<>();
    String after = "";
    do {
      page =
          service
              .get(
                  service.admin,
                  "/api/v1/audit?limit=2" + (after.isEmpty() ? "" : "&after=" + after))
              .json();
      page.get("items").forEach(event -> actions.add(event.get("action").asText()));
      after = page.get("next").isNull() ? "" : page.get("next").asText();
    } while (!after.isEmpty());
    assertThat(actions)
        .contains("tenant.created", "key.created", "dataset.created", "run.queued", "run.finished");
    JsonNode queued =
        service.get(service.admin, "/api/v1/audit?action=run.queued").json().at("/items/0");
    assertThat(queued.get("actor").asText()).startsWith("key:");
    assertThat(queued.get("request_id").asText()).isNotBlank();
    JsonNode verified = service.get(service.admin, "/api/v1/audit/verification").json();
    assertThat(verified.get("intact").asBoolean()).isTrue();
    assertThat(verified.get("events").asInt()).isEqualTo(actions.size());
  }

  @Test
  void the_log_carries_ids_and_neither_secrets_nor_names(TestService service) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    Level before = root.getLevel();
    root.setLevel(Level.INFO);
    String run;
    try {
      run =
          service
              .run(service.dataset("company_id,name\nc1,Secretive Ltd\n"))
              .get("run_id")
              .asText();
      service.run(service.dataset("broken Secretive Ltd"));
      service.get(
          service.viewer, "/api/v1/runs/" + run + "/discrepancies?q=Secretive&company_id=Hidden");
      service.get("trueup_wrong_key", "/api/v1/runs");
      service.post(service.admin, "/api/v1/runs", "{\"Secretive\": \"Hidden\"}");
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      text.append(event.getFormattedMessage()).append(' ').append(event.getMDCPropertyMap());
    }
    assertThat(text)
        .contains("route=/api/v1/runs/{run_id}/discrepancies")
        .contains("request_id=")
        .contains("run_id=" + run)
        .doesNotContain("Secretive", "Hidden", "Company 1", "trueup_", service.admin.substring(16));
  }

  @Test
  void every_method_asks_for_a_permission_unless_it_only_documents(TestService service) {
    List<String> open = new ArrayList<>();
    TreeSet<String> resources = new TreeSet<>();
    for (Class<?> type :
        List.of(
            io.trueup.review.WhoamiResource.class,
            io.trueup.review.KeysResource.class,
            io.trueup.review.DatasetsResource.class,
            io.trueup.review.RunsResource.class,
            io.trueup.review.ResultsResource.class,
            io.trueup.review.FilesResource.class,
            io.trueup.review.AuditResource.class)) {
      resources.add(type.getSimpleName());
      for (Method method : type.getDeclaredMethods()) {
        boolean served =
            java.util.Arrays.stream(method.getAnnotations())
                .anyMatch(
                    each ->
                        each.annotationType().isAnnotationPresent(jakarta.ws.rs.HttpMethod.class));
        if (served && !method.isAnnotationPresent(RolesAllowed.class)) {
          open.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    assertThat(open).isEmpty();
    // Whatever the document lists is served, and refuses a caller without a key.
    JsonNode paths = service.get("", "/api/v1/openapi.json").json().get("paths");
    assertThat(paths.size()).isGreaterThan(12);
    paths
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          String address = path.getKey().replaceAll("\\{[a-z_]+\\}", "x");
                          Answer answer =
                              service.send(
                                  service
                                      .request("", address)
                                      .header("Content-Type", "application/json")
                                      .method(
                                          method.toUpperCase(java.util.Locale.ROOT),
                                          BodyPublishers.noBody()));
                          assertThat(answer.status()).as(method + " " + address).isEqualTo(401);
                        }));
  }

  @Test
  void the_interface_is_documented_in_a_page_that_loads_nothing_from_elsewhere(
      TestService service) {
    JsonNode api = service.get("", "/api/v1/openapi.json").json();
    assertThat(api.at("/paths/~1api~1v1~1runs~1{run_id}~1discrepancies/get/parameters").toString())
        .contains("\"min_impact\"", "\"sort\"", "\"after\"")
        .doesNotContain("caller");
    assertThat(api.at("/components/schemas/Discrepancy/properties").has("discrepancy_id")).isTrue();
    assertThat(api.at("/components/schemas/Discrepancy/properties").has("class")).isTrue();
    Answer page = service.get("", "/api/docs");
    assertThat(page.text()).doesNotContain("https://").doesNotContain("<script>");
    for (String part :
        List.of(
            "/api/docs/start.js",
            "/webjars/swagger-ui/swagger-ui-bundle.js",
            "/webjars/swagger-ui/swagger-ui.css")) {
      assertThat(page.text() + part).contains(part);
      assertThat(service.get("", part).status()).as(part).isEqualTo(200);
    }
  }

  @Test
  void a_first_start_leaves_a_key_that_only_its_user_can_read(TestService service)
      throws java.io.IOException {
    java.nio.file.Path file = service.storage.resolve("admin.key");
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                java.nio.file.Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String key = java.nio.file.Files.readString(file).trim();
    JsonNode whoami = service.get(key, "/api/v1/whoami").json();
    assertThat(whoami.get("role").asText()).isEqualTo("ADMIN");
    assertThat(whoami.get("permissions").toString()).contains("keys");
  }
}
