package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake vendor keeps to its script. */
class FakeVendorTest {
  private static final String SCRIPT =
      """
      settings: {base_url: "{{fake}}/api"}
      credentials: {client_secret: secret-1}
      token:
        method: POST
        path: /token
        form: {client_secret: secret-1}
        answer: '{"access_token": "{{token}}"}'
      authorized: {authorization: "Bearer {{token}}"}
      exchanges:
        - request: {path: /things, query: {size: "2", after: null}}
          answer: {body: [{id: 1}, {id: 2}]}
        - request: {path: /things, query: {after: "2"}}
          answer: {body: '[{"id": 3}]'}
        - request: {method: POST, path: /search, json: {page: {number: 1}, deleted: null}}
          answer: {status: 201, headers: {X-Next: "{{fake}}/search"}, body: '{}'}
      faults: {throttle: "GET /things#2", expire: "POST /search#1", drop: "GET /things#1"}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeVendor vendor;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("fake.yml"), SCRIPT);
    vendor = FakeVendor.start(folder);
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @Test
  void a_request_without_a_good_token_is_refused() throws Exception {
    assertThat(get("/things?size=2", "nothing").statusCode()).isEqualTo(401);
    assertThat(vendor.refused()).hasSize(1);
    assertThat(vendor.strangeRequests()).isEmpty();
  }

  @Test
  void each_fault_happens_once_and_then_no_more() throws Exception {
    String token = token();
    assertThatThrownBy(() -> get("/things?size=2", token)).isInstanceOf(IOException.class);
    assertThat(get("/things?size=2", token).body()).isEqualTo("[{\"id\":1},{\"id\":2}]");
    HttpResponse<String> throttled = get("/things?after=2", token);
    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.headers().firstValue("Retry-After")).contains("0");
    assertThat(get("/things?after=2", token).body()).isEqualTo("[{\"id\": 3}]");
    String search = "{\"page\": {\"number\": 1, \"size\": 5}}";
    assertThat(post("/search", token, search).statusCode()).isEqualTo(401);
    assertThat(get("/things?after=2", token).statusCode()).isEqualTo(401);
    HttpResponse<String> found = post("/search", token(), search);
    assertThat(found.statusCode()).isEqualTo(201);
    assertThat(found.headers().firstValue("X-Next")).contains(vendor.address() + "/search");
    assertThat(vendor.faultsDue()).isEmpty();
    assertThat(vendor.answered()).hasSize(3);
    assertThat(vendor.tokens()).hasSize(2);
  }

  @Test
  void a_request_that_nothing_fits_is_remembered_in_words() throws Exception {
    assertThat(get("/things?size=3", token()).statusCode()).isEqualTo(404);
    assertThat(vendor.strangeRequests()).hasSize(1);
    assertThat(vendor.strangeRequests().get(0)).contains("GET /things?size=3");
    assertThat(vendor.faultsDue()).hasSize(3);
  }

  private String token() throws Exception {
    String body = post("/token", "", "client_secret=secret-1").body();
    return body.replaceAll(".*: \"|\"}", "");
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path, token);
  }

  private HttpResponse<String> post(String path, String token, String body) throws Exception {
    return send(
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path, token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path, String token)
      throws Exception {
    return client.send(
        request
            .uri(URI.create(vendor.address() + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
