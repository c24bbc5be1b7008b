package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestService.Extension.class)
final class RunsApiTest {
  private static String run = "";

  @BeforeAll
  static void a_run_is_done(TestService service) {
    JsonNode done = service.run(service.dataset("company_id,name\nc1,Acme\n"));
    assertThat(done.get("status").asText()).as(done.toString()).isEqualTo("done");
    run = done.get("run_id").asText();
  }

  @Test
  void a_run_says_what_it_used_and_what_it_left(TestService service) {
    JsonNode got = service.get(service.viewer, "/api/v1/runs/" + run).json();
    assertThat(got.get("as_of").asText()).isEqualTo("2026-10-31");
    assertThat(got.get("bundle_hash").asText()).hasSize(64);
    assertThat(got.get("discrepancies").asInt()).isEqualTo(FakeReconciler.DISCREPANCIES);
    assertThat(got.get("usage_records").asInt()).isEqualTo(FakeReconciler.RECORDS);
    assertThat(got.get("timings").get("store_ms").asInt()).isNotNegative();
    JsonNode summary = service.get(service.viewer, "/api/v1/runs/" + run + "/summary").json();
    assertThat(summary.get("totals").get("USD").get("underbilled").asText()).isEqualTo("1.5");
  }

  @Test
  void every_order_pages_through_all_discrepancies_once(TestService service) {
    for (String sort : List.of("impact", "company", "product", "class")) {
      List<String> seen = new ArrayList<>();
      List<Double> stakes = new ArrayList<>();
      String after = "";
      do {
        JsonNode page =
            service
                .get(
                    service.viewer,
                    "/api/v1/runs/"
                        + run
                        + "/discrepancies?sort="
                        + sort
                        + "&limit=7"
                        + (after.isEmpty() ? "" : "&after=" + after))
                .json();
        assertThat(page.get("total").get("count").asInt()).isEqualTo(FakeReconciler.DISCREPANCIES);
        assertThat(page.get("total").get("relation").asText()).isEqualTo("exact");
        for (JsonNode item : page.get("items")) {
          seen.add(item.get("discrepancy_id").asText());
          stakes.add(
              Math.max(
                  Math.abs(item.get("monthly_impact").asDouble()),
                  Math.abs(item.get("held_amount").asDouble())));
        }
        after = page.get("next").isNull() ? "" : page.get("next").asText();
      } while (!after.isEmpty());
      assertThat(seen).as(sort).hasSize(FakeReconciler.DISCREPANCIES);
      assertThat(new HashSet<>(seen)).as(sort).hasSize(FakeReconciler.DISCREPANCIES);
      if (sort.equals("impact")) {
        assertThat(stakes).isSortedAccordingTo(java.util.Comparator.reverseOrder());
      }
    }
  }

  @Test
  void filters_keep_what_they_say(TestService service) {
    for (JsonNode item : items(service, "class=UNDERBILLING&class=OVERBILLING&limit=500")) {
      assertThat(item.get("class").asText()).isIn("UNDERBILLING", "OVERBILLING");
    }
    assertThat(items(service, "held=true&limit=500")).hasSize(12);
    assertThat(items(service, "company_id=c5&product_code=P5&limit=500"))
        .allMatch(item -> item.get("product_code").asText().equals("P5"))
        .isNotEmpty();
    assertThat(items(service, "currency=EUR&limit=500")).hasSize(30);
    assertThat(items(service, "min_impact=600&limit=500"))
        .allMatch(
            item ->
                Math.abs(item.get("monthly_impact").asDouble()) >= 600
                    || item.get("held_amount").asDouble() >= 600)
        .isNotEmpty();
    assertThat(items(service, "q=100%25%20k%C3%A4&limit=500"))
        .as("a percent sign is text, not a wildcard")
        .hasSize(10);
    assertThat(items(service, "q=100_&limit=500")).isEmpty();
    assertThat(items(service, "reason=below_minimum&limit=500")).hasSize(60);
  }

  @Test
  void texts_and_decimals_come_back_as_they_were(TestService service) {
    JsonNode row =
        service.get(service.viewer, "/api/v1/runs/" + run + "/discrepancies/d005").json();
    JsonNode discrepancy = row.get("discrepancy");
    assertThat(discrepancy.get("company_name").asText()).isEqualTo("100% Käse\tGmbH \\ \"Söhne\"");
    assertThat(discrepancy.get("explanation").asText()).contains("\nSecond line");
    assertThat(discrepancy.get("rule_ids").get(1).asText()).isEqualTo("SVC-\"2\\");
    assertThat(discrepancy.get("unit_price").decimalValue().toPlainString())
        .isEqualTo("0.123456789");
    assertThat(discrepancy.get("used_quantity").isNull()).isTrue();
  }

  @Test
  void one_discrepancy_shows_lines_rules_records_accounts_and_the_run(TestService service) {
    JsonNode row =
        service.get(service.viewer, "/api/v1/runs/" + run + "/discrepancies/d007").json();
    assertThat(row.at("/evidence/rules/0/rationale").asText()).isEqualTo("Revenue missed");
    assertThat(row.at("/evidence/lines/0/addition_id").asText()).isEqualTo("ad7");
    assertThat(row.at("/usage/total/count").asInt()).isEqualTo(100);
    assertThat(row.at("/usage/items").size()).isEqualTo(50);
    assertThat(row.at("/usage/items/0/fate").asText()).isEqualTo("counted");
    assertThat(row.at("/accounts").size()).isEqualTo(5);
    assertThat(row.at("/run/bundle_hash").asText()).hasSize(64);
    String next = row.at("/usage/next").asText();
    JsonNode more =
        service
            .get(
                service.viewer,
                "/api/v1/runs/" + run + "/usage?discrepancy_id=d007&limit=500&after=" + next)
            .json();
    assertThat(more.get("items").size()).isEqualTo(50);
  }

  @Test
  void usage_accounts_and_problems_can_be_read(TestService service) {
    JsonNode unaccounted =
        service
            .get(service.viewer, "/api/v1/runs/" + run + "/usage?fate=unaccounted&limit=3")
            .json();
    assertThat(unaccounted.at("/total/count").asInt()).isEqualTo(100);
    assertThat(
            unaccounted.at("/items/0/detail").isNull()
                || unaccounted.at("/items/0/detail/name").isTextual())
        .isTrue();
    JsonNode auto =
        service.get(service.viewer, "/api/v1/runs/" + run + "/accounts?decision=auto").json();
    assertThat(auto.at("/items").size()).isEqualTo(3);
    JsonNode problems = service.get(service.viewer, "/api/v1/runs/" + run + "/problems").json();
    assertThat(problems.at("/items/0/line").asInt()).isEqualTo(17);
  }

  @Test
  void result_files_can_be_downloaded_as_they_were_written(TestService service) {
    JsonNode files = service.get(service.viewer, "/api/v1/runs/" + run + "/files").json();
    assertThat(files.size()).isEqualTo(2);
    Answer csv = service.get(service.viewer, "/api/v1/runs/" + run + "/files/discrepancies.csv");
    assertThat(csv.text()).hasSize(15 + 5 * 200_000);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    Answer html = service.get(service.viewer, "/api/v1/runs/" + run + "/files/report.html");
    assertThat(html.header("Content-Disposition")).startsWith("attachment");
    assertThat(
            service.get(service.viewer, "/api/v1/runs/" + run + "/files/..%2fadmin.key").status())
        .isIn(400, 404);
  }

  @Test
  void an_unusable_input_fails_the_run_with_its_problems(TestService service) {
    JsonNode failed = service.run(service.dataset("unusable"));
    assertThat(failed.get("status").asText()).isEqualTo("failed");
    assertThat(failed.at("/failure/code").asText()).isEqualTo("unusable_input");
    assertThat(failed.at("/failure/detail").asText()).contains("agreements.csv");
    String id = failed.get("run_id").asText();
    assertThat(
            service
                .get(service.viewer, "/api/v1/runs/" + id + "/problems")
                .json()
                .at("/items/0/kind")
                .asText())
        .isEqualTo("missing_file");
    Answer summary = service.get(service.viewer, "/api/v1/runs/" + id + "/summary");
    assertThat(summary.status()).isEqualTo(409);
    assertThat(summary.json().get("detail").asText()).contains("failed");
  }

  @Test
  void a_fault_inside_fails_the_run_without_telling_the_inside(TestService service) {
    JsonNode failed = service.run(service.dataset("broken"));
    assertThat(failed.at("/failure/code").asText()).isEqualTo("internal");
    assertThat(failed.toString()).doesNotContain("secret detail");
  }

  @Test
  void a_slow_run_shows_its_progress(TestService service) {
    String dataset = service.dataset("slow");
    String id =
        service
            .post(service.admin, "/api/v1/runs", "{\"dataset_id\": \"" + dataset + "\"}")
            .json()
            .get("run_id")
            .asText();
    String step = "";
    for (int i = 0; i < 200 && !step.equals("match"); i++) {
      TestService.pause();
      step = service.get(service.viewer, "/api/v1/runs/" + id).json().at("/progress/step").asText();
    }
    assertThat(step).isEqualTo("match");
    service.reconciler.release();
    assertThat(service.await(id).get("status").asText()).isEqualTo("done");
  }

  @Test
  void a_run_whose_worker_died_is_taken_up_once_and_given_up_after(TestService service) {
    String dataset = service.dataset("company_id,name\nc1,Acme\n");
    List<UUID> ids = new ArrayList<>();
    for (int attempts : List.of(1, 2)) {
      UUID id = UUID.randomUUID();
      ids.add(id);
      service
          .database
          .root()
          .useHandle(
              root ->
                  root.execute(
                      """
                      INSERT INTO run (tenant_id, run_id, dataset_id, status, created_by, request_id,
                                       attempt, lease_owner, lease_until)
                      VALUES (?, ?, ?, 'running', 'test', '', ?, gen_random_uuid(), now() - interval '1 s')
                      """,
                      service.tenant.value(),
                      id,
                      UUID.fromString(dataset),
                      attempts));
    }
    assertThat(service.await(ids.get(0).toString()).get("status").asText()).isEqualTo("done");
    JsonNode abandoned = service.await(ids.get(1).toString());
    assertThat(abandoned.at("/failure/code").asText()).isEqualTo("abandoned");
  }

  private static List<JsonNode> items(TestService service, String query) {
    Answer answer = service.get(service.viewer, "/api/v1/runs/" + run + "/discrepancies?" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<JsonNode> items = new ArrayList<>();
    answer.json().get("items").forEach(items::add);
    return items;
  }
}
