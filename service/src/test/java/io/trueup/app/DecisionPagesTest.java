package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Deciding and closing a month in pages, as a browser does it. */
final class DecisionPagesTest {
  private static final Pattern FINDING = Pattern.compile("/discrepancies/([^\"?/]+)\"");

  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir private Path folder;
  private TestService service;
  private String run = "";

  @BeforeEach
  void month() throws IOException {
    service = TestService.connected(fresh.database(), folder);
    SmallMonth.write(folder);
    SmallMonth.edit(folder, "usage", "m365,T1,R1", "m365,T1,X1,licence,OTHER,Ann\nm365,T1,R1");
    run = reconcile();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private String reconcile() throws IOException {
    List<String> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        parts.add(file.getFileName().toString());
        parts.add(Files.readString(file));
      }
    }
    String dataset =
        service
            .post(
                service.admin,
                "/api/v1/datasets",
                BodyPublishers.ofByteArray(Zips.of(parts.toArray(String[]::new))),
                "application/zip")
            .json()
            .get("dataset_id")
            .asText();
    String started =
        service
            .post(
                service.admin,
                "/api/v1/runs",
                "{\"dataset_id\":\"%s\",\"as_of\":\"2026-10-31\"}".formatted(dataset))
            .json()
            .get("run_id")
            .asText();
    service.await(started);
    return started;
  }

  private static String first(String page) {
    Matcher found = FINDING.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  @Test
  void a_finding_is_accepted_on_its_page_and_taken_back() {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    String list = "/runs/" + run;
    String finding = list + "/discrepancies/" + first(bea.get(list + "?kind=billing").body());
    assertThat(bea.get(finding).body()).contains("Accept", "Correct the quantity");
    bea.post(finding + "/decisions", "decision", "accept", "seen", "0");
    assertThat(bea.get(finding).body())
        .contains("1 finding accepted.", "bea accepted it", "Next undecided");
    assertThat(bea.get(list).body()).contains("<b>1</b> of 2 decided", "You accepted");
    assertThat(bea.get(list + "?status=accepted").body()).contains(finding);
    assertThat(bea.get(list + "?status=open").body()).doesNotContain(finding);
    bea.post(list + "/decisions/1/undo", "together", "yes", "why", "a slip", "to", list);
    assertThat(bea.get(list).body()).contains("Taken back.", "<b>0</b> of 2 decided");
  }

  @Test
  void what_cannot_be_decided_is_said_where_it_was_asked() {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    String list = "/runs/" + run;
    String finding = list + "/discrepancies/" + first(bea.get(list + "?kind=billing").body());
    assertThat(
            bea.post(finding + "/decisions", "decision", "waive", "seen", "0", "back", finding)
                .statusCode())
        .isEqualTo(303);
    assertThat(bea.get(finding).body()).contains("reason is missing");
    bea.post(finding + "/decisions", "decision", "correct", "value", "two", "back", finding);
    assertThat(bea.get(finding).body()).contains("value must be a number");
    bea.post(finding + "/decisions", "decision", "accept", "seen", "0");
    bea.post(finding + "/decisions", "decision", "accept", "seen", "0", "back", finding);
    assertThat(bea.get(finding).body()).contains("Somebody decided about this finding meanwhile");
    bea.post(list + "/decisions", "decision", "accept", "back", list);
    assertThat(bea.get(list).body()).contains("tick the findings that are meant");
  }

  @Test
  void all_that_fit_are_decided_after_a_look_at_what_they_are() {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    String list = "/runs/" + run;
    bea.get(list);
    String asked =
        bea.post(list + "/decisions", "decision", "accept", "all", "ask", "kind", "billing").body();
    assertThat(asked).contains("Accept 1 finding?", "Yes, all 1", "10.00");
    assertThat(bea.get(list).body()).contains("<b>0</b> of 2 decided");
    bea.post(list + "/decisions", "decision", "accept", "all", "yes", "kind", "billing");
    assertThat(bea.get(list).body()).contains("<b>1</b> of 2 decided");
    bea.post(
        list + "/decisions",
        "decision",
        "assign",
        "all",
        "yes",
        "assignee",
        "bea",
        "to",
        "https://elsewhere.example/");
    assertThat(bea.get(list + "?assignee=bea").body()).contains("2 findings given to bea.");
  }

  @Test
  void a_viewer_sees_decisions_and_can_make_none() {
    Browser vic = Browser.of(service, "vic", Role.VIEWER);
    String list = "/runs/" + run;
    String page = vic.get(list).body();
    assertThat(page).doesNotContain("Decide about the ticked");
    String finding = list + "/discrepancies/" + first(page);
    assertThat(vic.get(finding).body()).doesNotContain("data-accept");
    assertThat(vic.post(finding + "/decisions", "decision", "accept").statusCode()).isEqualTo(403);
  }

  @Test
  void a_month_is_closed_with_a_reason_and_says_so_everywhere() {
    Browser abe = Browser.of(service, "abe", Role.APPROVER);
    String end = "/months/2026-10/close";
    assertThat(abe.get(end).body()).contains("with money in", "Why close it all the same");
    abe.post(end, "run_id", run, "back", end);
    assertThat(abe.get(end).body()).contains("Give a reason to close the month all the same");
    abe.post(end, "run_id", run, "reason", "nobody answered");
    assertThat(abe.get(end).body())
        .contains("is closed", "nobody answered", "findings.xlsx", "Kept for good");
    assertThat(abe.get("/runs/" + run).body())
        .contains("How it was closed")
        .doesNotContain("Decide about the ticked");
    assertThat(abe.get("/months/2026-10/report").body()).contains("Report on", "Acme");
    assertThat(abe.get("/months/2026-10/files/findings.csv").body()).contains("Acme");
    assertThat(abe.get("/months/2026-10/files/secrets.csv").statusCode()).isEqualTo(404);
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    assertThat(bea.get(end).body()).doesNotContain("<textarea");
    assertThat(bea.post(end, "run_id", run).statusCode()).isEqualTo(403);
  }

  @Test
  void what_went_away_says_what_changed() throws IOException {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    assertThat(bea.get("/months/2026-10/resolved").body()).contains("None so far");
    SmallMonth.edit(folder, "additions", "AD1,AG1,M365,1,", "AD1,AG1,M365,2,");
    reconcile();
    assertThat(bea.get("/months/2026-10/resolved").body())
        .contains("Billed went from 1 to 2.", "Acme");
    assertThat(bea.get("/runs/" + run).body()).contains("A newer run of");
    bea.post("/runs/" + run + "/decisions", "decision", "accept", "all", "yes", "back", "/");
    assertThat(bea.get("/").body()).contains("A newer run of this month came in");
  }

  @Test
  void filters_are_kept_as_a_view_and_taken_off_one_by_one() {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    String list = "/runs/" + run;
    bea.get(list);
    bea.post(list + "/views", "name", "Mine to do", "status", "open", "company_id", "C1");
    String page = bea.get(list + "?status=open&company_id=C1").body();
    assertThat(page).contains("Mine to do", "?status=open&amp;company_id=C1", "Client: <b>C1</b>");
    assertThat(page).contains("href=\"" + list + "?status=open\"");
    bea.post(list + "/views", "remove", "Mine to do");
    assertThat(bea.get(list).body()).doesNotContain("Mine to do</a>");
  }

  @Test
  void a_waiver_that_a_run_follows_is_found_and_taken_back() throws IOException {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    String finding = "/discrepancies/" + first(bea.get("/runs/" + run + "?kind=billing").body());
    bea.post("/runs/" + run + finding + "/decisions", "decision", "waive", "why", "goodwill");
    String list = "/runs/" + reconcile();
    assertThat(bea.get(list).body()).doesNotContain(list + finding);
    assertThat(bea.get(list + "?status=waived").body()).contains(list + finding, "Waived");
    assertThat(bea.get(list + finding).body())
        .contains("/decisions/1/undo")
        .doesNotContain("data-accept");
    bea.post(list + "/decisions/1/undo", "why", "they pay", "to", list + finding);
    assertThat(bea.get(list + finding).body()).contains("Taken back.");
    assertThat(bea.get("/runs/" + reconcile()).body()).contains(finding);
  }
}
