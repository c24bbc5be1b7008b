package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.http.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is refused, and that the refusal says what, where and what to do without saying too much.
 */
@ExtendWith(TestService.Extension.class)
final class RefusalsApiTest {
  private static final String NO_SUCH_KEY = "trueup_AAAAAAAA_" + "A".repeat(43);
  private static String run = "";

  @BeforeAll
  static void a_run_is_done(TestService service) {
    run = service.run(service.dataset("company_id,name\nc1,Acme\n")).get("run_id").asText();
  }

  @Test
  void without_a_valid_key_nothing_is_answered(TestService service) {
    String expired =
        service.key(service.tenant, Role.ADMIN, Optional.of(Instant.now().minusSeconds(1)));
    String tampered = service.admin.substring(0, 58) + (service.admin.endsWith("A") ? "B" : "A");
    for (String key : List.of("", "nonsense", NO_SUCH_KEY, expired, tampered)) {
      Answer answer = service.get(key, "/api/v1/runs");
      assertProblem(answer, 401, "unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(answer.text()).doesNotContain(key.isEmpty() ? "\0" : key);
    }
    Answer basic =
        service.send(
            service.request("", "/api/v1/runs").header("Authorization", "Basic YTpi").GET());
    assertProblem(basic, 401, "unauthenticated");
    assertProblem(
        service.get("", "/api/v1/runs?access_token=" + service.admin), 401, "unauthenticated");
  }

  @Test
  void a_revoked_key_ends_at_once(TestService service) {
    JsonNode made =
        service
            .post(service.admin, "/api/v1/keys", "{\"role\": \"VIEWER\", \"label\": \"screen\"}")
            .json();
    String token = made.get("token").asText();
    assertThat(service.get(token, "/api/v1/whoami").status()).isEqualTo(200);
    String id = made.at("/key/key_id").asText();
    assertThat(service.delete(service.admin, "/api/v1/keys/" + id).status()).isEqualTo(204);
    assertProblem(service.get(token, "/api/v1/whoami"), 401, "unauthenticated");
    String list = service.get(service.admin, "/api/v1/keys").text();
    assertThat(list).contains(id).doesNotContain(token.substring(16));
    String own = service.admin.substring(7, 15);
    assertProblem(service.delete(service.admin, "/api/v1/keys/" + own), 409, "conflict");
    assertProblem(
        service.post(service.admin, "/api/v1/keys", "{\"role\": \"KING\", \"label\": \"x\"}"),
        400,
        "invalid-request",
        "RULE_EDITOR");
    assertProblem(
        service.post(
            service.admin,
            "/api/v1/keys",
            "{\"role\": \"VIEWER\", \"label\": \"x\"}",
            "Idempotency-Key",
            "k"),
        400,
        "invalid-request",
        "Idempotency-Key");
  }

  @Test
  void each_role_may_do_what_the_table_says_and_no_more(TestService service) {
    Map<String, List<Role>> allowed =
        Map.of(
            "GET /api/v1/runs", List.of(Role.values()),
            "POST /api/v1/runs", List.of(Role.BILLER, Role.RULE_EDITOR, Role.ADMIN),
            "POST /api/v1/datasets", List.of(Role.BILLER, Role.ADMIN),
            "GET /api/v1/audit", List.of(Role.APPROVER, Role.AUDITOR, Role.ADMIN),
            "GET /api/v1/keys", List.of(Role.ADMIN),
            "POST /api/v1/keys", List.of(Role.ADMIN));
    for (Role role : Role.values()) {
      String key = service.key(service.tenant, role);
      allowed.forEach(
          (address, roles) -> {
            String path = address.substring(address.indexOf(' ') + 1);
            Answer answer =
                address.startsWith("GET") ? service.get(key, path) : service.post(key, path, "{}");
            if (roles.contains(role)) {
              assertThat(answer.status()).as(role + " " + address).isIn(200, 400);
            } else {
              assertProblem(answer, 403, "forbidden");
            }
          });
    }
  }

  @Test
  void another_tenants_things_are_not_there(TestService service) {
    String unknown = UUID.randomUUID().toString();
    String dataset =
        service.get(service.admin, "/api/v1/datasets").json().at("/items/0/dataset_id").asText();
    for (String path :
        List.of(
            "/api/v1/runs/%s",
            "/api/v1/runs/%s/summary",
            "/api/v1/runs/%s/discrepancies",
            "/api/v1/runs/%s/discrepancies/d001",
            "/api/v1/runs/%s/usage",
            "/api/v1/runs/%s/accounts",
            "/api/v1/runs/%s/problems",
            "/api/v1/runs/%s/files",
            "/api/v1/runs/%s/files/discrepancies.csv")) {
      Answer theirs = service.get(service.foreignAdmin, path.formatted(run));
      Answer nothing = service.get(service.foreignAdmin, path.formatted(unknown));
      Answer malformed = service.get(service.foreignAdmin, path.formatted("x'--"));
      assertProblem(theirs, 404, "not-found");
      assertProblem(nothing, 404, "not-found");
      assertProblem(malformed, 404, "not-found");
      assertThat(theirs.json().get("detail")).isEqualTo(nothing.json().get("detail"));
      assertThat(service.get(service.admin, path.formatted(run)).status()).as(path).isEqualTo(200);
    }
    assertProblem(
        service.get(service.foreignAdmin, "/api/v1/datasets/" + dataset), 404, "not-found");
    assertProblem(
        service.post(service.foreignAdmin, "/api/v1/runs", "{\"dataset_id\": \"" + dataset + "\"}"),
        400,
        "invalid-request");
    assertThat(service.get(service.foreignAdmin, "/api/v1/runs").json().at("/total/count").asInt())
        .isZero();
    assertThat(service.get(service.foreignAdmin, "/api/v1/audit").json().at("/total/count").asInt())
        .isZero();
    assertProblem(
        service.delete(service.foreignAdmin, "/api/v1/keys/" + service.viewer.substring(7, 15)),
        404,
        "not-found");
  }

  @Test
  void a_bad_filter_names_what_is_allowed(TestService service) {
    String base = "/api/v1/runs/" + run;
    assertProblem(
        service.get(service.viewer, base + "/discrepancies?class=UNDERBILLED"),
        400,
        "invalid-request",
        "UNDERBILLING");
    assertProblem(
        service.get(service.viewer, base + "/discrepancies?sort=money"),
        400,
        "invalid-request",
        "impact");
    assertProblem(
        service.get(service.viewer, base + "/discrepancies?held=maybe"),
        400,
        "invalid-request",
        "true");
    for (String query :
        List.of(
            "limit=0",
            "limit=501",
            "limit=ten",
            "min_impact=1e9",
            "min_impact=NaN",
            "currency=usd",
            "reason=A%20B",
            "q=" + "x".repeat(501))) {
      assertProblem(
          service.get(service.viewer, base + "/discrepancies?" + query), 400, "invalid-request");
    }
    assertProblem(
        service.get(service.viewer, base + "/usage?fate=lost"), 400, "invalid-request", "counted");
    assertProblem(
        service.get(service.viewer, base + "/accounts?decision=yes"),
        400,
        "invalid-request",
        "suggested");
    assertProblem(
        service.get(service.viewer, "/api/v1/runs?status=over"), 400, "invalid-request", "queued");
  }

  @Test
  void a_cursor_of_another_list_is_refused(TestService service) {
    String base = "/api/v1/runs/" + run + "/discrepancies";
    String next =
        service.get(service.viewer, base + "?sort=company&limit=3").json().get("next").asText();
    assertThat(service.get(service.viewer, base + "?sort=company&limit=9&after=" + next).status())
        .isEqualTo(200);
    for (String query :
        List.of(
            "?sort=product&after=" + next,
            "?sort=company&class=MATCHED&after=" + next,
            "?after=AAAA",
            "?after=%00",
            "?after=bm90IGpzb24",
            "?after=" + "A".repeat(5000))) {
      Answer answer = service.get(service.viewer, base + query);
      assertProblem(answer, 400, "bad-cursor");
    }
    assertProblem(service.get(service.viewer, "/api/v1/runs?after=" + next), 400, "bad-cursor");
  }

  @Test
  void a_bad_body_is_told_by_line_and_field(TestService service) {
    assertProblem(
        service.post(service.admin, "/api/v1/runs", "{\"dataset_id\": "), 400, "bad-json");
    assertProblem(
        service.post(service.admin, "/api/v1/runs", "{\"dataset_id\": \"seven\"}"),
        400,
        "bad-json",
        "dataset_id");
    assertProblem(
        service.post(service.admin, "/api/v1/runs", "{\"datasetId\": \"x\"}"),
        400,
        "bad-json",
        "dataset_id");
    assertProblem(
        service.post(
            service.admin,
            "/api/v1/runs",
            "{\"dataset_id\": \"" + UUID.randomUUID() + "\", \"as_of\": \"2026-02-31\"}"),
        400,
        "bad-json",
        "as_of");
    assertProblem(
        service.post(service.admin, "/api/v1/runs", "{}"), 400, "invalid-request", "dataset_id");
    assertProblem(service.post(service.admin, "/api/v1/runs", ""), 400, "invalid-request");
    assertProblem(service.post(service.admin, "/api/v1/runs", "[".repeat(5000)), 400, "bad-json");
    assertProblem(service.post(service.admin, "/api/v1/runs", "{} {}"), 400, "bad-json");
    assertProblem(
        service.post(service.admin, "/api/v1/runs", BodyPublishers.ofString("a=b"), "text/plain"),
        415,
        "unsupported-media-type");
    assertProblem(
        service.post(service.admin, "/api/v1/runs", "{\"x\": \"" + "y".repeat(2 << 20) + "\"}"),
        413,
        "too-large");
  }

  @Test
  void a_small_body_that_unpacks_to_a_large_one_is_stopped(TestService service) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"x\": \"".getBytes(StandardCharsets.US_ASCII));
      gzip.write("y".repeat(20 << 20).getBytes(StandardCharsets.US_ASCII));
    }
    Answer answer =
        service.post(
            service.admin,
            "/api/v1/runs",
            BodyPublishers.ofByteArray(packed.toByteArray()),
            "application/json",
            "Content-Encoding",
            "gzip");
    assertThat(answer.status()).isIn(400, 413);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void wrong_addresses_and_methods_are_problems_too(TestService service) {
    assertProblem(service.get(service.admin, "/api/v1/nothing"), 404, "not-found");
    assertProblem(service.get(service.admin, "/nothing"), 404, "not-found");
    assertProblem(service.get(service.admin, "/webjars/swagger-ui/nothing.js"), 404, "not-found");
    Answer method = service.delete(service.admin, "/api/v1/runs");
    assertProblem(method, 405, "method-not-allowed");
    assertThat(method.header("Allow")).contains("GET").contains("POST");
    Answer accept =
        service.send(
            service.request(service.admin, "/api/v1/runs").header("Accept", "image/png").GET());
    assertProblem(accept, 406, "not-acceptable");
  }

  @Test
  void what_the_web_server_refuses_itself_is_a_problem_without_its_name(TestService service)
      throws IOException {
    for (String request :
        List.of(
            "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")) {
      String answer = raw(service, request);
      assertThat(answer)
          .containsPattern("^HTTP/1.1 4\\d\\d")
          .contains("application/problem+json")
          .doesNotContainIgnoringCase("jetty")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_request_id_goes_in_and_out_unless_it_is_harmful(TestService service) {
    Answer kept =
        service.send(
            service
                .request(service.admin, "/api/v1/nothing")
                .header("X-Request-Id", "client-1.A_2")
                .GET());
    assertThat(kept.header("X-Request-Id")).isEqualTo("client-1.A_2");
    assertThat(kept.json().get("request_id").asText()).isEqualTo("client-1.A_2");
    HttpRequest.Builder harmful =
        service
            .request(service.admin, "/api/v1/whoami")
            .header("X-Request-Id", "<script> " + "x".repeat(100))
            .GET();
    assertThat(service.send(harmful).header("X-Request-Id")).matches("[0-9a-f]{16}");
  }

  @Test
  void every_answer_carries_the_security_headers(TestService service) {
    for (String path :
        List.of(
            "/api/v1/whoami",
            "/api/v1/nothing",
            "/api/docs",
            "/webjars/swagger-ui/swagger-ui.css")) {
      Answer answer = service.get(service.admin, path);
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("script-src 'unsafe");
      assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(answer.http().headers().allValues("Content-Security-Policy")).hasSize(1);
      assertThat(answer.header("Server")).as(path).isEmpty();
    }
  }

  @Test
  void a_folder_of_this_machine_is_taken_only_from_where_the_configuration_allows(
      TestService service) throws IOException {
    Path drop = Files.createDirectories(service.storage.resolve("drop"));
    Path month = Files.createDirectories(drop.resolve("month"));
    Files.writeString(month.resolve("companies.csv"), "company_id,name\nc9,Nine\n");
    Files.createDirectories(month.resolve("previous"));
    Files.writeString(month.resolve("previous/companies.csv"), "company_id,name\nc9,Nine\n");
    Path outside = Files.createDirectories(service.storage.resolve("outside"));
    Files.writeString(outside.resolve("companies.csv"), "company_id,name\nsecret,S\n");
    Files.createSymbolicLink(drop.resolve("link"), outside);
    Files.createSymbolicLink(month.resolve("usage.csv"), outside.resolve("companies.csv"));
    Answer taken = service.post(service.admin, "/api/v1/datasets", "{\"path\": \"" + month + "\"}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(taken.json().at("/files").size()).isEqualTo(2);
    assertThat(taken.text()).contains("previous/companies.csv").doesNotContain("usage.csv");
    for (String path :
        List.of(
            outside.toString(),
            drop + "/link",
            drop + "/../outside",
            "/etc",
            "month/../../outside",
            "nowhere")) {
      assertProblem(
          service.post(service.admin, "/api/v1/datasets", "{\"path\": \"" + path + "\"}"),
          400,
          "invalid-request",
          "allowed_directories");
    }
  }

  static void assertProblem(Answer answer, int status, String slug, String... contains) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("type").asText()).isEqualTo("urn:trueup:problem:" + slug);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(problem.get("request_id").asText()).isEqualTo(answer.header("X-Request-Id"));
    for (String each : contains) {
      assertThat(answer.text()).contains(each);
    }
    assertThat(answer.text()).doesNotContain("io.trueup", "java.", "Exception");
  }

  private static String raw(TestService service, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", service.running.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
