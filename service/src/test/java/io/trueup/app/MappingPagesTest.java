package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import io.trueup.demo.DemoMonth;
import io.trueup.platform.http.Role;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which usage a product is billed by, in a browser and over REST. */
final class MappingPagesTest {
  private static final String MAPPINGS = "/api/v1/service-mappings";
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;
  private TestService service;
  private ClientApi clients;
  private Browser bea;
  private String dataset = "";

  @BeforeEach
  void a_month_was_run() throws IOException {
    service = TestService.connected(fresh.database(), folder);
    clients = new ClientApi(service);
    Path month = ClientsMonth.write(folder.resolve("month"));
    SmallMonth.edit(month, "usage", "m365,T1,R2,licence,SPB", "m365,T1,R2,licence,POWER_BI_PRO");
    SmallMonth.file(
        month,
        "additions",
        "addition_id,agreement_id,product_code,quantity,unit_price,description\n"
            + "AD1,AG1,M365,1,10.00,Seat\nAD2,AG1,PBI,1,8.00,Power BI\n");
    dataset = clients.dataset(month);
    clients.run(dataset);
    bea = Browser.of(service, "bea", Role.BILLER);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void mappings_are_listed_with_what_they_count_and_what_is_left_is_a_work_list() {
    String list = bea.get("/mappings").body();
    assertThat(list)
        .contains("MAP1", "<code>SPB</code>", "the month’s files", "October 2026")
        .contains("Unaccounted usage <span class=\"count\">1<")
        .contains("Unmapped products <span class=\"count\">1<");
    assertThat(bea.get("/mappings?q=nothing-like-it").body()).contains("Nothing fits");
    assertThat(bea.get("/mappings?by=wrong").statusCode()).isEqualTo(400);
    assertThat(bea.get("/mappings/unaccounted").body())
        .contains("POWER_BI_PRO", "Acme", "usage_product_code=POWER_BI_PRO", "Map this");
    assertThat(bea.get("/mappings/unmapped").body())
        .contains("PBI", "8.00", "/mappings/edit?product_code=PBI");
    assertThat(bea.get("/mappings/presets?q=power+bi+pro").body())
        .contains("power-bi-pro", "POWER_BI_PRO", ">Use<")
        .doesNotContain("backup-appliance");
  }

  @Test
  void what_the_editor_says_that_a_mapping_would_count_is_what_the_next_run_counts() {
    String[] typed = {
      "product_code",
      "PBI",
      "category",
      "microsoft365",
      "kind",
      "licence",
      "usage_product_code",
      "POWER_BI_PRO",
      "count",
      "quantity"
    };
    bea.get("/mappings/edit");
    String preview = bea.post("/mappings/preview", typed).body();
    assertThat(preview)
        .contains("1 record of 1 client; 1 billed line would use it.", "Acme")
        .contains("but their product is <code>SPB</code>");
    JsonNode counted = preview("PBI", "POWER_BI_PRO");
    assertThat(counted.get("quantity").decimalValue()).isEqualByComparingTo("1");

    HttpResponse<String> saved = bea.post("/mappings", typed);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    String list = bea.get("/mappings").body();
    assertThat(list).contains("P-PBI is in force", "1 change of mappings since the last run");
    assertThat(list).contains("Unmapped products <span class=\"count\">0<");

    JsonNode run = clients.run(dataset);
    JsonNode row = discrepancy(run, "PBI");
    assertThat(row.get("used_quantity").decimalValue())
        .isEqualByComparingTo(counted.get("quantity").decimalValue());
    assertThat(row.get("billed_quantity").decimalValue())
        .isEqualByComparingTo(counted.get("billed").decimalValue());
    assertThat(run.get("mapping_no").asLong()).isEqualTo(1);
  }

  @Test
  void previews_agree_with_runs_for_every_product_of_the_demo() throws IOException {
    DemoMonth.write(service.storage.resolve("drop/demo"));
    Answer stored = service.post(service.admin, "/api/v1/datasets", "{\"path\": \"demo\"}");
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
    JsonNode run = clients.run(stored.json().get("dataset_id").asText());
    Map<String, BigDecimal> used = new TreeMap<>();
    Map<String, BigDecimal> billed = new TreeMap<>();
    String path = "/api/v1/runs/" + run.get("run_id").asText() + "/discrepancies?limit=500";
    for (String after = ""; after != null; ) {
      JsonNode page = service.get(service.viewer, path + after).json();
      for (JsonNode row : page.get("items")) {
        String product = row.get("product_code").asText();
        boolean counted = row.hasNonNull("used_quantity") && !product.isEmpty();
        if (counted && !row.get("class").asText().equals("SETUP_ISSUE")) {
          used.merge(product, row.get("used_quantity").decimalValue(), BigDecimal::add);
          billed.merge(product, row.get("billed_quantity").decimalValue(), BigDecimal::add);
        }
      }
      after = page.hasNonNull("next") ? "&after=" + page.get("next").asText() : null;
    }
    int compared = 0;
    for (JsonNode mapping :
        service.get(service.viewer, MAPPINGS + "?limit=500").json().get("items")) {
      JsonNode columns = mapping.get("columns");
      String product = columns.get("product_code").asText();
      boolean alone = !columns.has("company_id") && !columns.has("role");
      if (alone
          && "M365-BS M365-BB O365-E3 MGD-SRV MGD-NET BKP-SRV BKP-100GB SAT".contains(product)) {
        Answer answer =
            service.post(
                service.viewer, "/api/v1/mapping-work/preview", "{\"columns\": " + columns + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("quantity").decimalValue())
            .as(product)
            .isEqualByComparingTo(used.get(product));
        assertThat(answer.json().get("billed").decimalValue())
            .as(product)
            .isEqualByComparingTo(billed.get(product));
        assertThat(mapping.get("quantity").decimalValue())
            .isEqualByComparingTo(answer.json().get("quantity").decimalValue());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(8);
  }

  @Test
  void a_mapping_of_people_takes_the_place_of_the_files_one_and_an_old_run_stays_as_it_was() {
    JsonNode before = clients.run(dataset);
    bea.get("/mappings/edit?id=MAP1");
    String editor = bea.get("/mappings/edit?id=MAP1").body();
    assertThat(editor).contains("value=\"SPB\"", "nobody has changed it here");
    HttpResponse<String> saved =
        bea.post(
            "/mappings",
            "known",
            "MAP1",
            "seen",
            "0",
            "product_code",
            "M365",
            "category",
            "microsoft365",
            "kind",
            "licence",
            "usage_product_code",
            "SPB;POWER_BI_PRO",
            "count",
            "records",
            "reason",
            "both are seats");
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    JsonNode after = clients.run(dataset);
    assertThat(used(before, "M365")).isEqualByComparingTo("1");
    assertThat(used(after, "M365")).isEqualByComparingTo("2");
    Answer replayed =
        service.post(
            service.admin, "/api/v1/runs/" + before.get("run_id").asText() + "/replays", "{}");
    assertThat(replayed.status()).as(replayed.text()).isEqualTo(201);
    assertThat(replayed.text()).contains("\"identical\"");

    bea.post("/mappings/undo", "id", "MAP1", "seen", "1", "reason", "they are not");
    assertThat(bea.get("/mappings").body()).contains("Undone for MAP1");
    assertThat(used(clients.run(dataset), "M365")).isEqualByComparingTo("1");
    String history = bea.get("/mappings/edit?id=MAP1").body();
    assertThat(history).contains("both are seats", "they are not", "undone", "by bea");

    bea.post("/mappings/retire", "id", "MAP1", "seen", "2", "reason", "sold no more");
    assertThat(bea.get("/mappings").body()).contains("taken out: sold no more", "retired");
    JsonNode without = clients.run(dataset);
    assertThat(discrepancy(without, "M365").get("reason").asText()).isEqualTo("unmapped_product");
    assertThat(bea.get("/mappings/edit?id=MAP1").body()).contains("Put it back");
  }

  @Test
  void what_is_wrong_is_told_beside_what_was_typed() {
    bea.get("/mappings/edit");
    HttpResponse<String> wrong =
        bea.post(
            "/mappings",
            "product_code",
            "X<b>",
            "count",
            "heads",
            "inactive_after_days",
            "soon",
            "company_id",
            "C99",
            "reason",
            "kept");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("is none of records, quantity", "value=\"X&lt;b&gt;\"", "value=\"kept\"")
        .contains("aria-invalid=\"true\"");
    assertThat(
            bea.post("/mappings", "product_code", "X", "count", "records", "company_id", "C99")
                .body())
        .contains("Company id names no company of the PSA.");
    assertThat(bea.post("/mappings", "product_code", "X").statusCode()).isEqualTo(400);
    bea.post("/mappings", "known", "MAP1", "product_code", "M365", "count", "records");
    HttpResponse<String> late =
        bea.post(
            "/mappings", "known", "MAP1", "seen", "0", "product_code", "M365", "count", "quantity");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("changed it meanwhile");
    assertThat(bea.get("/mappings/edit?id=none").statusCode()).isEqualTo(404);
    assertThat(bea.post("/mappings/preview", "seen", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void a_new_mapping_counts_in_the_editor_under_the_id_that_it_will_have() {
    String[] typed = {
      "product_code",
      "M365",
      "category",
      "microsoft365",
      "kind",
      "licence",
      "usage_product_code",
      "SPB",
      "count",
      "records"
    };
    bea.get("/mappings/edit");
    // As specific as the files' MAP1, and P-M365 comes behind it.
    assertThat(bea.post("/mappings/preview", typed).body())
        .contains("0 records of 0 clients")
        .contains("counted by <a href=\"/mappings/edit?id=MAP1\"");
  }

  @Test
  void an_id_that_was_used_is_not_given_to_another_mapping() {
    bea.get("/mappings/edit");
    String[] typed = {"product_code", "PBI", "count", "quantity"};
    assertThat(bea.post("/mappings", typed).statusCode()).isEqualTo(303);
    bea.post("/mappings/undo", "id", "P-PBI", "seen", "1", "reason", "too early");
    HttpResponse<String> again = bea.post("/mappings", typed);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(303);
    assertThat(bea.get("/mappings").body()).contains("P-PBI-2 is in force");

    HttpResponse<String> taken =
        bea.post("/mappings", "mapping_id", "MAP1", "product_code", "PBI", "count", "quantity");
    assertThat(taken.statusCode()).isEqualTo(400);
    assertThat(taken.body()).contains("Mapping id is taken: open the mapping that has it");
    assertThat(bea.get("/mappings/edit?id=MAP1").body()).contains("nobody has changed it here");
  }

  @Test
  void what_does_not_go_through_is_told_in_the_editor() {
    bea.get("/mappings/edit?id=MAP1");
    HttpResponse<String> unsaid = bea.post("/mappings/retire", "id", "MAP1", "reason", " ");
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(unsaid.body())
        .contains("Say why, for whoever looks at the bill later", "value=\"SPB\"");
    bea.post("/mappings", "known", "MAP1", "product_code", "M365", "count", "records");
    HttpResponse<String> late =
        bea.post("/mappings/retire", "id", "MAP1", "seen", "0", "reason", "with care");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains("changed it meanwhile", "value=\"with care\"")
        .doesNotContain("ETag");
    assertThat(bea.post("/mappings/retire", "id", "NONE", "reason", " ").statusCode())
        .isEqualTo(404);
    String nul = "a\u0000b";
    String[] count = {"product_code", "X", "count", "records"};
    assertThat(bea.post("/mappings", with(count, "known", nul)).statusCode()).isEqualTo(404);
    assertThat(bea.post("/mappings/preview", with(count, "known", nul)).statusCode())
        .isEqualTo(404);
    assertThat(bea.post("/mappings", with(count, "company_id", nul)).statusCode()).isEqualTo(400);
  }

  private static String[] with(String[] fields, String name, String value) {
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = name;
    all[fields.length + 1] = value;
    return all;
  }

  @Test
  void a_list_goes_on_behind_a_mapping_that_was_taken_out_meanwhile() {
    String key = service.key(service.tenant, Role.BILLER);
    for (String id : List.of("A", "B", "C")) {
      String columns = "{\"columns\": {\"product_code\": \"A\", \"count\": \"quantity\"}}";
      assertThat(service.put(key, MAPPINGS + "/" + id, columns, "If-Match", "*").status())
          .isEqualTo(200);
    }
    JsonNode first = service.get(key, MAPPINGS + "?limit=2").json();
    assertThat(first.at("/items/1/mapping_id").asText()).isEqualTo("B");
    service.post(key, MAPPINGS + "/B/retire", "{\"reason\": \"x\"}", "If-Match", "*");
    JsonNode second =
        service.get(key, MAPPINGS + "?limit=2&after=" + first.get("next").asText()).json();
    assertThat(second.at("/items/0/mapping_id").asText()).isEqualTo("C");
    assertThat(second.at("/items/1/mapping_id").asText()).isEqualTo("MAP1");
  }

  @Test
  void programs_make_change_and_retire_mappings_as_people_do() {
    String path = MAPPINGS + "/MINE";
    String columns = "{\"columns\": {\"product_code\": \"PBI\", \"count\": \"quantity\"}}";
    String key = service.key(service.tenant, Role.BILLER);
    assertThat(service.put(key, path, columns).status()).isEqualTo(428);
    assertThat(service.put(service.viewer, path, columns, "If-Match", "*").status()).isEqualTo(403);
    Answer made = service.put(key, path, columns, "If-Match", "\"0\"");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.json().at("/mapping/source").asText()).isEqualTo("people");
    assertThat(service.put(key, path, columns, "If-Match", "\"0\"").status()).isEqualTo(412);
    String wrong = "{\"columns\": {\"product_code\": \"PBI\", \"colour\": \"red\"}}";
    Answer refused = service.put(key, path, wrong, "If-Match", "*");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("colour", "is no column");
    Answer retired =
        service.post(key, path + "/retire", "{\"reason\": \"not sold\"}", "If-Match", "\"1\"");
    assertThat(retired.json().get("mapping")).isNull();
    Answer undone =
        service.post(key, path + "/undo", "{\"reason\": \"sold\"}", "If-Match", "\"2\"");
    assertThat(undone.json().at("/mapping/columns/product_code").asText()).isEqualTo("PBI");
    assertThat(service.get(key, MAPPINGS + "/none").status()).isEqualTo(404);
    assertThat(service.get(service.foreignAdmin, path).status()).isEqualTo(404);
    assertThat(service.get(key, MAPPINGS + "?q=mine").json().at("/total/count").asInt())
        .isEqualTo(1);
    assertThat(service.get(key, "/api/v1/mapping-work/presets").json().size()).isGreaterThan(100);
    assertThat(service.get(key, "/api/v1/mapping-work/unaccounted-usage").json().size())
        .isEqualTo(0);
    assertThat(service.get(service.admin, "/api/v1/audit?action=mapping.retire").text())
        .contains("not sold");
  }

  @Test
  void who_may_not_decide_sees_mappings_and_no_controls() {
    Browser odo = Browser.of(service, "odo", Role.AUDITOR);
    assertThat(odo.get("/mappings").body())
        .contains("MAP1")
        .doesNotContain("New mapping", "Run the month");
    assertThat(odo.get("/mappings/unmapped").body()).contains("PBI").doesNotContain("Map this");
    assertThat(odo.get("/mappings/edit?id=MAP1").body())
        .contains("What it counts", "readonly")
        .doesNotContain(">Save<", "Take it out");
    assertThat(odo.post("/mappings", "product_code", "X").statusCode()).isEqualTo(403);
    assertThat(odo.post("/mappings/retire", "id", "MAP1", "reason", "x").statusCode())
        .isEqualTo(403);
  }

  private JsonNode preview(String product, String code) {
    return service
        .post(
            service.viewer,
            "/api/v1/mapping-work/preview",
            "{\"columns\": {\"mapping_id\": \"new\", \"product_code\": \""
                + product
                + "\", \"category\": \"microsoft365\", \"kind\": \"licence\","
                + " \"usage_product_code\": \""
                + code
                + "\", \"count\": \"quantity\"}}")
        .json();
  }

  private BigDecimal used(JsonNode run, String product) {
    return discrepancy(run, product).get("used_quantity").decimalValue();
  }

  private JsonNode discrepancy(JsonNode run, String product) {
    String path = "/api/v1/runs/" + run.get("run_id").asText() + "/discrepancies?limit=500";
    for (JsonNode row : service.get(service.viewer, path).json().get("items")) {
      if (row.get("product_code").asText().equals(product)
          && row.get("company_id").asText().equals("C1")) {
        return row;
      }
    }
    throw new AssertionError("no discrepancy of " + product);
  }
}
