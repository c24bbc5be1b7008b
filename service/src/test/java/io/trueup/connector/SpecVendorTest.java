package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.connector.SpecRecords.Mood;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a vendor made of its description finds, with a description of three questions. */
class SpecVendorTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SpecDocument TINY = SpecDocument.read(tiny());

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/sites?order=id&limit=2|",
        "/sites|query parameter order is required",
        "/sites?order=age|order = age",
        "/sites?order=id&limit=many|limit = many",
        "/sites?order=id&limit=51|limit = 51",
        "/sites?order=id&max=5|query parameter max is not described",
        "/sites/7/devices|",
        "/sites/seven/devices|siteId = seven",
        "/machines|is not described",
      })
  void a_question_is_compared_with_its_description(String path, String fault) throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, Mood.FULL)) {
      int status = get(vendor, path).statusCode();
      if (fault == null) {
        assertThat(vendor.violations()).isEmpty();
        assertThat(status).isEqualTo(200);
      } else {
        assertThat(vendor.violations())
            .singleElement()
            .asString()
            .contains(fault)
            .contains(path.startsWith("/m") ? "" : "GET /sites");
        assertThat(status).isBetween(400, 404);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"filter\": \"all\", \"page\": 0}|",
        "{\"filter\": null}|",
        "{}|filter",
        "{\"filter\": \"all\", \"page\": \"0\"}|page",
        "{\"filter\": \"all\", \"pageSize\": 500}|pageSize",
        "{\"filter\": \"all\", \"size\": 5}|$.size is not described",
        "[]|object",
        "what|no JSON",
        "''|a body is required",
      })
  void a_body_is_compared_with_its_description(String body, String fault) throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, Mood.FULL)) {
      post(vendor, "/devices/search", body);
      if (fault == null) {
        assertThat(vendor.violations()).isEmpty();
      } else {
        assertThat(vendor.violations()).singleElement().asString().contains(fault);
      }
    }
  }

  @Test
  void whoever_does_not_say_who_asks_is_refused() throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, Mood.FULL)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(vendor.address() + "/api/v1/sites?order=id")).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void a_cursor_leads_through_all_pages() throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, Mood.FULL)) {
      List<Integer> sizes = new ArrayList<>();
      Set<Integer> ids = new TreeSet<>();
      String cursor = "";
      do {
        JsonNode page = json(get(vendor, "/sites?order=id&limit=2" + cursor));
        page.get("items").forEach(each -> ids.add(each.get("id").asInt()));
        sizes.add(page.get("items").size());
        assertThat(page.get("total").asInt()).isEqualTo(5);
        cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").asText() : "";
        assertThat(vendor.unfinished()).hasSize(cursor.isEmpty() ? 0 : 1);
      } while (!cursor.isEmpty());
      assertThat(sizes).containsExactly(2, 2, 1);
      assertThat(ids).hasSize(5);
    }
  }

  @Test
  void a_child_names_the_parent_that_was_asked_for() throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, Mood.FULL)) {
      JsonNode devices = json(get(vendor, "/sites/7/devices"));
      assertThat(devices).allMatch(device -> device.get("siteId").asInt() == 7);
      JsonNode others = json(get(vendor, "/sites/8/devices"));
      assertThat(others.get(0).get("id")).isNotEqualTo(devices.get(0).get("id"));
      assertThat(json(get(vendor, "/sites/7/devices"))).isEqualTo(devices);
    }
  }

  @Test
  void a_device_of_no_parent_belongs_to_a_site_that_there_is() throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, Mood.CAPPED)) {
      Set<Integer> sites = new TreeSet<>();
      json(get(vendor, "/sites?order=id&limit=50"))
          .get("items")
          .forEach(s -> sites.add(s.get("id").asInt()));
      JsonNode answer = json(post(vendor, "/devices/search", "{\"filter\": null}"));
      assertThat(answer.get("devices")).allMatch(d -> sites.contains(d.get("siteId").asInt()));
      assertThat(answer.get("nextPageUrl").asText()).startsWith(vendor.address());
    }
  }

  @Test
  void moods_leave_out_what_a_description_lets_them() throws Exception {
    assertThat(first(Mood.BARE, 0)).doesNotContain("kind", "lastSeen");
    assertThat(first(Mood.SPARSE, 1)).contains("siteId").doesNotContain("kind");
    assertThat(first(Mood.NULLS, 1)).contains("\"kind\":null");
    assertThat(first(Mood.ODD, 0)).contains("a_word_of_next_year");
    assertThat(first(Mood.EMPTY, 0)).isEmpty();
    assertThat(first(Mood.SINGLE, 1)).isEmpty();
  }

  private String first(Mood mood, int index) throws Exception {
    try (SpecVendor vendor = SpecVendor.start(TINY, mood)) {
      JsonNode devices = json(get(vendor, "/sites/7/devices"));
      return devices.path(index).isMissingNode() ? "" : devices.get(index).toString();
    }
  }

  private HttpResponse<String> get(SpecVendor vendor, String path) throws Exception {
    return send(HttpRequest.newBuilder(at(vendor, path)));
  }

  private HttpResponse<String> post(SpecVendor vendor, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(at(vendor, path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.header("X-Key", "k-1").build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI at(SpecVendor vendor, String path) {
    return URI.create(vendor.address() + "/api/v1" + path);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static Path tiny() {
    try {
      return Path.of(
          Objects.requireNonNull(SpecVendorTest.class.getResource("spec/tiny.yaml")).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
