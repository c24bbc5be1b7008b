package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.http.Role;
import io.trueup.rulebook.BundleContent;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What auditors ask, over HTTP and on the command line; one month, run twice, and four bundles. */
@ExtendWith(TestDatabases.class)
final class AuditQuestionsTest {
  private static final String WAIVER = "A waived difference is accepted until the waiver ends";

  @TempDir static Path folder;
  private static TestService service;
  private static String auditor = "";
  private static String first = "";
  private static String run = "";
  private static String config = "";

  @BeforeAll
  static void a_month_was_run_and_rules_were_changed(TestDatabases.TestDatabase database)
      throws IOException {
    service = TestService.connected(database, folder);
    auditor = service.key(service.tenant, Role.AUDITOR);
    ClientApi clients = new ClientApi(service);
    Path month = ClientsMonth.write(folder.resolve("month"));
    SmallMonth.file(
        month,
        "decisions",
        """
        decision_id,kind,company_id,product_code,value,until,reason,decided_by,decided_at
        D1,waive,C1,M365,,2027-01-31,one seat is on the house,Kim,2026-10-01T09:00:00Z
        """);
    String dataset = clients.dataset(month);
    first = clients.run(dataset).get("run_id").asText();
    clients.confirmed("T2", "C2");
    run = clients.run(dataset).get("run_id").asText();
    bundles();
    Path file = folder.resolve("config.yml");
    Files.writeString(
        file,
        """
        storage: {directory: '%s'}
        database: {url: '%s', user: '%s', password: '%s', migration: {at_start: false}}
        """
            .formatted(
                folder.resolve("home"),
                database.access().url(),
                database.access().application().user(),
                database.access().application().password()));
    config = file.toString();
  }

  /**
   * Bundle 2 changes a threshold, 3 what the waiver's rule says, 4 takes it out, 5 is the first.
   */
  private static void bundles() {
    Map<String, String> files = new TreeMap<>(Shipped.content().files());
    files.computeIfPresent(
        "policy.yml",
        (path, text) -> text.replace("suggest_from_score: 0.3", "suggest_from_score: 0.4"));
    new Rulebook(service.db, BundleContent.of(files)).ensure(service.tenant);
    String path = "discrepancies/accepted.drl";
    String text = files.getOrDefault(path, "");
    assertThat(text).contains(WAIVER);
    files.put(path, text.replace(WAIVER, "A waived difference stands until the waiver ends"));
    new Rulebook(service.db, BundleContent.of(files)).ensure(service.tenant);
    int from = text.indexOf("rule \"" + WAIVER);
    files.put(path, text.substring(0, from) + text.substring(text.indexOf("\nend", from) + 4));
    new Rulebook(service.db, BundleContent.of(files)).ensure(service.tenant);
    service.db.useTenant(
        service.tenant,
        handle -> Rulebook.rollBack(handle, 1, null, "clients complained", "key:test"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static JsonNode get(String path) {
    Answer answer = service.get(auditor, "/api/v1/audit" + path);
    assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** The finding that the waiver decided. */
  private static JsonNode waived() {
    return get("/findings/overridden?year=2026&kind=waive").at("/items/0");
  }

  private static String waiverRule() {
    JsonNode figure = get("/findings/" + run + "/" + waived().get("discrepancy_id").asText());
    for (JsonNode rule : figure.get("rules")) {
      if (rule.get("name").asText().equals(WAIVER)) {
        return rule.get("id").asText();
      }
    }
    throw new AssertionError(figure.toString());
  }

  @Test
  void a_figure_is_told_with_its_rules_as_they_were_its_facts_sources_and_decisions() {
    JsonNode figure = get("/findings/" + run + "/" + waived().get("discrepancy_id").asText());
    assertThat(figure.at("/figure/reason").asText()).isEqualTo("waived");
    assertThat(figure.at("/bundle/version").asInt()).isEqualTo(1);
    assertThat(figure.at("/bundle/published_by").asText()).isEqualTo("system");
    assertThat(figure.at("/engine_revision").asInt()).isPositive();
    JsonNode rule = null;
    for (JsonNode each : figure.get("rules")) {
      assertThat(each.get("text").asText()).startsWith("rule \"").endsWith("end");
      assertThat(each.get("line").asInt()).isPositive();
      rule = each.get("name").asText().equals(WAIVER) ? each : rule;
    }
    assertThat(rule).as("as it was in the run's bundle").isNotNull();
    assertThat(rule.get("file").asText()).isEqualTo("discrepancies/accepted.drl");
    assertThat(rule.get("stage").asText()).isEqualTo("discrepancies");
    assertThat(figure.at("/evidence/matched").findValuesAsText("waivedBy")).contains("D1");
    assertThat(figure.at("/sources/0/integration_id").asText()).isEqualTo("m365");
    assertThat(figure.at("/sources/0/age_hours").asInt()).isEqualTo(4);
    assertThat(figure.get("decisions").findValuesAsText("decision_id")).containsExactly("D1");
    assertThat(figure.at("/decisions/0/reason").asText()).isEqualTo("one seat is on the house");

    JsonNode linked = get("/findings/overridden?run_id=" + run + "&kind=link").at("/items/0");
    JsonNode other = get("/findings/" + run + "/" + linked.get("discrepancy_id").asText());
    assertThat(other.get("decisions").findValuesAsText("decision_id")).contains("service-1");
  }

  @Test
  void what_a_rule_decided_is_counted_by_the_last_run_of_a_month_or_by_all() {
    String rule = waiverRule();
    JsonNode year = get("/rules/" + rule + "?year=2026");
    assertThat(year.get("runs").findValuesAsText("run_id")).containsExactly(run);
    assertThat(year.get("decided")).hasSize(1);
    assertThat(year.at("/decided/0/kind").asText()).isEqualTo("discrepancy");
    assertThat(year.at("/decided/0/outcome").asText()).isEqualTo("MATCHED");
    assertThat(year.at("/decided/0/count").asInt()).isEqualTo(1);
    JsonNode all = get("/rules/" + rule + "?from=2026-10-01&all_runs=true");
    assertThat(all.get("runs").findValuesAsText("run_id")).containsExactly(run, first);
    assertThat(all.get("decided")).hasSize(2);
    assertThat(get("/rules/" + rule + "?year=2025").get("runs")).isEmpty();

    JsonNode page = get("/rules/" + rule + "/findings?year=2026&all_runs=true&limit=1");
    assertThat(page.at("/total/count").asInt()).isEqualTo(2);
    assertThat(page.at("/items/0/run_id").asText()).isEqualTo(run);
    JsonNode next =
        get(
            "/rules/"
                + rule
                + "/findings?year=2026&all_runs=true&limit=1&after="
                + page.get("next").asText());
    assertThat(next.at("/items/0/run_id").asText()).isEqualTo(first);
    assertThat(next.get("next").isNull()).isTrue();
    assertThat(get("/rules/" + rule + "/findings?year=2026&class=UNDERBILLING").get("items"))
        .isEmpty();

    JsonNode accounts = get("/rules/" + accountRule() + "?year=2026");
    assertThat(accounts.get("decided").findValuesAsText("kind")).contains("account");
    JsonNode usage = get("/rules/SVC-010?year=2026");
    assertThat(usage.get("name").asText()).isNotBlank();
    assertThat(usage.get("decided").findValuesAsText("kind")).contains("usage");
  }

  private static String accountRule() {
    return service
        .get(auditor, "/api/v1/runs/" + run + "/accounts?decision=auto")
        .json()
        .at("/items/0/rule_ids/0")
        .asText();
  }

  @Test
  void who_changed_a_rule_is_told_bundle_by_bundle_with_the_difference() {
    JsonNode changes = get("/rules/" + waiverRule() + "/history");
    assertThat(changes.findValuesAsText("change"))
        .containsExactly("added", "removed", "changed", "added");
    assertThat(changes.findValuesAsText("version")).containsExactly("5", "4", "3", "1");
    assertThat(changes.at("/0/bundle/restored").asInt()).isEqualTo(1);
    assertThat(changes.at("/0/bundle/message").asText()).isEqualTo("clients complained");
    assertThat(changes.at("/2/diff").asText())
        .contains(
            "-rule \"" + WAIVER + "\"\n",
            "+rule \"A waived difference stands until the waiver ends\"");
    assertThat(changes.at("/2/bundle/message").asText()).contains("newer version of Trueup");
    assertThat(changes.at("/1/text").asText()).isEmpty();

    JsonNode policy = get("/history/policy/suggest_from_score");
    assertThat(policy.findValuesAsText("change")).containsExactly("changed", "changed", "added");
    assertThat(policy.at("/1/diff").asText())
        .contains("-suggest_from_score: 0.3\n+suggest_from_score: 0.4\n")
        .as("and of that entry alone")
        .doesNotContain("account_remarks");
    assertThat(policy.at("/0/text").asText()).startsWith("# A company is put forward");
    assertThat(get("/history/presets/backup").findValuesAsText("change")).containsExactly("added");
    assertProblem(
        service.get(auditor, "/api/v1/audit/history/policy/no_such_name"), 404, "not-found");
    assertProblem(service.get(auditor, "/api/v1/audit/rules/ZZZ-999/history"), 404, "not-found");
  }

  @Test
  void who_made_and_approved_it_stands_with_the_change() {
    Rulebooks books = new Rulebooks(service);
    Rulebooks.Draft draft = books.begin("One more threshold");
    draft.put("policy.yml", books.policyWithMore(draft));
    draft.ready();
    draft.doneBy(books.approver, "/publish", "{\"note\": \"agreed in the meeting\"}");
    JsonNode bundle = get("/history/policy/agreed_with_billing").at("/0/bundle");
    assertThat(bundle.get("origin").asText()).isEqualTo("draft");
    assertThat(bundle.get("authors")).hasSize(1);
    assertThat(bundle.at("/authors/0").asText()).startsWith("key:");
    assertThat(bundle.get("approved_by").asText())
        .startsWith("key:")
        .isNotEqualTo(bundle.at("/authors/0").asText());
    assertThat(bundle.get("message").asText()).isEqualTo("agreed in the meeting");
    Cli told = Cli.run("audit", "history", "agreed_with_billing", config);
    assertThat(told.out())
        .startsWith("added in bundle ")
        .contains(", approved by key:", ": agreed in the meeting");
  }

  @Test
  void findings_that_people_decided_are_listed_with_who_when_and_why() {
    JsonNode row = waived();
    assertThat(row.get("decision_id").asText()).isEqualTo("D1");
    assertThat(row.get("why").asText()).isEqualTo("one seat is on the house");
    assertThat(row.get("decided_by").asText()).isEqualTo("Kim");
    assertThat(row.get("decided_at").asText()).isEqualTo("2026-10-01T09:00:00Z");
    assertThat(row.get("explanation").asText()).contains("waived by decision D1");
    JsonNode all = get("/findings/overridden?year=2026&all_runs=true&limit=2");
    assertThat(all.at("/total/count").asInt()).isEqualTo(3);
    JsonNode rest =
        get(
            "/findings/overridden?year=2026&all_runs=true&limit=2&after="
                + all.get("next").asText());
    assertThat(rest.get("items")).hasSize(1);
    assertThat(get("/findings/overridden?year=2026&by=Kim").get("items")).hasSize(1);
    assertThat(get("/findings/overridden?year=2026&by=nobody").get("items")).isEmpty();
    JsonNode totals = get("/findings/overridden/totals?year=2026");
    assertThat(totals.findValuesAsText("kind")).containsExactly("link", "waive");
    assertThat(totals.findValuesAsText("findings")).containsExactly("1", "1");
  }

  @Test
  void only_who_may_audit_gets_answers_and_only_of_their_own() {
    String figure = "/findings/" + run + "/" + waived().get("discrepancy_id").asText();
    for (String path :
        List.of(
            figure,
            "/findings/overridden",
            "/findings/overridden/totals",
            "/rules/SVC-001",
            "/rules/SVC-001/findings",
            "/rules/SVC-001/history",
            "/history/policy/suggest_from_score",
            "/head",
            "/verification")) {
      assertProblem(service.get(service.viewer, "/api/v1/audit" + path), 403, "forbidden");
    }
    assertProblem(service.get(service.foreignAdmin, "/api/v1/audit" + figure), 404, "not-found");
    assertThat(
            service
                .get(service.foreignAdmin, "/api/v1/audit/findings/overridden?year=2026")
                .json()
                .get("items"))
        .isEmpty();
    for (String query :
        List.of("year=26", "from=tomorrow", "year=2026&to=2026-01-01", "all_runs=2")) {
      assertProblem(
          service.get(auditor, "/api/v1/audit/rules/SVC-001?" + query), 400, "invalid-request");
    }
    assertProblem(
        service.get(auditor, "/api/v1/audit/findings/overridden?after=x"), 400, "bad-cursor");
  }

  @Test
  void the_command_line_answers_in_a_few_lines_or_json() {
    String id = waived().get("discrepancy_id").asText();
    Cli figure = Cli.run("audit", "figure", run, id, config);
    assertThat(figure.code()).as(figure.err()).isZero();
    assertThat(figure.out())
        .contains(
            "MATCHED waived  Acme  M365",
            "Rules of bundle 1, published ",
            WAIVER + "  (discrepancies/accepted.drl:",
            "Position  billableLines=1, billed=1, ",
            "m365  healthy, as of 2026-10-31T20:00:00Z, 4 hours before the day ended",
            "D1  waive C1 M365");
    assertThat(Cli.run("audit", "figure", run, "none", config).err())
        .contains("there is no discrepancy none");
    Cli rule = Cli.run("audit", "rule", waiverRule(), config, "--year", "2026");
    assertThat(rule.out())
        .contains(
            "2026-01-01 to 2026-12-31, the last run of each month: 1 run", "MATCHED", "waived");
    assertThat(Cli.run("audit", "rule", "ZZZ-999", config).code()).isEqualTo(2);
    assertThat(Cli.run("audit", "rule", "SVC-001", config, "--year", "2020").out())
        .contains("nothing was run, nothing is known");
    Cli history = Cli.run("audit", "history", waiverRule(), config);
    assertThat(history.out())
        .contains("removed in bundle 4", "-rule \"" + WAIVER + "\"", "added in bundle 1");
    Cli overridden = Cli.run("audit", "overridden", config, "--year", "2026");
    assertThat(overridden.out())
        .contains("waive by Kim at 2026-10-01T09:00:00Z: one seat is on the house  (D1)");
    for (List<String> command :
        List.of(
            List.of("figure", run, id),
            List.of("rule", "SVC-001"),
            List.of("history", "suggest_from_score"),
            List.of("overridden"))) {
      List<Object> words = new java.util.ArrayList<>(List.of("audit"));
      words.addAll(command);
      words.addAll(List.of(config, "--json"));
      Cli told = Cli.run(words.toArray());
      assertThat(told.code()).as(told.err()).isZero();
      assertThat(told.out().strip()).startsWith("{").endsWith("}");
    }
  }

  @Test
  void the_trail_is_verified_exported_and_held_against_a_head_that_was_kept() throws IOException {
    Path head = folder.resolve("head.json");
    Cli noted = Cli.run("audit", "head", config, "--out", head);
    assertThat(noted.code()).as(noted.err()).isZero();
    assertThat(get("/head").get("hash").asText())
        .isEqualTo(
            new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(head.toFile())
                .get("hash")
                .asText());
    Cli verified = Cli.run("audit", "verify", config, "--head", head);
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out())
        .startsWith("default: intact: ")
        .contains("the one of the noted head");
    assertThat(Cli.run("audit", "verify", config).out())
        .contains("shows only against a noted head");
    JsonNode rest =
        get(
            "/verification?seq="
                + get("/head").get("seq")
                + "&hash="
                + get("/head").get("hash").asText());
    assertThat(rest.get("state").asText()).isEqualTo("intact");
    assertThat(rest.at("/noted/seq").asLong()).isPositive();
    assertProblem(service.get(auditor, "/api/v1/audit/verification?seq=3"), 400, "invalid-request");
    JsonNode forged = get("/verification?seq=1&hash=" + "a".repeat(64));
    assertThat(forged.at("/breaks/0/kind").asText()).isEqualTo("rewritten");

    long events = get("/verification").get("events").asLong();
    Path lines = folder.resolve("events.jsonl");
    assertThat(Cli.run("audit", "export", config, "--out", lines).code()).isZero();
    assertThat(Files.readAllLines(lines)).hasSize((int) events);
    assertThat(Files.readAllLines(lines).get(0))
        .contains(
            "\"seq\":1", "\"action\":\"tenant.created\"", "\"detail\":{\"slug\":\"default\"}");
    Cli csv = Cli.run("audit", "export", config, "--csv");
    assertThat(csv.out().lines().findFirst().orElse(""))
        .isEqualTo("seq,at,actor,action,object,detail,request_id,prev_hash,hash");
    assertThat(csv.out().lines()).hasSize((int) events + 1);
    Files.writeString(head, "{}");
    Cli none = Cli.run("audit", "verify", config, "--head", head);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("the file holds no head of an audit trail");
  }

  @Test
  void a_question_that_cannot_be_understood_gets_one_line() {
    for (String path :
        List.of(
            "/rules/DSC-001?from=%2B999999999-01-01",
            "/rules/DSC-001?to=-0001-01-01",
            "/rules/DSC-001?year=0000",
            "/rules/DSC-001?year=2026&from=2026-01-01",
            "/rules/DSC-001/findings?after=x",
            "/rules/DSC%00",
            "/rules/DSC%00/findings",
            "/rules/DSC%00/history",
            "/history/policy/a%00b",
            "/history/presets/a%00b",
            "/findings/" + run + "/a%00b",
            "/findings/overridden?kind=%00",
            "/verification?seq=1&hash=x",
            "/verification?hash=x")) {
      Answer answer = service.get(auditor, "/api/v1/audit" + path);
      assertThat(answer.status()).as(path + " " + answer.text()).isIn(400, 404);
      assertThat(answer.json().get("detail").asText()).as(path).isNotBlank().doesNotContain("\n");
    }
    Cli cli = Cli.run("audit", "rule", "DSC-001", config, "--from", "+999999999-01-01");
    assertThat(cli.code()).as(cli.err()).isEqualTo(2);
    assertThat(cli.err()).contains("o run looked at +999999999-01-01 — --from — ");
  }

  @Test
  void a_rule_is_found_in_an_old_bundle_however_often_later_ones_name_it() {
    TenantId old = service.stranger;
    Map<String, String> files = new TreeMap<>(Shipped.content().files());
    new Rulebook(service.db, BundleContent.of(files)).ensure(old);
    String path = "discrepancies/accepted.drl";
    String text = files.getOrDefault(path, "");
    int from = text.indexOf("rule \"" + WAIVER);
    String id = waiverRule();
    String without = text.substring(0, from) + text.substring(text.indexOf("\nend", from) + 4);
    for (int i = 1; i <= 25; i++) {
      files.put(path, without + "\n// " + i + " times without " + id + "\n");
      new Rulebook(service.db, BundleContent.of(files)).ensure(old);
    }
    Answer answer =
        service.get(service.key(old, Role.AUDITOR), "/api/v1/audit/rules/" + id + "?year=2026");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("name").asText()).isEqualTo(WAIVER);
  }
}
