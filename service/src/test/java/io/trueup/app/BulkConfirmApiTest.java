package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many accounts confirmed in one request. */
final class BulkConfirmApiTest {
  private static final int MANY = 10_000;

  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;

  @Test
  void all_that_can_be_confirmed_are_and_each_item_is_answered() {
    try (TestService service = TestService.connected(fresh.database(), folder)) {
      ClientApi clients = new ClientApi(service);
      clients.run(ClientsMonth.write(folder.resolve("month")));
      clients.decided("T4", "ignore", "{\"reason\": \"our own\"}");
      clients.confirmed("T1", "C1");
      Answer answer =
          bulk(
              service,
              """
              {"reason": "list of October", "items": [
                {"integration_id": "m365", "account_id": "T1", "company_id": "C1"},
                {"integration_id": "m365", "account_id": "T2", "company_id": "C2"},
                {"integration_id": "m365", "account_id": "T2", "company_id": "C3"},
                {"integration_id": "m365", "account_id": "T3", "company_id": "C99"},
                {"integration_id": "m365", "account_id": "T4", "company_id": "C2"},
                {"integration_id": "m365", "account_id": "T5", "company_id": "C5", "last_decision_no": 7},
                {"integration_id": "m365", "account_id": "T77", "company_id": "C1"}]}
              """);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      List<String> lines = new ArrayList<>();
      for (JsonNode item : answer.json().get("items")) {
        lines.add(
            item.get("account_id").asText()
                + " "
                + item.get("outcome").asText()
                + " "
                + item.get("why").asText().replaceAll("key:\\w+", "somebody"));
      }
      assertThat(lines)
          .containsExactly(
              "T1 already ",
              "T2 done ",
              "T2 refused The account is in this request before, as C2.",
              "T3 refused There is no such company in the PSA.",
              "T4 refused somebody gave it to nobody (decision 1); decide about it by itself.",
              "T5 refused Somebody decided meanwhile: decision 0.",
              "T77 refused There is no such account of a connected system.");
      assertThat(answer.json().get("done").asInt()).isEqualTo(1);
      assertThat(clients.standing("T2")).isEqualTo("T2 confirmed C2 12.00 USD");
      JsonNode event =
          service
              .get(service.admin, "/api/v1/audit?action=client.bulk_confirmed")
              .json()
              .at("/items/0");
      assertThat(event.get("object").asText()).isEqualTo("3-3");
      assertThat(event.at("/detail/reason").asText()).isEqualTo("list of October");

      clients.decided("T2", "undo", "{\"reason\": \"too fast\"}");
      clients.settled();
      String rule = clients.get("T2").at("/match/rule_ids/0").asText();
      Answer byRule =
          bulk(service, "{\"integration_id\": \"m365\", \"rule_id\": \"" + rule + "\"}");
      assertThat(byRule.json().get("done").asInt()).as(byRule.text()).isEqualTo(1);
      assertThat(clients.standing("T2")).isEqualTo("T2 confirmed C2 12.00 USD");
      assertProblem(bulk(service, "{\"integration_id\": \"m365\"}"), 400, "invalid-request");
      assertProblem(bulk(service, "{}"), 400, "invalid-request");
    }
  }

  @Test
  void ten_thousand_are_confirmed_in_one_request_and_more_are_refused() {
    try (TestService service = TestService.connected(fresh.database(), folder)) {
      ClientApi clients = new ClientApi(service);
      Path month = ClientsMonth.write(folder.resolve("month"));
      List<String> accounts = new ArrayList<>(ClientsMonth.ACCOUNTS);
      for (int i = 0; i < MANY; i++) {
        accounts.add("m365,00000000-0000-4000-8000-%012d,Tenant number %d,".formatted(i, i));
      }
      ClientsMonth.accounts(month, accounts);
      clients.run(month);
      List<String> items = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        items.add(
            "{\"integration_id\": \"m365\", \"account_id\": \"00000000-0000-4000-8000-%012d\", \"company_id\": \"C%d\"}"
                .formatted(i, i % 3 + 1));
      }
      long start = System.nanoTime();
      Answer answer = bulk(service, "{\"items\": [" + String.join(",", items) + "]}");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().get("done").asInt()).isEqualTo(MANY);
      assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(60);
      assertThat(
              service
                  .get(service.viewer, ClientApi.MATCHES + "?decision=confirmed&limit=1")
                  .json()
                  .at("/total/count")
                  .asInt())
          .isEqualTo(MANY);
      items.add(items.get(0));
      assertProblem(
          bulk(service, "{\"items\": [" + String.join(",", items) + "]}"), 400, "invalid-request");
      assertThat(
              service
                  .get(service.admin, "/api/v1/audit/verification")
                  .json()
                  .get("intact")
                  .asBoolean())
          .isTrue();
    }
  }

  private static Answer bulk(TestService service, String json) {
    return service.post(service.admin, ClientApi.MATCHES + "/bulk-confirm", json);
  }
}
