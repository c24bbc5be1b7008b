package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a service whose accounts are, and decides. */
record ClientApi(TestService service) {
  static final String MATCHES = "/api/v1/client-matches";

  /** Uploads a folder, runs it and waits. */
  JsonNode run(Path folder) {
    return run(dataset(folder));
  }

  String dataset(Path folder) {
    Answer uploaded =
        service.post(
            service.admin,
            "/api/v1/datasets",
            BodyPublishers.ofByteArray(ClientsMonth.zip(folder)),
            "application/zip");
    assertThat(uploaded.status()).as(uploaded.text()).isIn(200, 201);
    return uploaded.json().get("dataset_id").asText();
  }

  JsonNode run(String dataset) {
    JsonNode run = service.run(dataset);
    assertThat(run.get("status").asText()).as(run.toString()).isEqualTo("done");
    settled();
    return run;
  }

  /** Waits until nothing is being matched anew. */
  JsonNode settled() {
    for (int i = 0; i < 800; i++) {
      JsonNode refresh = service.get(service.viewer, MATCHES + "/summary").json().get("refresh");
      String state = refresh.get("state").asText();
      if (!state.equals("waiting") && !state.equals("running")) {
        return refresh;
      }
      TestService.pause();
    }
    throw new AssertionError("matching does not end");
  }

  /** Accounts of a list in a line each: account, decision, company, money. */
  List<String> list(String query) {
    List<String> lines = new ArrayList<>();
    for (JsonNode row : items(query)) {
      lines.add(line(row));
    }
    return lines;
  }

  JsonNode items(String query) {
    Answer answer = service.get(service.viewer, MATCHES + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("items");
  }

  static String line(JsonNode match) {
    List<String> parts = new ArrayList<>();
    parts.add(match.get("account_id").asText());
    parts.add(match.get("decision").asText());
    parts.add(match.get("company_id").asText());
    for (JsonNode amount : match.get("money_at_stake")) {
      parts.add(money(amount) + " " + amount.get("currency").asText());
    }
    return String.join(" ", parts).strip();
  }

  static String money(JsonNode amount) {
    return amount.get("amount").decimalValue().setScale(2).toPlainString();
  }

  JsonNode get(String account) {
    Answer answer = service.get(service.viewer, MATCHES + "/m365/" + account);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Where an account stands, in a line. */
  String standing(String account) {
    return line(get(account).get("match"));
  }

  /** Decides, whatever was decided before. */
  Answer decide(String account, String verb, String json) {
    return decide(service.admin, account, verb, json, "*");
  }

  Answer decide(String key, String account, String verb, String json, String ifMatch) {
    String path = MATCHES + "/m365/" + account + "/" + verb;
    return ifMatch.isEmpty()
        ? service.post(key, path, json)
        : service.post(key, path, json, "If-Match", ifMatch);
  }

  /** Decides and is not refused. */
  JsonNode decided(String account, String verb, String json) {
    Answer answer = decide(account, verb, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  JsonNode confirmed(String account, String company) {
    return decided(account, "confirm", "{\"company_id\": \"" + company + "\"}");
  }

  /** Accounts of a run in a line each: account, decision, company. */
  List<String> accountsOf(JsonNode run) {
    List<String> lines = new ArrayList<>();
    String path = "/api/v1/runs/" + run.get("run_id").asText() + "/accounts?limit=500";
    for (JsonNode row : service.get(service.viewer, path).json().get("items")) {
      lines.add(
          (row.get("account_id").asText()
                  + " "
                  + row.get("decision").asText()
                  + " "
                  + row.get("company_id").asText())
              .strip());
    }
    return lines;
  }
}
