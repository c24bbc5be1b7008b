package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.http.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** People decide whose accounts are, over HTTP; each test has a service and a month of its own. */
final class ClientMatchesApiTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;
  private TestService service;
  private ClientApi clients;

  @BeforeEach
  void a_month_was_run() {
    service = TestService.connected(fresh.database(), folder);
    clients = new ClientApi(service);
    clients.run(ClientsMonth.write(folder.resolve("month")));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void accounts_without_anybody_come_first_then_suggestions_with_the_most_money_first() {
    assertThat(clients.list(""))
        .containsExactly(
            "T3 unmatched  36.00 USD",
            "T4 unmatched",
            "T2 suggested  12.00 USD",
            "T1 auto C1 20.00 USD",
            "T5 auto C5 12.00 USD");
    JsonNode first = clients.items("?decision=suggested&q=smith").get(0);
    assertThat(first.get("candidates").get(0).get("company_id").asText()).isEqualTo("C2");
    assertThat(first.get("candidates").get(0).get("company_name").asText())
        .isEqualTo("Smith Dental");
    assertThat(first.get("estimated").asBoolean()).isTrue();
    assertThat(first.get("usage_records").asInt()).isEqualTo(1);
    assertThat(clients.items("?decision=auto").get(0).get("estimated").asBoolean()).isFalse();
    assertThat(clients.items("?decision=auto").get(0).get("rule_ids").get(0).asText())
        .startsWith("CLM-");
  }

  @Test
  void lists_are_filtered_and_come_in_pages() {
    assertThat(clients.list("?company_id=C1")).containsExactly("T1 auto C1 20.00 USD");
    assertThat(clients.list("?integration_id=nobody")).isEmpty();
    assertThat(clients.list("?q=MÜLLER")).containsExactly("T5 auto C5 12.00 USD");
    assertThat(clients.list("?q=myst")).containsExactly("T3 unmatched  36.00 USD");
    List<String> all = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 5; page++) {
      JsonNode answer = service.get(service.viewer, ClientApi.MATCHES + "?limit=1" + after).json();
      answer.get("items").forEach(row -> all.add(ClientApi.line(row)));
      assertThat(answer.at("/total/count").asInt()).isEqualTo(5);
      after = "&after=" + answer.get("next").asText();
    }
    assertThat(after).isEqualTo("&after=null");
    assertThat(all).isEqualTo(clients.list(""));
    assertProblem(
        service.get(service.viewer, ClientApi.MATCHES + "?decision=perhaps"),
        400,
        "invalid-request");
  }

  @Test
  void a_confirmed_account_stands_at_once_and_in_the_next_run() {
    JsonNode answer =
        clients.decided("T2", "confirm", "{\"company_id\": \"C2\", \"reason\": \"asked Jane\"}");
    assertThat(ClientApi.line(answer.get("match"))).isEqualTo("T2 confirmed C2 12.00 USD");
    JsonNode decided = answer.at("/match/decided");
    assertThat(decided.get("reason").asText()).isEqualTo("asked Jane");
    assertThat(decided.get("by").asText()).startsWith("key:");
    assertThat(decided.get("account_name").asText()).isEqualTo("Smith Dental LLC");
    assertThat(decided.get("company_name").asText()).isEqualTo("Smith Dental");
    assertThat(answer.at("/match/evidence").asText())
        .startsWith("Confirmed as Smith Dental by key:")
        .endsWith(": asked Jane");
    assertThat(answer.at("/history/0/rule_ids/0").asText()).startsWith("CLM-");
    assertThat(answer.at("/found/decision").asText()).isEqualTo("suggested");
    assertThat(clients.list("?decision=confirmed")).containsExactly("T2 confirmed C2 12.00 USD");

    JsonNode run = clients.run(ClientsMonth.write(folder.resolve("again")));
    assertThat(run.get("decision_no").asLong()).isEqualTo(1);
    assertThat(clients.accountsOf(run)).contains("T2 confirmed C2", "T3 unmatched");
    assertThat(clients.standing("T2")).isEqualTo("T2 confirmed C2 12.00 USD");
    assertThat(clients.get("T2").at("/found/decision").asText()).isEqualTo("suggested");
    assertThat(events("client.confirmed")).containsExactly("m365/T2 asked Jane 1");
  }

  @Test
  void an_ignored_account_is_left_out_with_the_reason() {
    clients.decided("T3", "ignore", "{\"reason\": \"our own test tenant\"}");
    assertThat(clients.standing("T3")).isEqualTo("T3 ignored  36.00 USD");
    JsonNode run = clients.run(ClientsMonth.write(folder.resolve("again")));
    assertThat(clients.accountsOf(run)).contains("T3 ignored");
    String base = "/api/v1/runs/" + run.get("run_id").asText();
    JsonNode usage = service.get(service.viewer, base + "/usage?account_id=T3").json();
    assertThat(usage.at("/items/0/reason").asText()).isEqualTo("ignored_account");
    assertThat(events("client.ignored")).containsExactly("m365/T3 our own test tenant 1");
  }

  @Test
  void a_rejected_company_is_never_suggested_again() {
    clients.decided("T2", "reject", "{\"company_id\": \"C2\", \"reason\": \"other dentist\"}");
    clients.settled();
    assertThat(clients.standing("T2")).isEqualTo("T2 suggested  12.00 USD");
    assertThat(clients.get("T2").at("/match/rejected/0").asText()).isEqualTo("C2");
    assertThat(clients.get("T2").at("/match/candidates/0/company_id").asText()).isEqualTo("C3");
    assertThat(clients.get("T2").at("/match/candidates").findValuesAsText("company_id"))
        .doesNotContain("C2");
    clients.decided("T1", "reject", "{\"company_id\": \"C1\", \"reason\": \"sold\"}");
    assertThat(clients.standing("T1")).isEqualTo("T1 unmatched  20.00 USD");
    clients.settled();
    JsonNode run = clients.run(ClientsMonth.write(folder.resolve("again")));
    assertThat(clients.get("T1").at("/match/decision").asText()).isEqualTo("unmatched");
    assertThat(run.get("decision_no").asLong()).isEqualTo(2);
  }

  @Test
  void what_is_undone_makes_way_for_what_it_had_replaced() {
    clients.confirmed("T3", "C2");
    clients.confirmed("T3", "C3");
    assertThat(clients.standing("T3")).isEqualTo("T3 confirmed C3 36.00 USD");
    JsonNode undone = clients.decided("T3", "undo", "{\"reason\": \"wrong list\"}");
    assertThat(ClientApi.line(undone.get("match"))).startsWith("T3 confirmed C2");
    assertThat(undone.get("history")).hasSize(3);
    assertThat(undone.at("/history/0/undoes").asLong()).isEqualTo(2);
    assertThat(undone.at("/history/1/undone").asBoolean()).isTrue();
    assertThat(undone.at("/history/2/in_force").asBoolean()).isTrue();
    clients.decided("T3", "undo", "{\"decision_no\": 1, \"reason\": \"all wrong\"}");
    assertThat(clients.standing("T3")).isEqualTo("T3 unmatched  36.00 USD");
    assertProblem(
        clients.decide("T3", "undo", "{\"decision_no\": 1, \"reason\": \"again\"}"),
        409,
        "conflict");
    assertProblem(clients.decide("T3", "undo", "{\"reason\": \"more\"}"), 409, "conflict");
    assertProblem(
        clients.decide("T3", "undo", "{\"decision_no\": 77, \"reason\": \"?\"}"),
        400,
        "invalid-request");
    clients.settled();
    assertThat(clients.standing("T3")).isEqualTo("T3 unmatched  36.00 USD");
  }

  @Test
  void an_account_is_split_by_an_attribute_all_at_once() {
    JsonNode split =
        clients.decided(
            "T3",
            "split",
            """
            {"reason": "shared tenant", "splits": [
              {"attribute": "office", "value": "Berlin", "company_id": "C1"},
              {"attribute": "office", "value": "Ham*", "company_id": "C5"}]}
            """);
    assertThat(split.at("/match/splits").asInt()).isEqualTo(2);
    assertThat(split.at("/splits/1/company_name").asText()).isEqualTo("Müller GmbH");
    JsonNode other =
        clients.decided(
            "T3",
            "split",
            """
            {"reason": "office moved", "splits": [
              {"attribute": "office", "value": "Berlin;Hamburg", "company_id": "C5"}]}
            """);
    assertThat(other.at("/match/splits").asInt()).isEqualTo(1);
    assertThat(other.at("/history/1/in_force").asBoolean()).isFalse();
    assertProblem(
        clients.decide(
            "T3",
            "split",
            """
            {"reason": "x", "splits": [
              {"attribute": "office", "value": "Berlin", "company_id": "nobody"},
              {"attribute": "office", "value": "berlin", "company_id": "C1"}]}
            """),
        400,
        "invalid-request");
    assertProblem(
        clients.decide("T3", "split", "{\"reason\": \"x\", \"splits\": []}"),
        400,
        "invalid-request");
    assertThat(clients.get("T3").at("/match/splits").asInt()).isEqualTo(1);
  }

  @Test
  void two_who_decide_at_once_notice_each_other() throws Exception {
    Answer read = service.get(service.viewer, ClientApi.MATCHES + "/m365/T3");
    assertThat(read.header("ETag")).isEqualTo("\"0\"");
    assertProblem(
        clients.decide(service.admin, "T3", "confirm", "{\"company_id\": \"C1\"}", ""),
        428,
        "precondition-required");
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Integer> statuses = new ArrayList<>();
    try {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 1; i <= 6; i++) {
        String company = "{\"company_id\": \"C" + (i % 3 + 1) + "\"}";
        calls.add(() -> clients.decide(service.admin, "T3", "confirm", company, "\"0\""));
      }
      for (Future<Answer> each : threads.invokeAll(calls)) {
        Answer answer = each.get();
        statuses.add(answer.status());
        if (answer.status() != 200) {
          assertProblem(answer, 412, "precondition-failed");
          assertThat(answer.json().get("detail").asText())
              .contains("decided meanwhile (confirm, decision 1)");
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(statuses).containsOnlyOnce(200);
    assertThat(clients.get("T3").get("history")).hasSize(1);
    String etag = service.get(service.viewer, ClientApi.MATCHES + "/m365/T3").header("ETag");
    assertThat(etag).isEqualTo("\"1\"");
    assertThat(
            clients.decide(service.admin, "T3", "ignore", "{\"reason\": \"ours\"}", etag).status())
        .isEqualTo(200);
  }

  @Test
  void what_cannot_be_decided_is_told_and_changes_nothing() {
    assertProblem(clients.decide("T99", "confirm", "{\"company_id\": \"C1\"}"), 404, "not-found");
    assertProblem(
        clients.decide("T3", "confirm", "{\"company_id\": \"C99\"}"), 400, "invalid-request");
    assertProblem(clients.decide("T3", "confirm", "{}"), 400, "invalid-request");
    assertProblem(clients.decide("T3", "ignore", "{\"reason\": \" \"}"), 400, "invalid-request");
    assertProblem(
        clients.decide("T3", "reject", "{\"company_id\": \"C1\"}"), 400, "invalid-request");
    assertProblem(
        clients.decide("T3", "ignore", "{\"reason\": \"" + "x".repeat(1001) + "\"}"),
        400,
        "invalid-request");
    assertThat(clients.get("T3").get("history")).isEmpty();
    JsonNode inactive = clients.confirmed("T3", "C4");
    assertThat(inactive.at("/warnings/0").asText())
        .isEqualTo(
            "Old Client is inactive in the PSA: what the account uses is shown, and billed to"
                + " nobody.");
    assertThat(inactive.at("/match/reviews/0").asText()).isEqualTo("company_inactive");
    assertThat(clients.confirmed("T3", "C4").get("history")).hasSize(1);
  }

  @Test
  void who_may_only_look_decides_nothing_and_strangers_see_nothing() {
    String biller = service.key(service.tenant, Role.BILLER);
    String editor = service.key(service.tenant, Role.RULE_EDITOR);
    String confirm = "{\"company_id\": \"C1\"}";
    assertProblem(clients.decide(service.viewer, "T3", "confirm", confirm, "*"), 403, "forbidden");
    assertProblem(clients.decide(editor, "T3", "confirm", confirm, "*"), 403, "forbidden");
    assertThat(clients.decide(biller, "T3", "confirm", confirm, "*").status()).isEqualTo(200);
    assertProblem(
        clients.decide(service.foreignAdmin, "T3", "confirm", confirm, "*"), 404, "not-found");
    assertThat(
            service.get(service.foreignAdmin, ClientApi.MATCHES).json().at("/total/count").asInt())
        .isZero();
    assertThat(
            service
                .get(service.foreignAdmin, "/api/v1/companies")
                .json()
                .at("/total/count")
                .asInt())
        .isZero();
    assertProblem(
        service.get(service.foreignAdmin, ClientApi.MATCHES + "/m365/T3"), 404, "not-found");
    assertThat(service.get(service.viewer, "/api/v1/companies?q=dental").json().get("items"))
        .hasSize(2);
  }

  @Test
  void the_summary_counts_accounts_and_money_by_integration() {
    clients.confirmed("T3", "C1");
    JsonNode summary = service.get(service.viewer, ClientApi.MATCHES + "/summary").json();
    List<String> lines = new ArrayList<>();
    for (JsonNode standing : summary.at("/integrations/0/decisions")) {
      lines.add(
          standing.get("decision").asText()
              + " "
              + standing.get("accounts").asInt()
              + " "
              + (standing.get("money_at_stake").isEmpty()
                  ? ""
                  : ClientApi.money(standing.at("/money_at_stake/0"))));
    }
    assertThat(lines)
        .containsExactly(
            "unmatched 1 ", "suggested 1 12.00", "auto 2 32.00", "confirmed 1 36.00", "ignored 0 ");
    assertThat(summary.at("/refresh/source").asText()).isEqualTo("dataset");
    assertThat(summary.at("/refresh/accounts").asInt()).isEqualTo(5);
  }

  private List<String> events(String action) {
    List<String> events = new ArrayList<>();
    for (JsonNode event :
        service.get(service.admin, "/api/v1/audit?action=" + action).json().get("items")) {
      events.add(
          event.get("object").asText()
              + " "
              + event.at("/detail/reason").asText()
              + " "
              + event.at("/detail/decision_no").asText());
    }
    return events;
  }
}
