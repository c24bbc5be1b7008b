package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.http.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Systems are connected, synced and judged over REST. */
@ExtendWith(TestService.Extension.class)
final class IntegrationsApiTest {
  private static final String ALL = "/api/v1/integrations";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void connectors_say_what_they_ask_for(TestService service) {
    JsonNode list = service.get(service.viewer, "/api/v1/connectors").json();
    assertThat(list.findValuesAsText("connector")).contains("echo", "ninjaone");
    JsonNode echo = service.get(service.viewer, "/api/v1/connectors/echo").json();
    assertThat(echo.at("/form/properties/settings/properties/region/enum").toString())
        .isEqualTo("[\"eu\",\"us\"]");
    assertThat(echo.at("/form/properties/settings/required").toString())
        .isEqualTo("[\"base_url\"]");
    assertThat(echo.at("/form/properties/credentials/properties/api_key/writeOnly").asBoolean())
        .isTrue();
    assertThat(service.get(service.viewer, "/api/v1/connectors/none").status()).isEqualTo(404);
  }

  @Test
  void an_integration_is_made_changed_and_removed_and_each_is_audited(TestService service) {
    Answer made = create(service, "one", "http://127.0.0.1:1", "Idempotency-Key", "k-one");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).endsWith(ALL + "/one");
    assertThat(create(service, "one", "http://127.0.0.1:1", "Idempotency-Key", "k-one").status())
        .isEqualTo(201);
    assertThat(create(service, "one", "http://127.0.0.1:1").status()).isEqualTo(409);
    Answer read = service.get(service.viewer, ALL + "/one");
    assertThat(read.json().get("missing_credentials")).hasSize(3);
    assertThat(read.json().get("name").asText()).isEqualTo("Echo");
    assertThat(read.json().get("every").asText()).isEqualTo("1d");
    String tag = read.header("ETag");

    String change =
        "{\"connector\": \"echo\", \"name\": \"Ours\", \"settings\": {\"base_url\": \"http://127.0.0.1:2\"}, \"every\": \"never\"}";
    assertThat(service.put(service.admin, ALL + "/one", change).status()).isEqualTo(428);
    Answer changed = service.put(service.admin, ALL + "/one", change, "If-Match", tag);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().get("every").isNull()).isTrue();
    assertThat(service.put(service.admin, ALL + "/one", change, "If-Match", tag).status())
        .isEqualTo(412);
    assertThat(service.put(service.admin, ALL + "/one", change, "If-Match", "nonsense").status())
        .isEqualTo(400);

    assertThat(service.delete(service.admin, ALL + "/one").status()).isEqualTo(204);
    assertThat(service.get(service.admin, ALL + "/one").status()).isEqualTo(404);
    assertThat(audited(service))
        .contains("integration.created", "integration.changed", "integration.removed");
  }

  @Test
  void what_is_wrong_is_told_by_field_with_what_was_meant(TestService service) {
    Answer answer =
        service.post(
            service.admin,
            ALL,
            "{\"integration_id\": \"Bad Id\", \"connector\": \"echo\", \"settings\": {\"base_ur\": \"x\", \"region\": \"asia\"}}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("errors").findValuesAsText("field"))
        .containsExactly(
            "integration_id", "settings.base_ur", "settings.region", "settings.base_url");
    assertThat(answer.text()).contains("did you mean base_url?");
    assertThat(
            service
                .post(service.admin, ALL, "{\"integration_id\": \"x\", \"connector\": \"eco\"}")
                .text())
        .contains("did you mean echo?");
  }

  @Test
  void roles_see_sync_and_edit_as_they_may(TestService service) {
    String biller = service.key(service.tenant, Role.BILLER);
    assertThat(create(service, "roles", "http://127.0.0.1:1").status()).isEqualTo(201);
    String body = "{\"credentials\": {\"api_key\": \"12345678\"}}";
    for (String key : List.of(service.viewer, biller)) {
      assertThat(service.put(key, ALL + "/roles/credentials", body).status()).isEqualTo(403);
      assertThat(service.delete(key, ALL + "/roles").status()).isEqualTo(403);
      assertThat(service.get(key, ALL + "/roles").status()).isEqualTo(200);
    }
    assertThat(service.post(service.viewer, ALL + "/roles/syncs", "").status()).isEqualTo(403);
    assertThat(service.post(biller, ALL + "/roles/syncs", "").status())
        .as("credentials are missing")
        .isEqualTo(409);
    for (String path : List.of("", "/health", "/snapshots/1", "/snapshots/1/differences")) {
      assertThat(service.get(service.foreignAdmin, ALL + "/roles" + path).status())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(service.get(service.foreignAdmin, ALL).json().get("items")).isEmpty();
  }

  @Test
  void a_connection_is_tried_before_an_integration_is_made_of_it(TestService service) {
    String path = "/api/v1/connectors/echo/test";
    try (EchoVendor vendor = new EchoVendor()) {
      String good =
          "{\"settings\": {\"base_url\": \"%s\"}, \"credentials\": {\"client_secret\": %s, \"api_key\": \"%s\", \"refresh_token\": \"%s\"}}"
              .formatted(
                  vendor.address(),
                  JSON.valueToTree(EchoVendor.CLIENT_SECRET),
                  EchoVendor.API_KEY,
                  EchoVendor.FIRST_REFRESH);
      Answer tried = service.post(service.admin, path, good);
      assertThat(tried.status()).as(tried.text()).isEqualTo(200);
      assertThat(tried.json().get("ok").asBoolean()).as(tried.text()).isTrue();
      assertThat(tried.json().get("streams").findValuesAsText("stream")).contains("sites");
      Answer again = service.post(service.admin, path, good);
      assertThat(again.json().get("ok").asBoolean()).as("the token was good once").isFalse();
      vendor.secrets().forEach(secret -> assertThat(again.text()).doesNotContain(secret));
      assertThat(
              service
                  .post(service.admin, path, "{}")
                  .json()
                  .get("errors")
                  .findValuesAsText("field"))
          .contains("settings.base_url", "credentials.api_key");
      assertThat(service.post(service.admin, "/api/v1/connectors/none/test", good).status())
          .isEqualTo(404);
      String biller = service.key(service.tenant, Role.BILLER);
      assertThat(service.post(biller, path, good).status()).isEqualTo(403);
    }
  }

  @Test
  void a_system_is_tried_synced_compared_and_judged(TestService service) throws Exception {
    try (EchoVendor vendor = new EchoVendor()) {
      assertThat(create(service, "echo-1", vendor.address()).status()).isEqualTo(201);
      String of = ALL + "/echo-1";
      Answer set = service.put(service.admin, of + "/credentials", credentials());
      assertThat(set.status()).as(set.text()).isEqualTo(200);
      assertThat(set.json().findValuesAsText("name"))
          .containsExactly("api_key", "client_secret", "refresh_token");
      assertThat(service.get(service.viewer, of + "/health").json().get("status").asText())
          .isEqualTo("never");

      JsonNode tried = service.post(service.admin, of + "/test", "").json();
      assertThat(tried.get("ok").asBoolean()).as(tried.toString()).isTrue();
      assertThat(tried.get("streams").findValuesAsText("stream"))
          .containsExactlyInAnyOrder("sites", "devices");

      JsonNode first = sync(service, of);
      assertThat(first.get("state").asText()).as(first.toString()).isEqualTo("succeeded");
      assertThat(first.get("streams")).hasSize(2);
      vendor.devices(4);
      JsonNode second = sync(service, of);
      assertThat(second.get("snapshot_no").asLong()).isEqualTo(2);
      assertThat(service.get(service.viewer, of + "/snapshots").json().get("items")).hasSize(2);
      JsonNode differences =
          service.get(service.viewer, of + "/snapshots/2/differences?from=1").json();
      assertThat(differences.get("items").findValuesAsText("change")).containsExactly("added");
      JsonNode rows =
          service.get(service.viewer, of + "/snapshots/2/rows?table=usage&limit=3").json();
      assertThat(rows.get("items")).hasSize(3);
      assertThat(
              service
                  .get(
                      service.viewer,
                      of
                          + "/snapshots/2/rows?table=usage&limit=3&after="
                          + rows.get("next").asText())
                  .json()
                  .get("items"))
          .hasSize(1);
      assertThat(
              service.get(service.viewer, of + "/snapshots/2").json().get("believed").asBoolean())
          .isTrue();
      assertThat(
              service
                  .post(service.admin, of + "/snapshots/2/accept", "{\"reason\": \"ok\"}")
                  .status())
          .isEqualTo(409);
      assertThat(service.get(service.viewer, "/api/v1/health-report").text()).contains("echo-1");
      assertThat(service.get(service.viewer, of + "/health").json().get("status").asText())
          .isEqualTo("fresh");

      Answer replay =
          service.post(
              service.admin,
              of + "/replays",
              "{\"sync_id\": \"" + second.get("sync_id").asText() + "\"}");
      assertThat(replay.status()).as(replay.text()).isEqualTo(202);
      assertThat(await(service, replay).get("state").asText()).isEqualTo("succeeded");
      assertThat(service.get(service.viewer, of + "/syncs").json().get("items")).hasSize(3);
      assertThat(
              service
                  .post(
                      service.admin,
                      "/api/v1/syncs/" + second.get("sync_id").asText() + "/cancel",
                      "")
                  .status())
          .isEqualTo(409);
    }
  }

  @Test
  void microsofts_names_are_built_in_imported_and_fetched_within_limits(TestService service) {
    String list = "/api/v1/microsoft-skus";
    assertThat(service.get(service.viewer, list + "?q=cbdc14ab").json().toString())
        .contains("Microsoft 365 Business Premium", "built_in");
    String csv =
        "\uFEFFProduct_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\r\n"
            + "Old name,SPB,CBDC14AB-D96C-4C30-B9F4-6ADA7CDC1D46,A,B,C\r\n"
            + "\"New, name\",SPB,cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46,A,B,C\r\n"
            + "Broken,X,no-guid,A,B,C\r\n";
    Answer imported =
        service.post(service.admin, list + "/import", BodyPublishers.ofString(csv), "text/csv");
    assertThat(imported.status()).as(imported.text()).isEqualTo(200);
    assertThat(imported.json().get("skus").asInt()).isEqualTo(1);
    assertThat(imported.json().get("problems").toString()).contains("line 4: GUID no-guid");
    assertThat(service.get(service.viewer, list + "?q=cbdc14ab").json().toString())
        .contains("New, name", "imported");
    assertThat(
            service
                .post(service.viewer, list + "/import", BodyPublishers.ofString(csv), "text/csv")
                .status())
        .isEqualTo(403);
    for (String address :
        List.of(
            "http://169.254.169.254/latest",
            "https://10.0.0.1/x.csv",
            "file:///etc/passwd",
            "x y")) {
      Answer refused =
          service.post(service.admin, list + "/import", "{\"url\": \"" + address + "\"}");
      assertThat(refused.status()).as(address + refused.text()).isEqualTo(400);
    }
    assertThat(
            service
                .post(
                    service.admin,
                    list + "/import",
                    BodyPublishers.ofString("a,b\n1,2\n"),
                    "text/csv")
                .text())
        .contains("Product_Display_Name");
    assertThat(audited(service)).contains("microsoft_skus.imported");
  }

  static Answer create(TestService service, String id, String address, String... headers) {
    return service.post(
        service.admin,
        ALL,
        "{\"integration_id\": \"%s\", \"connector\": \"echo\", \"settings\": {\"base_url\": \"%s\"}}"
            .formatted(id, address),
        headers);
  }

  static String credentials() throws Exception {
    return JSON.writeValueAsString(
        Map.of(
            "credentials",
            Map.of(
                "client_secret", EchoVendor.CLIENT_SECRET,
                "api_key", EchoVendor.API_KEY,
                "refresh_token", EchoVendor.FIRST_REFRESH)));
  }

  static JsonNode sync(TestService service, String of) {
    Answer queued = service.post(service.admin, of + "/syncs", "");
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    return await(service, queued);
  }

  static JsonNode await(TestService service, Answer queued) {
    String id = queued.json().get("sync_id").asText();
    for (int i = 0; i < 1200; i++) {
      JsonNode now = service.get(service.viewer, "/api/v1/syncs/" + id).json();
      if (!List.of("queued", "running").contains(now.get("state").asText())) {
        return now;
      }
      TestService.pause();
    }
    throw new AssertionError("the sync does not end: " + id);
  }

  private static List<String> audited(TestService service) {
    return service
        .get(service.admin, "/api/v1/audit?limit=500")
        .json()
        .get("items")
        .findValuesAsText("action");
  }
}
