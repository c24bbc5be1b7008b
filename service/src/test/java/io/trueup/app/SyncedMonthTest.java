package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month from its vendors to its discrepancies: a PSA, an RMM, Microsoft 365 of twenty tenants,
 * backup, endpoint security and a distributor, each over HTTP, and mappings from a folder.
 */
@ExtendWith(TestDatabases.class)
final class SyncedMonthTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAPPINGS =
      """
      mapping_id,product_code,category,kind,usage_product_code,device_class,count
      m1,M365-BP,microsoft365,licence,SPB,,records
      m2,WS,rmm,device,,workstation,records
      m3,BKP,backup,backup,,,records
      m4,EDR,endpoint_security,agent,,,records
      m5,DBX,vendor_portal,subscription,DBX-ADV,,quantity
      """;

  @TempDir Path folder;

  @Test
  void a_month_of_six_vendors_runs_from_their_answers_to_its_discrepancies(TestDatabase database)
      throws IOException {
    Northwind northwind = new Northwind(Instant.now());
    Files.writeString(folder.resolve("service_mappings.csv"), MAPPINGS);
    try (FakeApi connectWise = new FakeApi(northwind::connectWise);
        FakeApi ninja = new FakeApi(northwind::ninjaOne);
        FakeApi graph = new FakeApi(northwind::graph);
        FakeApi axcient = new FakeApi(northwind::axcient);
        FakeApi huntress = new FakeApi(northwind::huntress);
        FakeApi pax8 = new FakeApi(northwind::pax8);
        TestService service = TestService.connected(database, folder.toRealPath())) {
      assertNothingToRun(service);
      add(
          service,
          "psa",
          "connectwise-psa",
          Map.of("company", "northwind", "server_url", connectWise.address()),
          Map.of("client_id", "cid", "public_key", "pub", "private_key", "priv-secret-1"));
      add(
          service,
          "ninja",
          "ninjaone",
          Map.of("base_url", ninja.address()),
          Map.of("client_id", "nid", "client_secret", "ninja-secret-1"));
      add(
          service,
          "graph",
          "microsoft-graph",
          Map.of("tenants", tenants(), "base_url", graph.address(), "auth_url", graph.address()),
          Map.of("client_id", "gid", "client_secret", "graph-secret-1"));
      add(
          service,
          "axcient",
          "axcient",
          Map.of("base_url", axcient.address()),
          Map.of("api_key", "axcient-secret-1"));
      add(
          service,
          "huntress",
          "huntress",
          Map.of("base_url", huntress.address()),
          Map.of("api_key", "hk", "api_secret", "huntress-secret-1"));
      add(
          service,
          "pax8",
          "pax8",
          Map.of("base_url", pax8.address() + "/v1", "auth_url", pax8.address() + "/v1/token"),
          Map.of("client_id", "pid", "client_secret", "pax8-secret-1"));
      add(
          service,
          "mappings",
          "export-folder",
          Map.of("directory", folder.toRealPath().toString()),
          Map.of());
      List<String> all =
          List.of("psa", "ninja", "graph", "axcient", "huntress", "pax8", "mappings");
      for (String integration : all.subList(1, all.size())) {
        // These systems know a client by the name alone, which links nothing until people say so.
        Answer set =
            service.put(
                service.admin,
                "/api/v1/integrations/" + integration + "/matching",
                "{\"match_on_name\": \"yes\", \"reason\": \"names are copied from the PSA\"}",
                "If-Match",
                "*");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
      }
      for (String integration : all) {
        assertThat(sync(service, integration)).as(integration).isEqualTo("succeeded");
      }
      assertFirst(service);

      northwind.agentsGone = true;
      assertThat(sync(service, "huntress")).isEqualTo("succeeded");
      assertCollapsed(service);
    }
  }

  private static void assertNothingToRun(TestService service) {
    Answer refused = service.post(service.admin, "/api/v1/runs", "{\"source\": \"syncs\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("no enabled integration");
  }

  /** All is believed. */
  private static void assertFirst(TestService service) {
    JsonNode run = run(service);
    for (JsonNode source : run.get("sources")) {
      assertThat(source.get("health").asText()).as(source.toString()).isEqualTo("healthy");
      assertThat(source.get("snapshot_no").asInt()).isEqualTo(1);
    }
    assertThat(run.get("sources").size()).isEqualTo(7);
    assertThat(findings(service, run)).containsExactlyElementsOf(expected());
    assertThat(count(service, run, "class=MATCHED")).isEqualTo(80 - 5);
  }

  /**
   * Written by hand from {@link Northwind}: company, product, class, reason, delta, monthly impact,
   * amount held.
   */
  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    expected.add("2 M365-BP UNDERBILLING quantity 2 44.00 0.00");
    expected.add("3 M365-BP MISSING_PRICE no_price 0 0.00 72.00");
    expected.add("4 WS UNDERBILLING quantity 1 50.00 0.00");
    expected.add("5 WS UNDERBILLING no_billing_line 2 100.00 0.00");
    expected.add("6 BKP FOLLOW_UP line_without_usage -1 0.00 -30.00");
    expected.add("7 DBX UNDERBILLING quantity 1 15.00 0.00");
    expected.add("ninja/99 SETUP_ISSUE unmapped_account");
    expected.sort(String::compareTo);
    return expected;
  }

  /** The endpoint agents are gone: what they are billed for is held, and nothing else changes. */
  private static void assertCollapsed(TestService service) {
    JsonNode run = run(service);
    for (JsonNode source : run.get("sources")) {
      boolean lost = source.get("integration_id").asText().equals("huntress");
      assertThat(source.get("health").asText()).isEqualTo(lost ? "count_collapse" : "healthy");
      assertThat(source.get("snapshot_no").asInt()).isEqualTo(lost ? 2 : 1);
      if (lost) {
        assertThat(source.get("words").asText())
            .isEqualTo("the stream agents fell from 40 to 0 records");
      }
    }
    List<String> expected = new ArrayList<>(expected());
    for (int i = 1; i <= Northwind.CLIENTS; i++) {
      expected.add(i + " EDR SETUP_ISSUE count_collapse -2 0.00 -10.00");
    }
    expected.sort(String::compareTo);
    assertThat(findings(service, run)).containsExactlyElementsOf(expected);
    JsonNode held =
        service
            .get(
                service.viewer,
                "/api/v1/runs/"
                    + run.get("run_id").asText()
                    + "/discrepancies?reason=count_collapse")
            .json()
            .at("/items/0");
    assertThat(held.get("explanation").asText())
        .contains("huntress says is not believed: the stream agents fell from 40 to 0 records");
    String dataset = run.get("dataset_id").asText();
    assertThat(service.get(service.viewer, "/api/v1/datasets/" + dataset).json().get("sources"))
        .isEqualTo(run.get("sources"));
    Answer again = service.post(service.admin, "/api/v1/datasets/from-syncs", "{}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("dataset_id").asText()).isEqualTo(dataset);
  }

  private static JsonNode run(TestService service) {
    Answer started = service.post(service.admin, "/api/v1/runs", "{\"source\": \"syncs\"}");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    JsonNode run = service.await(started.json().get("run_id").asText());
    assertThat(run.get("status").asText()).as(run.toString()).isEqualTo("done");
    return run;
  }

  /** All that is not matched, in a line each; people whom nothing counts are left aside. */
  private static List<String> findings(TestService service, JsonNode run) {
    List<String> findings = new ArrayList<>();
    String path =
        "/api/v1/runs/"
            + run.get("run_id").asText()
            + "/discrepancies?limit=500&class=UNDERBILLING&class=OVERBILLING&class=INACTIVE_SEATS"
            + "&class=MISSING_PRICE&class=SETUP_ISSUE&class=FOLLOW_UP";
    for (JsonNode row : service.get(service.viewer, path).json().get("items")) {
      if (row.get("reason").asText().equals("unaccounted_usage")) {
        continue;
      }
      String what = row.get("class").asText() + " " + row.get("reason").asText();
      findings.add(
          row.get("company_id").asText().isEmpty()
              ? row.get("integration_id").asText()
                  + "/"
                  + row.get("account_id").asText()
                  + " "
                  + what
              : String.join(
                  " ",
                  row.get("company_id").asText(),
                  row.get("product_code").asText(),
                  what,
                  row.get("delta").decimalValue().stripTrailingZeros().toPlainString(),
                  amount(row, "monthly_impact"),
                  amount(row, "held_amount")));
    }
    findings.sort(String::compareTo);
    return findings;
  }

  private static String amount(JsonNode row, String field) {
    return row.get(field).decimalValue().setScale(2).toPlainString();
  }

  private static int count(TestService service, JsonNode run, String filter) {
    return service
        .get(
            service.viewer,
            "/api/v1/runs/" + run.get("run_id").asText() + "/discrepancies?limit=1&" + filter)
        .json()
        .at("/total/count")
        .asInt();
  }

  private static String tenants() {
    List<String> tenants = new ArrayList<>();
    for (int i = 1; i <= Northwind.CLIENTS; i++) {
      tenants.add(Northwind.tenant(i));
    }
    return String.join(";", tenants);
  }

  private static void add(
      TestService service,
      String id,
      String connector,
      Map<String, String> settings,
      Map<String, String> credentials)
      throws IOException {
    Map<String, Object> request = new TreeMap<>();
    request.put("integration_id", id);
    request.put("connector", connector);
    request.put("settings", settings);
    request.put("every", "never");
    Answer added =
        service.post(service.admin, "/api/v1/integrations", JSON.writeValueAsString(request));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    if (!credentials.isEmpty()) {
      Answer set =
          service.put(
              service.admin,
              "/api/v1/integrations/" + id + "/credentials",
              JSON.writeValueAsString(Map.of("credentials", credentials)));
      assertThat(set.status()).as(set.text()).isEqualTo(200);
    }
  }

  /** Syncs now and waits; how it ended. */
  private static String sync(TestService service, String id) {
    Answer started = service.post(service.admin, "/api/v1/integrations/" + id + "/syncs", "{}");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String location = started.header("Location").replaceFirst("^https?://[^/]+", "");
    for (int i = 0; i < 2_400; i++) {
      JsonNode sync = service.get(service.admin, location).json();
      String state = sync.path("state").asText();
      if (!state.equals("queued") && !state.equals("running")) {
        return state.equals("succeeded") ? state : sync.toString();
      }
      TestService.pause();
    }
    throw new AssertionError("the sync does not end: " + id);
  }
}
