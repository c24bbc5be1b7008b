package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An auditor looks at a run: what went in, what decided, what came out, and proves it. */
final class RunAuditPagesTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;
  private TestService service;
  private String run = "";

  @BeforeEach
  void a_month_was_run() throws IOException {
    service = TestService.connected(fresh.database(), folder);
    ClientApi clients = new ClientApi(service);
    String dataset = clients.dataset(ClientsMonth.write(folder.resolve("month")));
    clients.run(dataset);
    clients.confirmed("T2", "C2");
    run = clients.run(dataset).get("run_id").asText();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void everything_about_a_run_is_on_one_page_and_it_is_proved_while_one_watches() {
    Browser odo = Browser.of(service, "odo", Role.AUDITOR);
    assertThat(odo.get("/audit").body()).contains("Prove a run", "/audit/runs/" + run);
    String page = odo.get("/audit/runs/" + run).body();
    assertThat(page)
        .contains("usage.csv", "SHA-256", "Bundle 1", "1 confirm", "In the trail", "event ")
        .contains("summary.json", "It was not proved yet.", "Prove it now");
    HttpResponse<String> begun = odo.post("/audit/runs/" + run + "/replays");
    assertThat(begun.statusCode()).isEqualTo(303);
    assertThat(proof(odo))
        .contains("Proved: the same to the last digit", "by odo", "Prove it again")
        .doesNotContain("<html");
    assertThat(odo.get("/audit?object=" + run).body()).contains("run.replayed", "run.finished");
  }

  /** What the page says when the proof has ended. */
  private String proof(Browser odo) {
    String live = "hx-trigger";
    for (int i = 0; i < 800 && live.contains("hx-trigger"); i++) {
      live = odo.get("/audit/runs/" + run + "/proof").body();
      TestService.pause();
    }
    return live;
  }

  @Test
  void a_run_whose_rows_were_changed_is_not_the_same() {
    Browser odo = Browser.of(service, "olaf", Role.AUDITOR);
    odo.get("/audit/runs/" + run);
    service
        .database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE run SET usage_count = usage_count + 1 WHERE run_id = '" + run + "'"));
    odo.post("/audit/runs/" + run + "/replays");
    assertThat(proof(odo)).contains("Not the same", "usage_count");
  }

  @Test
  void a_run_whose_evidence_was_exchanged_is_not_the_same() {
    Browser odo = Browser.of(service, "ole", Role.AUDITOR);
    odo.get("/audit/runs/" + run);
    int exchanged =
        service
            .database
            .root()
            .withHandle(
                root ->
                    root.createUpdate(
                            """
                            UPDATE evidence_block b SET content = o.content
                            FROM evidence_block o
                            WHERE b.run_id = CAST(:run AS uuid) AND o.run_id = b.run_id
                              AND o.first_id = (
                                SELECT min(first_id) FROM evidence_block WHERE run_id = b.run_id)
                              AND b.first_id <> o.first_id
                            """)
                        .bind("run", run)
                        .execute());
    assertThat(exchanged).isPositive();
    odo.post("/audit/runs/" + run + "/replays");
    assertThat(proof(odo)).contains("Not the same", "evidence");
  }

  @Test
  void files_that_are_still_being_written_are_not_said_to_be_none() {
    service
        .database
        .root()
        .useHandle(
            root -> {
              root.execute("DELETE FROM run_file WHERE run_id = '" + run + "'");
              root.execute(
                  """
                  INSERT INTO run_batch (tenant_id, run_id, batch_no, kind, weight)
                  SELECT tenant_id, run_id, 1, 'files', 0 FROM run WHERE run_id = '%s'
                  """
                      .formatted(run));
            });
    Browser odo = Browser.of(service, "orla", Role.AUDITOR);
    assertThat(odo.get("/audit/runs/" + run).body())
        .contains("Its files are being written")
        .doesNotContain("It wrote nothing");
  }

  @Test
  void others_do_not_see_it_and_what_is_not_there_is_not_found() {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    for (String path : new String[] {"", "/proof"}) {
      assertThat(bea.get("/audit/runs/" + run + path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(bea.post("/audit/runs/" + run + "/replays").statusCode()).isEqualTo(403);
    Browser odo = Browser.of(service, "oda", Role.AUDITOR);
    odo.get("/audit");
    for (String id : new String[] {UUID.randomUUID().toString(), "x"}) {
      assertThat(odo.get("/audit/runs/" + id).statusCode()).as(id).isEqualTo(404);
      assertThat(odo.get("/audit/runs/" + id + "/proof").statusCode()).as(id).isEqualTo(404);
      assertThat(odo.post("/audit/runs/" + id + "/replays").statusCode()).as(id).isEqualTo(404);
    }
    Browser.addUser(service, service.stranger, "ida", Role.ADMIN);
    Browser ida = new Browser(service);
    ida.post("/sign-in", "tenant", "other", "name", "ida", "password", Browser.PASSWORD);
    assertThat(ida.get("/audit/runs/" + run).statusCode()).isEqualTo(404);
  }

  @Test
  void what_its_rules_cost_is_measured_when_somebody_asks() {
    Browser odo = Browser.of(service, "otis", Role.AUDITOR);
    assertThat(odo.get("/audit/runs/" + run).body())
        .contains("Decided once", "usage records folded to", "What its rules cost");
    String costs = "/audit/runs/" + run + "/rule-costs";
    assertThat(odo.get(costs).body())
        .contains("Measure now", "usage records folded to")
        .doesNotContain("Rules, the most expensive first");
    assertThat(odo.post(costs).body())
        .contains("Rules, the most expensive first", "Measure again", "DSC-")
        .contains("count for each of them");
    Browser bea = Browser.of(service, "bert", Role.BILLER);
    assertThat(bea.get(costs).statusCode()).isEqualTo(403);
    assertThat(bea.post(costs).statusCode()).isEqualTo(403);
  }
}
