package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.http.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A month is decided on, goes on into the next, and is closed, with the rules that are shipped. */
final class MonthReviewTest {
  private static final String MONTH = "/api/v1/months/2026-10";

  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir private Path folder;
  private TestService service;

  @BeforeEach
  void month() throws IOException {
    service = TestService.connected(fresh.database(), folder);
    SmallMonth.write(folder);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private JsonNode run(String asOf) throws IOException {
    JsonNode run =
        service
            .post(
                service.admin,
                "/api/v1/runs",
                "{\"dataset_id\":\"%s\",\"as_of\":\"%s\"}".formatted(upload(), asOf))
            .json();
    return service.await(run.get("run_id").asText());
  }

  private String upload() throws IOException {
    List<String> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        parts.add(file.getFileName().toString());
        parts.add(Files.readString(file));
      }
    }
    return service
        .post(
            service.admin,
            "/api/v1/datasets",
            BodyPublishers.ofByteArray(Zips.of(parts.toArray(String[]::new))),
            "application/zip")
        .json()
        .get("dataset_id")
        .asText();
  }

  private JsonNode finding(JsonNode run) {
    return service
        .get(
            service.admin,
            "/api/v1/runs/" + run.get("run_id").asText() + "/discrepancies?product_code=M365")
        .json()
        .get("items")
        .get(0);
  }

  private TestService.Answer decide(String json) {
    return service.post(service.admin, MONTH + "/decisions", json);
  }

  private JsonNode state() {
    TestService.Answer answer = service.get(service.admin, MONTH);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void a_finding_is_accepted_and_the_review_comes_forward() throws IOException {
    JsonNode finding = finding(run("2026-10-31"));
    assertThat(finding.get("class").asText()).isEqualTo("UNDERBILLING");
    assertThat(state().get("month").get("state").asText()).isEqualTo("open");
    assertThat(state().get("critical").asInt()).isEqualTo(1);
    String id = finding.get("discrepancy_id").asText();
    assertThat(
            decide("{\"kind\":\"accept\",\"discrepancy_ids\":[\"%s\"],\"last_no\":0}".formatted(id))
                .json()
                .get("decided")
                .asInt())
        .isEqualTo(1);
    assertThat(
            decide("{\"kind\":\"accept\",\"discrepancy_ids\":[\"%s\"],\"last_no\":0}".formatted(id))
                .status())
        .as("somebody who read it before")
        .isEqualTo(412);
    JsonNode review = state();
    assertThat(review.get("month").get("state").asText()).isEqualTo("in_review");
    assertThat(review.get("undecided").asInt()).isZero();
    assertThat(review.get("decided").get("accepted").asInt()).isEqualTo(1);
    assertThat(review.get("sums").get(0).get("agreed").decimalValue())
        .isEqualByComparingTo("10.00");
    assertThat(review.get("ready_to_close").asBoolean()).isTrue();
  }

  private String id(JsonNode run) {
    return finding(run).get("discrepancy_id").asText();
  }

  private TestService.Answer say(String kind, String id, String more) {
    return decide("{\"kind\":\"%s\",\"discrepancy_ids\":[\"%s\"]%s}".formatted(kind, id, more));
  }

  private void usage(String more) throws IOException {
    SmallMonth.edit(folder, "usage", "m365,T1,R2,licence,SPB,Bob\n", more);
  }

  @Test
  void a_corrected_quantity_has_the_money_of_the_lines() throws IOException {
    String id = id(run("2026-10-31"));
    say("correct", id, ",\"value\":3,\"reason\":\"a third seat comes on Monday\"");
    assertThat(state().get("sums").get(0).get("agreed").decimalValue())
        .isEqualByComparingTo("20.00");
    say("correct", id, ",\"value\":0,\"reason\":\"the contract ended\"");
    assertThat(state().get("sums").get(0).get("agreed").decimalValue())
        .isEqualByComparingTo("-10.00");
    JsonNode history = service.get(service.admin, MONTH + "/decisions?discrepancy_id=" + id).json();
    assertThat(history).hasSize(2);
    assertThat(history.get(0).get("reason").asText()).isEqualTo("the contract ended");
  }

  @Test
  void a_waiver_counts_from_the_next_run_on_until_it_is_taken_back() throws IOException {
    JsonNode first = run("2026-10-31");
    String id = id(first);
    long no =
        say("waive", id, ",\"until\":\"2026-12-31\",\"reason\":\"goodwill\"")
            .json()
            .get("first_no")
            .asLong();
    JsonNode second = run("2026-10-31");
    assertThat(finding(second).get("class").asText()).isEqualTo("MATCHED");
    assertThat(finding(second).get("reason").asText()).isEqualTo("waived");
    assertThat(state().get("resolved").asInt()).as("a waiver is no surprise").isZero();
    assertThat(
            service
                .get(
                    service.admin,
                    "/api/v1/runs/" + second.get("run_id").asText() + "/discrepancies/" + id)
                .text())
        .contains("finding-" + no, "goodwill");
    assertThat(
            service
                .post(
                    service.admin,
                    MONTH + "/decisions/" + no + "/undo",
                    "{\"reason\":\"they pay after all\"}")
                .status())
        .isEqualTo(200);
    assertThat(finding(run("2026-10-31")).get("class").asText()).isEqualTo("UNDERBILLING");
    assertThat(state().get("undecided").asInt()).isEqualTo(1);
    assertThat(replay(second)).as("the run before has what it was given then").isTrue();
  }

  private boolean replay(JsonNode run) {
    String path = "/api/v1/runs/" + run.get("run_id").asText() + "/replays";
    return service.post(service.admin, path, "").json().get("outcome").asText().equals("identical");
  }

  @Test
  void a_difference_within_a_tolerance_is_no_finding_any_more() throws IOException {
    String id = id(run("2026-10-31"));
    say("tolerance", id, ",\"value\":1,\"reason\":\"one spare seat\"");
    assertThat(finding(run("2026-10-31")).get("reason").asText()).isEqualTo("within_tolerance");
    say("tolerance", id, ",\"value\":0.5,\"reason\":\"no\"");
    assertThat(state().get("decided").path("tolerated").asInt()).isZero();
  }

  @Test
  void a_finding_that_goes_away_says_so_and_one_that_comes_back_is_as_it_was() throws IOException {
    String id = id(run("2026-10-31"));
    say("accept", id, "");
    usage("");
    run("2026-10-31");
    assertThat(state().get("resolved").asInt()).isEqualTo(1);
    assertThat(state().get("undecided").asInt()).isZero();
    usage2(
        "m365,T1,R1,licence,SPB,Ann\n", "m365,T1,R1,licence,SPB,Ann\nm365,T1,R2,licence,SPB,Bob\n");
    JsonNode again = run("2026-10-31");
    assertThat(state().get("resolved").asInt()).isZero();
    assertThat(finding(again).get("status").asText()).isEqualTo("accepted");
  }

  private void usage2(String from, String to) throws IOException {
    SmallMonth.edit(folder, "usage", from, to);
  }

  @Test
  void what_was_accepted_is_asked_again_when_its_figures_change() throws IOException {
    String id = id(run("2026-10-31"));
    say("accept", id, "");
    usage2("m365,T1,R2", "m365,T1,R3,licence,SPB,Cy\nm365,T1,R2");
    JsonNode finding = finding(run("2026-10-31"));
    assertThat(finding.get("used_quantity").asInt()).isEqualTo(3);
    assertThat(finding.get("status").asText()).isEqualTo("open");
    assertThat(finding.get("was_status").asText()).isEqualTo("accepted");
  }

  @Test
  void a_month_begins_where_the_one_before_ended() throws IOException {
    String id = id(run("2026-10-31"));
    say("assign", id, ",\"assignee\":\"bea\"");
    say("accept", id, "");
    SmallMonth.edit(folder, "integrations", "2026-10-31T20", "2026-11-30T20");
    JsonNode finding = finding(run("2026-11-30"));
    assertThat(finding.get("status").asText()).isEqualTo("open");
    assertThat(finding.get("was_status").asText()).isEqualTo("accepted");
    assertThat(finding.get("carried_from").asText()).isEqualTo("2026-10");
    assertThat(finding.get("assignee").asText()).isEqualTo("bea");
    assertThat(service.get(service.admin, "/api/v1/months").json().get("items"))
        .extracting(each -> each.get("month").asText())
        .containsExactly("2026-11", "2026-10");
  }

  @Test
  void many_are_decided_at_once_and_taken_back_at_once() throws IOException {
    SmallMonth.edit(folder, "usage", "m365,T1,R1", "m365,T1,X1,licence,OTHER,Ann\nm365,T1,R1");
    JsonNode run = run("2026-10-31");
    assertThat(state().get("findings").asInt()).isEqualTo(2);
    say("accept", id(run), "");
    JsonNode outcome = decide("{\"kind\":\"waive\",\"reason\":\"not now\",\"filter\":{}}").json();
    assertThat(outcome.get("decided").asInt()).isEqualTo(1);
    assertThat(outcome.get("passed_over").asInt()).as("accepted before").isEqualTo(1);
    assertThat(
            decide(
                    "{\"kind\":\"assign\",\"assignee\":\"service desk\",\"filter\":{\"classes\":[\"SETUP_ISSUE\"]}}")
                .json()
                .get("decided")
                .asInt())
        .isEqualTo(1);
    service.post(
        service.admin,
        MONTH + "/decisions/" + outcome.get("first_no").asLong() + "/undo",
        "{\"reason\":\"too soon\",\"together\":true}");
    assertThat(state().get("undecided").asInt()).isEqualTo(1);
    assertThat(
            service
                .get(
                    service.admin,
                    "/api/v1/runs/"
                        + run.get("run_id").asText()
                        + "/discrepancies?assignee=service%20desk&status=open")
                .json()
                .get("items"))
        .hasSize(1);
  }

  @Test
  void a_closed_month_stays_as_it_is() throws IOException {
    SmallMonth.edit(folder, "companies", "C1,Acme", "C1,=1+1");
    JsonNode run = run("2026-10-31");
    String id = id(run);
    String runId = run.get("run_id").asText();
    String close = "{\"run_id\":\"%s\"%s}".formatted(runId, "");
    TestService.Answer refused = service.post(service.admin, MONTH + "/close", close);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("undecided", "reason");
    TestService.Answer closed =
        service.post(
            service.admin,
            MONTH + "/close",
            "{\"run_id\":\"%s\",\"reason\":\"the client was asked\"}".formatted(runId));
    assertThat(closed.status()).as(closed.text()).isEqualTo(200);
    assertThat(closed.json().get("month").get("left_open").asInt()).isEqualTo(1);
    assertThat(say("accept", id, "").status()).isEqualTo(409);
    assertThat(service.post(service.admin, MONTH + "/close", close).status()).isEqualTo(409);
    byte[] csv = service.get(service.admin, MONTH + "/files/findings.csv").http().body();
    usage("");
    run("2026-10-31");
    assertThat(state().get("month").get("run_id").asText()).isEqualTo(runId);
    assertThat(service.get(service.admin, MONTH + "/files/findings.csv").http().body())
        .isEqualTo(csv);
    assertThat(new String(csv, StandardCharsets.UTF_8)).contains("'=1+1");
    sheet(service.get(service.admin, MONTH + "/files/findings.xlsx").http().body());
    for (String change :
        List.of(
            "UPDATE period SET state = 'open', closed_at = NULL",
            "UPDATE period_file SET sha256 = ''",
            "DELETE FROM finding_decision",
            "INSERT INTO finding_state (tenant_id, month, discrepancy_id, status, live)"
                + " SELECT tenant_id, month, 'x', 'open', true FROM period")) {
      assertThatThrownBy(() -> service.db.useTenant(service.tenant, h -> h.execute(change)))
          .as(change)
          .isInstanceOf(RuntimeException.class);
    }
  }

  private static void sheet(byte[] bytes) throws IOException {
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
      List<Row> rows = workbook.getFirstSheet().read();
      List<String> header = rows.get(0).stream().map(cell -> cell.getText()).toList();
      Row row = rows.get(1);
      assertThat(row.getCell(header.indexOf("Company name")).getType()).isEqualTo(CellType.STRING);
      assertThat(row.getCell(header.indexOf("Company name")).getText()).isEqualTo("=1+1");
      assertThat(row.getCell(header.indexOf("Monthly impact")).getType())
          .isEqualTo(CellType.NUMBER);
      assertThat(row.getCell(header.indexOf("Monthly impact")).asNumber())
          .isEqualByComparingTo("10.00");
    }
  }

  @Test
  void an_accepted_change_of_a_line_is_handed_out() throws IOException {
    say("accept", id(run("2026-10-31")), "");
    assertThat(service.get(service.viewer, MONTH + "/files/changes.csv").text())
        .contains("C1,Acme,AG1,AD1,M365,1,2,");
    assertThat(service.get(service.viewer, MONTH + "/files/nothing.csv").status()).isEqualTo(404);
  }

  @Test
  void who_may_not_decide_or_close_is_refused() throws IOException {
    JsonNode run = run("2026-10-31");
    String body = "{\"kind\":\"accept\",\"discrepancy_ids\":[\"%s\"]}".formatted(id(run));
    assertThat(service.post(service.viewer, MONTH + "/decisions", body).status()).isEqualTo(403);
    String biller = service.key(service.tenant, Role.BILLER);
    assertThat(service.post(biller, MONTH + "/decisions", body).status()).isEqualTo(200);
    String close = "{\"run_id\":\"%s\"}".formatted(run.get("run_id").asText());
    assertThat(service.post(biller, MONTH + "/close", close).status()).isEqualTo(403);
    String approver = service.key(service.tenant, Role.APPROVER);
    assertThat(service.post(approver, MONTH + "/close", close).status()).isEqualTo(200);
    assertThat(service.get(service.foreignAdmin, MONTH).status()).isEqualTo(404);
  }

  @Test
  void what_cannot_be_decided_is_refused_in_one_line() throws IOException {
    String id = id(run("2026-10-31"));
    assertThat(say("bless", id, "").text()).contains("kind", "accept");
    assertThat(say("waive", id, "").text()).contains("reason is missing");
    assertThat(say("correct", id, ",\"reason\":\"x\"").text()).contains("should be billed");
    assertThat(say("correct", id, ",\"reason\":\"x\",\"value\":-1").text()).contains("from 0");
    assertThat(say("waive", id, ",\"reason\":\"x\",\"until\":\"2026-09-30\"").text())
        .contains("before the month");
    assertThat(say("accept", "nothing", "").status()).isEqualTo(404);
    assertThat(decide("{\"kind\":\"accept\"}").status()).isEqualTo(400);
    assertThat(service.get(service.admin, "/api/v1/months/2026-13").status()).isEqualTo(404);
    assertThat(service.get(service.admin, "/api/v1/months/2025-01").status()).isEqualTo(404);
  }

  @Test
  void filters_are_kept_under_a_name() {
    String views = "/api/v1/saved-views";
    service.put(service.admin, views + "/Mine", "{\"query\":\"status=open\"}");
    service.put(service.admin, views + "/Mine", "{\"query\":\"status=open&held=true\"}");
    assertThat(service.get(service.admin, views).json()).hasSize(1);
    assertThat(service.get(service.viewer, views).json()).as("of somebody else").isEmpty();
    assertThat(service.delete(service.admin, views + "/Mine").status()).isEqualTo(204);
    assertThat(service.delete(service.admin, views + "/Mine").status()).isEqualTo(404);
  }

  @Test
  void what_the_month_before_decided_is_asked_again_when_it_comes_back() throws IOException {
    String id = id(run("2026-10-31"));
    say("accept", id, "");
    SmallMonth.edit(folder, "integrations", "2026-10-31T20", "2026-11-30T20");
    usage("");
    run("2026-11-30");
    usage2(
        "m365,T1,R1,licence,SPB,Ann\n", "m365,T1,R1,licence,SPB,Ann\nm365,T1,R2,licence,SPB,Bob\n");
    JsonNode finding = finding(run("2026-11-30"));
    assertThat(finding.get("status").asText()).isEqualTo("open");
    assertThat(finding.get("was_status").asText()).isEqualTo("accepted");
    assertThat(finding.get("carried_from").asText()).isEqualTo("2026-10");
  }
}
