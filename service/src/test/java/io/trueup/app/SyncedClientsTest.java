package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What people decided outlasts whatever the systems say later. */
final class SyncedClientsTest {
  private static final String MATCHING = "/api/v1/integrations/m365/matching";

  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;

  @Test
  void a_link_outlasts_renames_moves_and_absences_on_either_side() throws IOException {
    Path month = ClientsMonth.write(folder.resolve("export").toAbsolutePath());
    try (TestService service = TestService.connected(fresh.database(), folder.toRealPath())) {
      ClientApi clients = new ClientApi(service);
      connect(service, month.toRealPath());
      sync(service);
      assertThat(clients.settled().get("source").asText()).isEqualTo("syncs");
      assertThat(clients.list("")).contains("T3 unmatched  36.00 USD", "T1 auto C1 20.00 USD");
      clients.confirmed("T3", "C2");
      clients.confirmed("T1", "C1");

      // Another name, and the number of another client: a link that was confirmed is not moved.
      replace(month, "m365,T3,Mystery,", "m365,T3,Müller GmbH,C5");
      again(service, clients);
      JsonNode renamed = clients.get("T3").get("match");
      assertThat(ClientApi.line(renamed)).isEqualTo("T3 confirmed C2 36.00 USD");
      assertThat(renamed.get("renamed").asBoolean()).isTrue();
      assertThat(renamed.at("/decided/account_name").asText()).isEqualTo("Mystery");
      assertThat(clients.list("?review=true")).containsExactly("T3 confirmed C2 36.00 USD");
      assertThat(clients.confirmed("T3", "C2").at("/match/renamed").asBoolean()).isFalse();
      assertThat(clients.list("?review=true")).isEmpty();

      // Gone, and back.
      ClientsMonth.accounts(month, List.of("m365,T1,Acme,C1"));
      SmallMonth.file(
          month, "usage", "integration_id,account_id,record_id,kind\nm365,T1,R1,device\n");
      again(service, clients);
      assertThat(clients.list("")).containsExactly("T1 confirmed C1");
      assertProblem(clients.decide("T3", "confirm", "{\"company_id\": \"C1\"}"), 404, "not-found");
      ClientsMonth.write(month);
      again(service, clients);
      assertThat(clients.standing("T3")).isEqualTo("T3 confirmed C2 36.00 USD");
      assertThat(clients.accountsOf(run(service))).contains("T1 confirmed C1", "T3 confirmed C2");

      // The company changes its name, then leaves the PSA.
      String companies = "company_id,name\nC1,Acme\nC2,Smile Dental\n";
      SmallMonth.file(month, "companies", companies);
      again(service, clients);
      assertThat(clients.get("T3").at("/match/reviews/0").asText()).isEqualTo("account_renamed");
      assertThat(clients.get("T3").at("/match/reviews/1").asText()).isEqualTo("company_renamed");
      SmallMonth.file(month, "companies", "company_id,name\nC1,Acme\n");
      again(service, clients);
      assertThat(clients.standing("T3")).isEqualTo("T3 unmatched  36.00 USD");
      assertThat(clients.get("T3").at("/match/reviews").toString()).contains("company_gone");
      SmallMonth.file(month, "companies", companies);
      again(service, clients);
      assertThat(clients.standing("T3")).isEqualTo("T3 confirmed C2 36.00 USD");
    }
  }

  @Test
  void whether_names_alone_link_is_set_for_each_integration() throws IOException {
    Path month = ClientsMonth.write(folder.resolve("export").toAbsolutePath());
    List<String> accounts = new ArrayList<>(ClientsMonth.ACCOUNTS);
    for (int i = 0; i < 12; i++) {
      accounts.add("m365,A%d,Account %d,".formatted(i, i));
    }
    ClientsMonth.accounts(month, accounts);
    try (TestService service = TestService.connected(fresh.database(), folder.toRealPath())) {
      ClientApi clients = new ClientApi(service);
      connect(service, month.toRealPath());
      sync(service);
      clients.settled();
      Answer fresh = service.get(service.viewer, MATCHING);
      assertThat(said(fresh.json()))
          .isEqualTo(
              "auto false An identical name only suggests until people have confirmed 10 of its"
                  + " accounts; so far it is 0.");
      for (int i = 0; i < 10; i++) {
        clients.confirmed("A" + i, "C1");
      }
      clients.settled();
      assertThat(said(service.get(service.viewer, MATCHING).json()))
          .startsWith("auto true People have confirmed 10 of its accounts");
      String etag = service.get(service.viewer, MATCHING).header("ETag");
      Answer off =
          service.put(
              service.admin,
              MATCHING,
              "{\"match_on_name\": \"no\", \"reason\": \"too many sisters\"}",
              "If-Match",
              etag);
      assertThat(said(off.json())).startsWith("no false Set to no");
      assertThat(off.json().get("set_because").asText()).isEqualTo("too many sisters");
      assertProblem(
          service.put(service.admin, MATCHING, "{\"match_on_name\": \"yes\"}", "If-Match", etag),
          412,
          "precondition-failed");
      assertProblem(
          service.put(service.admin, MATCHING, "{\"match_on_name\": \"maybe\"}", "If-Match", "*"),
          400,
          "invalid-request");
      assertProblem(
          service.put(service.viewer, MATCHING, "{\"match_on_name\": \"yes\"}", "If-Match", "*"),
          403,
          "forbidden");
      assertProblem(service.get(service.foreignAdmin, MATCHING), 404, "not-found");
      JsonNode event =
          service
              .get(service.admin, "/api/v1/audit?action=client.match_on_name")
              .json()
              .at("/items/0");
      assertThat(event.get("object").asText()).isEqualTo("m365");
      assertThat(event.at("/detail/before").asText()).isEqualTo("auto");
    }
  }

  private static String said(JsonNode matching) {
    return matching.get("match_on_name").asText()
        + " "
        + matching.get("on").asText()
        + " "
        + matching.get("reason").asText();
  }

  private static void replace(Path month, String from, String to) throws IOException {
    SmallMonth.edit(month, "accounts", from, to);
  }

  private static void again(TestService service, ClientApi clients) {
    sync(service);
    clients.settled();
  }

  private static JsonNode run(TestService service) {
    Answer started = service.post(service.admin, "/api/v1/runs", "{\"source\": \"syncs\"}");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    JsonNode run = service.await(started.json().get("run_id").asText());
    assertThat(run.get("status").asText()).as(run.toString()).isEqualTo("done");
    return run;
  }

  private static void connect(TestService service, Path month) {
    Answer added =
        service.post(
            service.admin,
            "/api/v1/integrations",
            """
            {"integration_id": "m365", "connector": "export-folder", "every": "never",
             "settings": {"directory": "%s", "category": "microsoft365"}}
            """
                .formatted(month));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
  }

  private static void sync(TestService service) {
    Answer started = service.post(service.admin, "/api/v1/integrations/m365/syncs", "{}");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String location = started.header("Location").replaceFirst("^https?://[^/]+", "");
    for (int i = 0; i < 2_400; i++) {
      JsonNode sync = service.get(service.admin, location).json();
      String state = sync.path("state").asText();
      if (!state.equals("queued") && !state.equals("running")) {
        assertThat(state).as(sync.toString()).isEqualTo("succeeded");
        return;
      }
      TestService.pause();
    }
    throw new AssertionError("the sync does not end");
  }
}
