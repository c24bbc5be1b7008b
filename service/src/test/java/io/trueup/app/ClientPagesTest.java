package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whose account it is, decided in a browser. */
final class ClientPagesTest {
  private static final Pattern ROW = Pattern.compile("data-at=\"([^\"]+)\" hx-get");
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;
  private TestService service;
  private ClientApi clients;
  private Browser bea;

  @BeforeEach
  void a_month_was_run() {
    service = TestService.connected(fresh.database(), folder);
    clients = new ClientApi(service);
    clients.run(ClientsMonth.write(folder.resolve("month")));
    bea = Browser.of(service, "bea", Role.BILLER);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void the_queue_holds_what_waits_for_a_person_by_the_money_at_stake() {
    String page = bea.get("/clients").body();
    assertThat(rows(page)).containsExactly("m365/T3", "m365/T2", "m365/T4");
    assertThat(page)
        .contains("Held until somebody decides:", "48.00", "To decide <span class=\"count\">3<")
        .contains("aria-current=\"true\"");
    assertThat(rows(bea.get("/clients?show=auto").body())).containsExactly("m365/T1", "m365/T5");
    assertThat(rows(bea.get("/clients?q=smith").body())).containsExactly("m365/T2");
    assertThat(bea.get("/clients?q=nowhere").body()).contains("Nothing fits these filters");
    assertThat(bea.get("/clients?integration=m365&show=all").body()).contains("m365/T5");
    assertThat(bea.get("/clients?show=wrong").statusCode()).isEqualTo(400);
    assertThat(bea.get("/clients?at=m365/T99").statusCode()).isEqualTo(404);
    assertThat(bea.get("/clients?at=nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void an_account_lies_beside_the_companies_it_may_be_with_what_agrees_and_differs() {
    String desk = bea.get("/clients?at=m365/T2").body();
    assertThat(desk)
        .contains("Smith Dental LLC", "the same but for legal form or spelling")
        .contains("Smith Dental</span>", "CLM-0")
        .contains("12.00", "estimated", "1 usage record", "SPB");
    String linked = bea.get("/clients?show=auto&at=m365/T1").body();
    assertThat(linked)
        .contains("carries this company&#39;s id", "its company", "1 × M365")
        .doesNotContain("Nobody has decided about it.<script");
  }

  @Test
  void after_a_decision_the_next_account_is_on_the_desk_and_its_money_is_told() {
    bea.get("/clients");
    HttpResponse<String> done = decide("confirm", "m365/T2", "company", "C2", "next", "m365/T4");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(done.headers().firstValue("Location").orElse("")).endsWith("/clients?at=m365%2FT4");
    String page = bea.get("/clients?at=m365%2FT4").body();
    assertThat(page)
        .contains("Smith Dental LLC is Smith Dental.", "12.00 USD", "was held and counts")
        .contains("1 decision about accounts", "will be counted in the next run")
        .contains("Run the month again", "autofocus");
    assertThat(clients.standing("T2")).isEqualTo("T2 confirmed C2 12.00 USD");
    HttpResponse<String> again = bea.post("/run-again", "to", "/clients");
    assertThat(again.statusCode()).isEqualTo(303);
    for (int i = 0;
        i < 400 && !bea.get("/clients").body().contains("follows every decision");
        i++) {
      TestService.pause();
    }
    assertThat(bea.get("/clients").body()).contains("follows every decision");
    assertThat(bea.get("/clients?show=confirmed").body()).contains("m365/T2");
  }

  @Test
  void rejecting_ignoring_and_undoing_need_a_reason_and_keep_what_was_typed() {
    bea.get("/clients");
    HttpResponse<String> refused = decide("ignore", "m365/T4", "reason", " ");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Say why, for whoever looks at the bill later");
    decide("ignore", "m365/T4", "reason", "our own <lab>");
    assertThat(clients.standing("T4")).isEqualTo("T4 ignored");
    String page = bea.get("/clients?show=ignored&at=m365/T4").body();
    assertThat(page).contains("our own &lt;lab&gt;", "by bea", "Undo").doesNotContain("<lab>");
    decide("reject", "m365/T2", "company", "C3", "reason", "another branch");
    HttpResponse<String> late =
        decide("ignore", "m365/T2", "reason", "typed with care", "seen", "0");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains("decided meanwhile", "value=\"typed with care\"")
        .doesNotContain("ETag");
    decide("undo", "m365/T4", "decision", "1", "reason", "it is a client after all");
    assertThat(clients.get("T4").at("/match/last_decision_no").asInt()).isEqualTo(3);
    assertThat(bea.get("/clients?show=all&at=m365/T4").body())
        .contains("it is a client after all", "undone");
    assertThat(decide("confirm", "m365/T4", "company", "C99").body()).contains("no company");
    assertThat(decide("explode", "m365/T4").statusCode()).isEqualTo(400);
    assertThat(decide("ignore", "m365/T99", "reason", "x").statusCode()).isEqualTo(404);
  }

  @Test
  void any_company_can_be_searched_for_and_given_the_account() {
    String found = bea.get("/clients?at=m365/T3&find=muller").body();
    assertThat(found).contains("Müller GmbH", "Give<span");
    assertThat(bea.get("/clients?at=m365/T3&find=zzz").body()).contains("No company has");
    decide("confirm", "m365/T3", "company", "C5");
    assertThat(clients.standing("T3")).startsWith("T3 confirmed C5");
  }

  @Test
  void many_are_confirmed_at_once_after_it_was_said_what_that_does() {
    bea.get("/clients");
    String all = bea.get("/clients/bulk").body();
    assertThat(all).contains("This confirms 1 account", "12.00", "will be counted");
    HttpResponse<String> picked =
        bea.post("/clients/bulk/picked", "pick", "m365/T2", "pick", "m365/T3");
    assertThat(picked.body()).contains("This confirms 1 account", "1 account that you picked is");
    assertThat(bea.post("/clients/bulk/picked").statusCode()).isEqualTo(400);
    assertThat(bea.post("/clients/bulk", "item", "nonsense").statusCode()).isEqualTo(400);
    bea.post("/clients/bulk", "item", "m365/T2\r\nC2\r\n0", "reason", "looked at");
    assertThat(clients.standing("T2")).startsWith("T2 confirmed C2");
    assertThat(bea.get("/clients").body()).contains("1 account is confirmed.");
    bea.post("/clients/bulk", "item", "m365/T2\nC3\n1");
    assertThat(bea.get("/clients").body()).contains("Not confirmed: m365/T2");
  }

  @Test
  void an_account_is_split_after_counting_what_each_part_takes() {
    String form = bea.get("/clients/split?at=m365/T3").body();
    assertThat(form).contains("What its 3 records say", "Berlin", "Hamburg");
    String counted =
        bea.post(
                "/clients/split/preview",
                "at",
                "m365/T3",
                "attribute",
                "office",
                "value",
                "Berlin",
                "company",
                "C2",
                "attribute",
                "",
                "value",
                "",
                "company",
                "",
                "reason",
                "two offices")
            .body();
    String asIdAndName =
        bea.post(
                "/clients/split/preview",
                "at",
                "m365/T3",
                "attribute",
                "office",
                "value",
                "Berlin",
                "company",
                "C2",
                "attribute",
                "product_code",
                "value",
                "SPB",
                "company",
                "Smith Dental")
            .body();
    assertThat(asIdAndName).contains("Smith Dental").doesNotContain("Disputed");
    assertThat(counted).contains("value=\"two offices\"").containsPattern("[12] records?</td>");
    HttpResponse<String> wrong =
        bea.post(
            "/clients/split",
            "at",
            "m365/T3",
            "attribute",
            "office",
            "value",
            "Berlin",
            "company",
            "Nobody Ltd",
            "reason",
            "two offices",
            "seen",
            "0");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("Row 1: no company of the PSA", "value=\"Nobody Ltd\"");
    HttpResponse<String> done =
        bea.post(
            "/clients/split",
            "at",
            "m365/T3",
            "attribute",
            "office",
            "value",
            "Berlin",
            "company",
            "Smith Dental",
            "reason",
            "two offices",
            "seen",
            "0");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    assertThat(clients.get("T3").at("/splits/0/company_id").asText()).isEqualTo("C2");
    assertThat(bea.get("/clients?show=all&at=m365/T3").body()).contains("Parts of it are other");
    assertThat(bea.get("/clients/split/companies?company=smith").body())
        .contains("<option value=\"C2\">Smith Dental</option>");
  }

  @Test
  void matching_on_names_is_set_by_integration() {
    assertThat(bea.get("/clients/names").body()).contains("m365", "An identical name");
    bea.post(
        "/clients/names",
        "integration",
        "m365",
        "setting",
        "yes",
        "reason",
        "clean names",
        "seen",
        "0");
    assertThat(bea.get("/clients/names").body()).contains("links on names", "clean names", "bea");
    assertThat(bea.post("/clients/names", "integration", "m365", "setting", "so").statusCode())
        .isEqualTo(400);
    assertThat(bea.post("/clients/names", "integration", "no", "setting", "no").statusCode())
        .isEqualTo(404);
  }

  @Test
  void who_decides_on_a_later_page_stays_there() {
    List<String> many = new ArrayList<>(ClientsMonth.ACCOUNTS);
    for (int i = 10; i < 62; i++) {
      many.add("m365,U" + i + ",Unknown " + i + ",");
    }
    ClientsMonth.accounts(folder.resolve("month"), many);
    clients.run(folder.resolve("month"));
    String first = bea.get("/clients").body();
    assertThat(rows(first)).hasSize(50);
    Matcher more = Pattern.compile("after=([^\"]+)\">Next").matcher(first);
    assertThat(more.find()).isTrue();
    String second = bea.get("/clients?after=" + more.group(1)).body();
    assertThat(rows(second)).hasSize(5);
    String here = rows(second).get(0);
    assertThat(second)
        .contains("/clients?after=" + more.group(1) + "&amp;at=" + here.replace("/", "%2F"))
        .contains("name=\"next\" value=\"" + rows(second).get(1) + "\"");
    for (String at : rows(second)) {
      HttpResponse<String> done =
          decide("ignore", at, "reason", "a test", "next", "", "after", more.group(1));
      assertThat(done.headers().firstValue("Location").orElse(""))
          .endsWith("/clients?after=" + more.group(1));
    }
    assertThat(rows(bea.get("/clients?after=" + more.group(1)).body())).hasSize(50);
  }

  @Test
  void only_money_that_was_held_is_said_to_have_been_held() {
    bea.get("/clients");
    decide("confirm", "m365/T2", "company", "C2");
    assertThat(bea.get("/clients").body()).contains("was held and counts in the next run");
    decide("confirm", "m365/T2", "company", "C3");
    assertThat(bea.get("/clients").body())
        .contains("Smith Dental LLC is Smith Dental Group.")
        .doesNotContain("was held and counts");
  }

  @Test
  void texts_that_no_table_holds_are_refused_with_a_sentence() {
    bea.get("/clients");
    String nul = "C\u0000";
    assertThat(decide("confirm", "m365/T2", "company", nul).body()).contains("no company");
    HttpResponse<String> split =
        bea.post(
            "/clients/split",
            "at",
            "m365/T3",
            "attribute",
            "office",
            "value",
            "Berlin",
            "company",
            nul,
            "reason",
            "two offices");
    assertThat(split.statusCode()).isEqualTo(400);
    assertThat(split.body()).contains("Row 1: no company of the PSA");
    bea.post("/clients/bulk", "item", "m365/T2\n" + nul + "\n0");
    assertThat(bea.get("/clients").body()).contains("Not confirmed: m365/T2");
    assertThat(bea.post("/clients/names", "integration", nul, "setting", "no").statusCode())
        .isEqualTo(400);
  }

  @Test
  void who_may_not_decide_sees_everything_and_no_controls() {
    Browser odo = Browser.of(service, "odo", Role.AUDITOR);
    String page = odo.get("/clients?at=m365/T2").body();
    assertThat(page)
        .contains("Smith Dental", "the same but for legal form")
        .doesNotContain("/clients/decide", "name=\"pick\"", "Give it to another", "Run the month");
    assertThat(odo.get("/clients/names").body()).doesNotContain("name=\"setting\"");
    assertThat(odo.post("/clients/decide", "verb", "ignore", "at", "m365/T2").statusCode())
        .isEqualTo(403);
    assertThat(odo.get("/clients/bulk").body()).contains("Your role does not allow this");
    assertThat(odo.get("/clients/split?at=m365/T2").statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> decide(String verb, String at, String... more) {
    List<String> fields = new ArrayList<>(List.of("verb", verb, "at", at));
    fields.addAll(List.of(more));
    return bea.post("/clients/decide", fields.toArray(String[]::new));
  }

  private static List<String> rows(String page) {
    List<String> rows = new ArrayList<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      rows.add(row.group(1));
    }
    return rows;
  }
}
