package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run is computed again, and whatever was changed of it since is named. */
final class ReplayTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;
  private TestService service;
  private ClientApi clients;
  private String auditor = "";
  private String run = "";

  @BeforeEach
  void a_month_with_a_decision_was_run() throws IOException {
    service = TestService.connected(fresh.database(), folder);
    clients = new ClientApi(service);
    auditor = service.key(service.tenant, Role.AUDITOR);
    Path month = ClientsMonth.write(folder.resolve("month"));
    SmallMonth.file(
        month,
        "decisions",
        """
        decision_id,kind,company_id,product_code,value,until,reason,decided_by,decided_at
        D1,waive,C1,M365,,2027-01-31,one seat is on the house,Kim,2026-10-01T09:00:00Z
        """);
    String dataset = clients.dataset(month);
    clients.run(dataset);
    clients.confirmed("T2", "C2");
    run = clients.run(dataset).get("run_id").asText();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private JsonNode replay() {
    Answer answer = service.post(auditor, "/api/v1/runs/" + run + "/replays", "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(
            service.get(auditor, answer.header("Location").replaceFirst(".*(?=/api)", "")).json())
        .isEqualTo(answer.json());
    return answer.json();
  }

  /** What a replay finds after a change that only a superuser can make. */
  private String found(String sql) {
    service.database.root().useHandle(root -> root.execute(sql.formatted(run)));
    JsonNode replay = replay();
    assertThat(replay.get("outcome").asText()).as(sql + replay).isEqualTo("different");
    JsonNode first = replay.at("/differences/0");
    return first.get("where").asText()
        + " | "
        + first.get("what").asText()
        + " | "
        + first.get("stored").asText()
        + " | "
        + first.get("computed").asText();
  }

  @Test
  void it_is_identical_after_ten_later_bundles_further_decisions_and_another_dataset()
      throws IOException {
    Map<String, String> files = new TreeMap<>(Shipped.content().files());
    for (int i = 1; i <= 10; i++) {
      files.merge("policy.yml", "# Later, " + i + "\n", String::concat);
      files.computeIfPresent(
          "policy.yml",
          (path, text) -> text.replace("suggest_from_score: ", "suggest_from_score: 0.9 # "));
      new Rulebook(service.db, BundleContent.of(files)).ensure(service.tenant);
    }
    clients.confirmed("T5", "C2");
    clients.decided("T2", "ignore", "{\"reason\": \"our own\"}");
    Path other = ClientsMonth.write(folder.resolve("other"));
    ClientsMonth.accounts(other, List.of("m365,T1,Acme,C1"));
    JsonNode later = clients.run(other);
    assertThat(later.get("bundle_version").asLong()).isEqualTo(11);

    JsonNode replay = replay();
    assertThat(replay.get("outcome").asText()).as(replay.toString()).isEqualTo("identical");
    assertThat(replay.at("/compared/files").asInt()).isEqualTo(6);
    assertThat(replay.at("/compared/usage_record").asInt()).isEqualTo(7);
    assertThat(replay.at("/compared/usage_group").asInt()).isBetween(1, 7);
    assertThat(replay.at("/compared/discrepancy").asInt()).isPositive();
    assertThat(replay.at("/compared/discrepancy_evidence").asInt())
        .isEqualTo(replay.at("/compared/discrepancy").asInt());
    assertThat(replay.at("/compared/rule_tally").asInt()).isPositive();
    assertThat(replay.at("/compared/discrepancy_decision").asInt()).isEqualTo(2);
    JsonNode list = service.get(auditor, "/api/v1/runs/" + run + "/replays").json();
    assertThat(list.at("/total/count").asInt()).isEqualTo(1);
    assertThat(list.at("/items/0")).isEqualTo(replay);
    JsonNode event = service.get(auditor, "/api/v1/audit?action=run.replayed").json();
    assertThat(event.at("/items/0/object").asText()).isEqualTo(run);
    assertThat(event.at("/items/0/detail/outcome").asText()).isEqualTo("identical");
  }

  @Test
  void a_changed_amount_is_named_with_its_row_column_and_both_values() {
    String found =
        found(
            "UPDATE discrepancy SET monthly_impact = 99.00 WHERE run_id = '%s' AND company_id = 'C2'");
    assertThat(found)
        .startsWith("table discrepancy, discrepancy_id ")
        .contains(" | monthly_impact | 99.00 | ");
    JsonNode audited = service.get(auditor, "/api/v1/audit?action=run.replayed").json();
    assertThat(audited.at("/items/0/detail/first").asText())
        .startsWith("table discrepancy, ")
        .endsWith(" monthly_impact");
    assertThat(audited.at("/items/0/detail").toString())
        .as("amounts stay out")
        .doesNotContain("99.00");
  }

  @Test
  void a_row_that_was_taken_out_put_in_or_changed_is_named_in_every_table() {
    assertThat(
            found(
                "UPDATE usage_block SET fates[1] = 'excluded' WHERE run_id = '%s' AND first_ordinal = 1"))
        .isEqualTo("table usage_group, first_ordinal 1 | fate | excluded | counted");
    undo("usage_block", "fates[1] = 'counted' WHERE first_ordinal = 1");
    assertThat(
            found(
                "UPDATE usage_block SET quantities[1] = quantities[1] * 1.0 WHERE run_id = '%s' AND first_ordinal = 1"))
        .as("1.0 is not 1")
        .startsWith("table usage_group, first_ordinal 1 | quantity | ");
    undo("usage_block", "quantities[1] = trim_scale(quantities[1]) WHERE first_ordinal = 1");
    assertThat(found("DELETE FROM account_match WHERE run_id = '%s' AND account_id = 'T3'"))
        .startsWith("table account_match, ordinal 3 | the row | null | (3,m365,T3,");
    assertThat(
            found(
                "UPDATE discrepancy_evidence SET usage_groups = usage_groups || 99 WHERE run_id = '%s'"))
        .startsWith("table discrepancy_evidence, ")
        .contains(" | usage_groups | ");
    assertThat(found("UPDATE discrepancy_evidence SET evidence = '\\x007b7d' WHERE run_id = '%s'"))
        .startsWith("table discrepancy_evidence, ")
        .contains(" | evidence | ");
    JsonNode all = replay();
    assertThat(all.get("difference_count").asLong()).isGreaterThan(3);
    assertThat(all.get("reason").asText()).contains(" places differ, first: table discrepancy_");
  }

  @Test
  void records_that_were_changed_or_taken_out_of_the_packed_usage_are_named() {
    assertThat(
            found("UPDATE usage_reading SET reading = set_byte(reading, 2, 120) WHERE '%s' <> ''"))
        .startsWith("table usage_reading | reading | UsageReading[hash=x");
    assertThat(found("UPDATE usage_page SET content = '\\x00' WHERE '%s' <> ''"))
        .startsWith("table usage_reading | ");
    assertThat(replay().at("/differences/1/where").asText()).isEqualTo("table usage_page");
    found("DELETE FROM usage_page WHERE '%s' <> ''");
    JsonNode gone = replay().at("/differences/1");
    assertThat(gone.get("what").asText()).isEqualTo("records");
    assertThat(gone.get("stored").asText()).isEqualTo("0");
    assertThat(gone.get("computed").asText()).isEqualTo("7");
  }

  private void undo(String table, String set) {
    service.database.root().useHandle(root -> root.execute("UPDATE " + table + " SET " + set));
    assertThat(replay().get("outcome").asText()).isEqualTo("identical");
  }

  @Test
  void the_run_itself_its_files_and_the_answers_kept_by_rule_are_proved_too() {
    assertThat(found("UPDATE run SET decision_no = 0 WHERE run_id = '%s'"))
        .startsWith("the run | input_hash | ");
    service.database.root().useHandle(root -> root.execute("UPDATE run SET decision_no = 1"));
    assertThat(found("UPDATE run SET engine_version = '9.9' WHERE run_id = '%s'"))
        .startsWith("the run, against event ")
        .contains(" | engine | 9.9 | ");
    service
        .database
        .root()
        .useHandle(root -> root.execute("UPDATE run SET engine_version = 'development'"));
    assertThat(found("UPDATE run SET usage_count = usage_count + 1 WHERE run_id = '%s'"))
        .isEqualTo("the run | usage_count | 8 | 7");
    service
        .database
        .root()
        .useHandle(root -> root.execute("UPDATE run SET usage_count = usage_count - 1"));
    assertThat(found("UPDATE run SET summary = summary || '{\"totals\": {}}' WHERE run_id = '%s'"))
        .startsWith("the run | summary | ");
    assertThat(
            found(
                "UPDATE rule_tally SET count = count + 1 WHERE run_id = '%s' AND kind = 'account'"))
        .startsWith("the run | summary | ");
    assertThat(replay().get("differences").findValuesAsText("where"))
        .anyMatch(where -> where.startsWith("table rule_tally, rule_id CLM-"));
  }

  @Test
  void a_changed_file_is_named_with_its_first_line_that_differs() {
    // The other run of the same input has an accounts.csv without the decision.
    String found =
        found(
            """
            UPDATE run_file f SET blob_id = o.blob_id, sha256 = o.sha256, size_bytes = o.size_bytes
            FROM run_file o WHERE f.run_id = '%s' AND o.run_id <> f.run_id
              AND f.name = 'accounts.csv' AND o.name = f.name
            """);
    assertThat(found).startsWith("the run, against event ").contains(" | files | ");
    assertThat(replay().at("/differences/1/where").asText()).isEqualTo("file accounts.csv, line 3");
    assertThat(replay().at("/differences/1/stored").asText()).startsWith("m365,T2,,suggested,");
    assertThat(replay().at("/differences/1/computed").asText()).startsWith("m365,T2,C2,confirmed,");
  }

  @Test
  void a_changed_input_is_named_and_one_that_is_gone_makes_it_impossible() {
    assertThat(
            found(
                """
                UPDATE dataset_file f SET blob_id = o.blob_id FROM dataset_file o
                WHERE f.name = 'products.csv' AND o.name = 'agreements.csv' AND '%s' <> ''
                """))
        .startsWith("input file products.csv | its content is not what was uploaded");
    service.database.root().useHandle(root -> root.execute("DELETE FROM blob_piece"));
    JsonNode gone = replay();
    assertThat(gone.get("outcome").asText()).isEqualTo("impossible");
    assertThat(gone.get("reason").asText()).startsWith("Its input is not there any more: ");
    assertThat(gone.get("differences")).isEmpty();
  }

  @Test
  void rules_that_are_not_what_was_published_prove_nothing() {
    service
        .database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE rule_text SET content = content || '# more' WHERE content LIKE '%suggest_from_score:%'"));
    JsonNode replay = replay();
    assertThat(replay.get("outcome").asText()).isEqualTo("impossible");
    assertThat(replay.get("reason").asText())
        .contains("its files are not those that were published");
  }

  @Test
  void only_who_may_audit_asks_and_only_for_a_run_that_is_done() {
    String path = "/api/v1/runs/" + run + "/replays";
    assertThat(service.post(service.viewer, path, "").status()).isEqualTo(403);
    assertThat(service.get(service.viewer, path).status()).isEqualTo(403);
    assertProblem(service.post(service.foreignAdmin, path, ""), 404, "not-found");
    assertProblem(service.get(service.foreignAdmin, path), 404, "not-found");
    service.database.root().useHandle(root -> root.execute("UPDATE run SET status = 'failed'"));
    assertProblem(service.post(auditor, path, ""), 409, "conflict");
  }

  @Test
  void the_command_says_it_in_a_line_and_by_its_exit_code() throws IOException {
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        """
        storage: {directory: '%s'}
        database: {url: '%s', user: '%s', password: '%s', migration: {at_start: false}}
        """
            .formatted(
                folder.resolve("home"),
                service.database.access().url(),
                service.database.access().application().user(),
                service.database.access().application().password()));
    Cli all = Cli.run("replay", "--all", config);
    assertThat(all.code()).as(all.out() + all.err()).isZero();
    assertThat(all.out())
        .contains(
            "run " + run + "  identical  ", "6 files and ", "2 runs: 2 identical, 0 different");
    Cli last = Cli.run("replay", "--last", config, "--json");
    assertThat(last.out()).contains("\"outcome\" : \"identical\"", run);

    service
        .database
        .root()
        .useHandle(root -> root.execute("UPDATE discrepancy SET acts = 'nobody else'"));
    Cli one = Cli.run("replay", "--run", run, config);
    assertThat(one.code()).isEqualTo(1);
    assertThat(one.out()).contains("different", ", acts: stored is nobody else, computed was ");
    service.database.root().useHandle(root -> root.execute("DELETE FROM blob_piece"));
    assertThat(Cli.run("replay", "--run", run, config).code()).isEqualTo(2);
    Cli none = Cli.run("replay", "--run", service.tenant, config);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).startsWith("There is no such run — run ");
    service.database.root().useHandle(root -> root.execute("UPDATE run SET status = 'failed'"));
    assertThat(Cli.run("replay", "--all", config).err())
        .contains("no run is done: nothing was proved");
    assertThat(Cli.run("replay", config).code()).isEqualTo(2);
  }

  @Test
  void the_cost_of_rules_is_counted_the_same_each_time() {
    String path = "/api/v1/runs/" + run + "/rule-costs";
    JsonNode first = costs(service.post(auditor, path, ""));
    JsonNode second = costs(service.post(auditor, path, ""));
    assertThat(counts(second)).isEqualTo(counts(first)).isNotEmpty();
    assertThat(first.get("folding").get(0).asText()).contains("usage records folded to");
    assertThat(first.get("evaluating_ns").asLong()).isPositive();
    assertThat(service.post(service.key(service.tenant, Role.VIEWER), path, "").status())
        .isEqualTo(403);
    assertThat(service.post(auditor, "/api/v1/runs/" + service.tenant + "/rule-costs", "").status())
        .isGreaterThanOrEqualTo(400);
  }

  private static JsonNode costs(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Map<String, String> counts(JsonNode costs) {
    Map<String, String> counts = new TreeMap<>();
    for (JsonNode rule : costs.get("rules")) {
      if (rule.get("firings").asLong() > 0) {
        counts.put(
            rule.get("rule_id").asText(),
            rule.get("firings") + " " + rule.get("held") + " " + rule.get("cases"));
      }
    }
    return counts;
  }
}
