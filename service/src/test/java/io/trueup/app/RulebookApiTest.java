package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.Rulebooks.Draft;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.http.Role;
import io.trueup.rulebook.BundleContent;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.Shipped;
import io.trueup.rulebook.UnusableBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules are changed, tried, approved by somebody else and put in force, over REST. */
@ExtendWith(TestService.Extension.class)
final class RulebookApiTest {
  private Rulebooks books;

  RulebookApiTest(TestService service) {
    this.books = new Rulebooks(service);
  }

  @BeforeEach
  void people(TestService service) {
    books = new Rulebooks(service);
  }

  @Test
  void a_tenant_begins_with_the_shipped_bundle_and_its_scenarios(TestService service) {
    Answer answer = service.get(service.foreignAdmin, "/api/v1/rulebook");
    JsonNode bundle = answer.json().get("published");
    assertThat(bundle.get("version").asLong()).isEqualTo(1);
    assertThat(bundle.get("origin").asText()).isEqualTo("shipped");
    assertThat(bundle.get("hash").asText()).isEqualTo(Shipped.content().hash());
    assertThat(bundle.get("rules_hash").asText())
        .as("what `trueup rules list` shows")
        .isEqualTo(Bundles.load(java.util.Optional.empty()).hash());
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    JsonNode files = service.get(service.foreignAdmin, "/api/v1/rulebook/bundles/1/files").json();
    assertThat(files.findValuesAsText("path"))
        .contains("policy.yml", "scenarios/tolerances.scenario", "presets/microsoft365.csv");
    Answer policy =
        service.get(service.foreignAdmin, "/api/v1/rulebook/bundles/1/files/policy.yml");
    assertThat(policy.text()).isEqualTo(Shipped.content().files().get("policy.yml"));
    assertThat(policy.header("Content-Type")).startsWith("text/plain");
    assertThat(service.get(service.foreignAdmin, "/api/v1/rulebook/bundles/1/rules").json())
        .hasSizeGreaterThan(60);
  }

  @Test
  void a_change_goes_its_whole_way_and_the_next_run_is_judged_by_it(TestService service) {
    Draft draft = books.begin("Tolerate a little more");
    draft.put("policy.yml", books.policyWithMore(draft));
    JsonNode diff = service.get(service.viewer, draft.path() + "/diff").json();
    assertThat(diff).hasSize(1);
    assertThat(diff.at("/0/diff").asText())
        .contains("--- a/policy.yml\n+++ b/policy.yml\n@@ ", "\n+agreed_with_billing: 1");
    assertThat(draft.post("/test", "{}").status()).as("not checked yet").isEqualTo(409);
    JsonNode checked = draft.done("/check", "{}");
    assertThat(checked.get("passed").asBoolean()).isTrue();
    assertThat(checked.get("rules").asInt()).isGreaterThan(60);
    JsonNode tested = draft.done("/test", "{}");
    assertThat(tested.get("tried").asInt()).isGreaterThan(300);
    assertThat(tested.get("coverage")).hasSizeGreaterThan(60);
    draft.done("/submit", "{\"note\": \"please look\"}");
    String reason =
        tested.get("passed").asBoolean() ? "{}" : "{\"override_reason\": \"scenarios follow\"}";
    draft.doneBy(books.approver, "/approve", reason);
    JsonNode published = draft.doneBy(books.approver, "/publish", "{\"note\": \"as agreed\"}");
    assertThat(published.get("message").asText()).isEqualTo("as agreed");
    assertThat(published.get("approved_by").asText()).startsWith("key:");

    JsonNode run = service.run(service.dataset("company_id,name\nc1,Rules\n"));
    assertThat(run.get("bundle_version").asLong()).isEqualTo(published.get("version").asLong());
    assertThat(draft.read().get("state").asText()).isEqualTo("published");
    assertThat(draft.put("policy.yml", "x: 1").status()).as("it is over").isEqualTo(409);
    JsonNode history = service.get(service.viewer, draft.path() + "/history").json().get("items");
    assertThat(history.findValuesAsText("kind"))
        .containsExactly(
            "created", "edited", "checked", "tested", "submitted", "approved", "published");
    assertThat(books.audited())
        .contains(
            "draft.created",
            "draft.edited",
            "draft.checked",
            "draft.tested",
            "draft.approved",
            "bundle.published");
  }

  @Test
  void a_syntax_error_in_one_of_forty_files_keeps_the_draft_from_going_on(TestService service) {
    Draft draft = books.begin("Broken");
    String quantity = draft.get("discrepancies/quantity.drl").text();
    int line = quantity.substring(0, quantity.indexOf("insertLogical")).split("\n", -1).length;
    draft.put("discrepancies/quantity.drl", quantity.replaceFirst("insertLogical", "insertLogicl"));
    long before = books.inForce();
    JsonNode checked = draft.done("/check", "{}");
    assertThat(checked.get("passed").asBoolean()).isFalse();
    JsonNode problem = checked.at("/problems/0");
    assertThat(problem.get("file").asText()).isEqualTo("discrepancies/quantity.drl");
    assertThat(problem.get("line").asInt()).isEqualTo(line);
    assertThat(problem.get("column").asInt()).isPositive();
    assertThat(problem.get("id").asText()).isNotBlank();
    assertThat(checked.at("/draft/state").asText()).isEqualTo("draft");
    for (String step : List.of("/test", "/submit")) {
      assertThat(draft.post(step, "{}").status()).as(step).isEqualTo(409);
    }
    for (String step : List.of("/approve", "/publish")) {
      assertThat(draft.postBy(books.approver, step, "{\"note\": \"x\"}").status())
          .as(step)
          .isEqualTo(409);
    }
    assertThat(books.inForce()).isEqualTo(before);
  }

  @Test
  void nobody_approves_what_they_had_a_hand_in(TestService service) {
    Draft draft = books.begin("By two editors");
    draft.put("policy.yml", draft.get("policy.yml").text() + "\n# more\n");
    draft.putBy(service.admin, "policy.yml", draft.get("policy.yml").text() + "# and more\n");
    draft.done("/check", "{}");
    draft.done("/test", "{}");
    Answer own = draft.postBy(service.admin, "/approve", "{}");
    assertThat(own.status()).isEqualTo(403);
    assertThat(own.text()).contains("somebody else has to approve it");
    assertThat(draft.post("/approve", "{}").status()).as("the role cannot").isEqualTo(403);
    assertThat(draft.read().get("authors")).hasSize(2);
    draft.doneBy(books.approver, "/approve", "{}");
    draft.put("policy.yml", draft.get("policy.yml").text() + "# afterwards\n");
    assertThat(draft.read().get("state").asText())
        .as("approved was something else")
        .isEqualTo("draft");
    assertThat(draft.read().has("approved_by")).isFalse();
    assertThat(draft.postBy(books.approver, "/publish", "{}").status()).isEqualTo(409);
  }

  @Test
  void an_approval_stands_whatever_is_asked_or_tried_again(TestService service) {
    Draft draft = books.begin("Approved once");
    draft.put("policy.yml", draft.get("policy.yml").text() + "# approved once\n");
    draft.delete("scenarios/prices.scenario");
    draft.ready();
    JsonNode approved = draft.read();
    Answer again = draft.post("/submit", "{\"note\": \"once more\"}");
    assertThat(again.status()).as(again.text()).isEqualTo(409);
    assertThat(again.text()).contains("approved already, by key:");
    draft.done("/check", "{}");
    JsonNode now = draft.read();
    assertThat(now.get("approved_by")).isEqualTo(approved.get("approved_by"));
    assertThat(now.get("override_reason").asText()).isEqualTo("as agreed");
    JsonNode published = draft.doneBy(books.approver, "/publish", "{}");
    assertThat(published.get("approved_by")).isEqualTo(approved.get("approved_by"));
    assertThat(published.get("override_reason").asText()).isEqualTo("as agreed");
    assertThat(draft.read().get("approved_by")).isEqualTo(approved.get("approved_by"));
  }

  @Test
  void a_failing_scenario_or_an_untested_rule_needs_a_reason_that_is_kept(TestService service) {
    Draft draft = books.begin("A rule nobody tested");
    String rules = draft.get("discrepancies/price-and-presence.drl").text();
    int from = rules.indexOf("rule \"");
    String rule = rules.substring(from, rules.indexOf("\nend", from) + 4);
    draft.put(
        "discrepancies/price-and-presence.drl",
        rules
            + "\n"
            + rule.replaceFirst("rule \"", "rule \"Never told: ")
                .replaceFirst("@id\\(\"[^\"]+\"\\)", "@id(\"DSC-999\")")
                .replaceFirst(
                    "when\n", "when\n    SyncStatus( integrationId == \"nobody-anywhere\" )\n"));
    draft.put(
        "scenarios/own.scenario",
        "Feature: Ours\n\nScenario: Nothing comes of nothing\n  as of 2026-03-31\n  given additions\n"
            + "    | product_code | quantity |\n    | X            | 1        |\n"
            + "  then discrepancies\n    | class |\n    | MATCHED |\n");
    JsonNode checked = draft.done("/check", "{}");
    assertThat(checked.get("passed").asBoolean()).as(checked.toString()).isTrue();
    JsonNode one = draft.post("/scenarios", "{\"scenario\": \"Nothing comes of nothing\"}").json();
    assertThat(one.get("failed").asInt()).isEqualTo(1);
    assertThat(one.at("/scenarios/0/report").asText()).contains("given additions", "MATCHED");
    assertThat(draft.post("/scenarios", "{\"scenario\": \"None\"}").status()).isEqualTo(404);
    JsonNode tested = draft.done("/test", "{}");
    assertThat(tested.get("passed").asBoolean()).isFalse();
    List<String> untested = new ArrayList<>();
    tested
        .get("coverage")
        .forEach(
            each -> {
              if (each.get("scenarios").asInt() == 0) {
                untested.add(each.get("id").asText());
              }
            });
    assertThat(untested).containsExactly("DSC-999");
    Answer refused = draft.postBy(books.approver, "/approve", "{\"note\": \"fine\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("1 fail", "DSC-999", "override_reason");
    draft.doneBy(
        books.approver, "/approve", "{\"override_reason\": \"the vendor fixes it on Monday\"}");
    JsonNode published = draft.doneBy(books.approver, "/publish", "{}");
    assertThat(published.get("override_reason").asText())
        .isEqualTo("the vendor fixes it on Monday");
    assertThat(service.get(service.admin, "/api/v1/audit?action=draft.approved").text())
        .contains("the vendor fixes it on Monday", "DSC-999");
  }

  @Test
  void a_stale_revision_is_refused_whatever_the_change(TestService service) {
    Draft draft = books.begin("Two windows");
    String seen = draft.tag();
    draft.put("policy.yml", draft.get("policy.yml").text() + "# one\n");
    for (Map.Entry<String, String> each :
        Map.of(
                "/check", "{}",
                "/test", "{}",
                "/submit", "{}",
                "/merge", "{}",
                "/rename", "{\"from\": \"policy.yml\", \"to\": \"presets/x.csv\"}")
            .entrySet()) {
      Answer stale =
          service.post(
              books.editor, draft.path() + each.getKey(), each.getValue(), "If-Match", seen);
      assertThat(stale.status()).as(each.getKey() + stale.text()).isEqualTo(412);
      assertThat(service.post(books.editor, draft.path() + each.getKey(), each.getValue()).status())
          .as(each.getKey())
          .isEqualTo(428);
    }
    assertThat(draft.with(seen).put("policy.yml", "# two\n").status()).isEqualTo(412);
    assertThat(draft.with(seen).delete("policy.yml").status()).isEqualTo(412);
  }

  @Test
  void hostile_paths_and_texts_are_refused_in_one_line(TestService service) {
    Draft draft = books.begin("Hostile");
    for (String path :
        List.of(
            "..%2Fpolicy.yml",
            "discrepancies/../policy.yml",
            "discrepancies/.hidden.drl",
            "discrepancies/a/b.drl",
            "elsewhere/a.drl",
            "discrepancies/a.java",
            "discrepancies/a%00.drl",
            "%2Fetc%2Fpasswd",
            "POLICY.YML",
            "discrepancies/" + "a".repeat(200) + ".drl")) {
      Answer answer = draft.put(path, "x");
      assertThat(answer.status()).as(path + " " + answer.text()).isIn(400, 404);
    }
    Answer twin = draft.put("discrepancies/QUANTITY.drl", "x");
    assertThat(twin.text()).contains("differs from discrepancies/quantity.drl by capitals alone");
    assertThat(draft.putBytes("policy.yml", new byte[] {(byte) 0xC3, 0x28}).text())
        .contains("is not UTF-8");
    assertThat(draft.put("policy.yml", "a\0b").text()).contains("NUL");
    assertThat(draft.put("policy.yml", "x".repeat((1 << 20) + 1)).status()).isEqualTo(413);
    assertThat(draft.read().get("revision").asLong()).isEqualTo(1);
  }

  @Test
  void a_file_of_nothing_but_problems_gets_an_answer_that_ends(TestService service) {
    Draft draft = books.begin("Nothing but problems");
    draft.put("scenarios/a.scenario", "x\n".repeat(200_000));
    JsonNode checked = draft.done("/check", "{}");
    assertThat(checked.get("passed").asBoolean()).isFalse();
    assertThat(checked.get("problems")).hasSize(1_001);
    assertThat(checked.at("/problems/1000/message").asText()).isEqualTo("there are more problems");
    draft.discard();
  }

  @Test
  void a_draft_has_an_end_in_characters_too(TestService service) {
    Draft draft = books.begin("Too much");
    String large = "# x".repeat(BundleContent.MOST_CHARACTERS / 3);
    UUID id = UUID.fromString(draft.id);
    int most = (int) (BundleContent.MOST_CHARACTERS_IN_ALL / BundleContent.MOST_CHARACTERS);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= most; i++) {
                String path = "presets/large-" + i + ".csv";
                service.db.useTenant(
                    service.tenant, handle -> Drafts.put(handle, id, null, path, large, "test"));
              }
            })
        .isInstanceOf(UnusableBundle.class)
        .hasMessageContaining("characters are too many — the draft — keep to ");
    assertThat(draft.post("/check", "{}").status()).as("it can still be checked").isEqualTo(200);
    draft.discard();
  }

  @Test
  void files_are_renamed_and_removed(TestService service) {
    Draft draft = books.begin("Tidy");
    String text = draft.get("scenarios/prices.scenario").text();
    draft.done(
        "/rename",
        "{\"from\": \"scenarios/prices.scenario\", \"to\": \"scenarios/cost.scenario\"}");
    assertThat(draft.get("scenarios/cost.scenario").text()).isEqualTo(text);
    assertThat(draft.get("scenarios/prices.scenario").status()).isEqualTo(404);
    assertThat(draft.delete("scenarios/cost.scenario").status()).isEqualTo(200);
    assertThat(draft.delete("scenarios/cost.scenario").status()).isEqualTo(404);
    JsonNode diff = service.get(service.viewer, draft.path() + "/diff").json();
    assertThat(diff.at("/0/change").asText()).isEqualTo("removed");
    assertThat(draft.discard().status()).isEqualTo(204);
    assertThat(draft.read().get("state").asText()).isEqualTo("discarded");
  }

  @Test
  void roles_read_edit_approve_and_publish_as_they_may(TestService service) {
    String auditor = service.key(service.tenant, Role.AUDITOR);
    Draft draft = books.begin("Roles");
    for (String key : List.of(service.viewer, auditor, books.approver)) {
      assertThat(service.get(key, draft.path()).status()).isEqualTo(200);
      assertThat(service.get(key, "/api/v1/rulebook/bundles").status()).isEqualTo(200);
      assertThat(service.post(key, "/api/v1/rulebook/drafts", "{\"title\": \"x\"}").status())
          .isEqualTo(403);
      assertThat(draft.putBy(key, "policy.yml", "x").status()).isEqualTo(403);
      assertThat(draft.postBy(key, "/check", "{}").status()).isEqualTo(403);
    }
    for (String key : List.of(service.viewer, auditor, books.editor)) {
      for (String step : List.of("/approve", "/publish", "/reject")) {
        assertThat(draft.postBy(key, step, "{\"reason\": \"x\"}").status()).isEqualTo(403);
      }
      assertThat(
              service
                  .post(
                      key,
                      "/api/v1/rulebook/rollback",
                      "{\"version\": 1, \"reason\": \"x\"}",
                      "If-Match",
                      "*")
                  .status())
          .isEqualTo(403);
    }
    assertThat(service.get(auditor, "/api/v1/audit").status()).isEqualTo(200);
    assertThat(service.get("", "/api/v1/rulebook").status()).isEqualTo(401);
  }

  @Test
  void another_tenants_drafts_and_bundles_are_not_there(TestService service) {
    Draft draft = books.begin("Ours alone");
    String foreignEditor = service.key(service.stranger, Role.RULE_EDITOR);
    assertThat(service.get(service.foreignAdmin, draft.path()).status()).isEqualTo(404);
    assertThat(service.get(service.foreignAdmin, draft.path() + "/files").status()).isEqualTo(404);
    assertThat(service.get(service.foreignAdmin, draft.path() + "/history").status())
        .isEqualTo(404);
    for (String step : List.of("/check", "/test", "/merge", "/submit")) {
      assertThat(draft.postBy(foreignEditor, step, "{}").status()).as(step).isEqualTo(404);
    }
    assertThat(draft.postBy(service.foreignAdmin, "/approve", "{}").status()).isEqualTo(404);
    assertThat(draft.postBy(service.foreignAdmin, "/publish", "{}").status()).isEqualTo(404);
    assertThat(draft.putBy(foreignEditor, "policy.yml", "x").status()).isEqualTo(404);
    assertThat(service.get(service.foreignAdmin, "/api/v1/rulebook/drafts").json().get("items"))
        .isEmpty();
  }

  @Test
  void a_rejected_draft_goes_back_with_the_reason(TestService service) {
    Draft draft = books.begin("Rejected");
    draft.put("policy.yml", draft.get("policy.yml").text() + "# r\n");
    draft.done("/check", "{}");
    assertThat(draft.postBy(books.approver, "/reject", "{}").status()).isEqualTo(400);
    draft.doneBy(books.approver, "/reject", "{\"reason\": \"too wide\"}");
    assertThat(draft.read().get("state").asText()).isEqualTo("draft");
    assertThat(service.get(service.viewer, draft.path() + "/history").text()).contains("too wide");
  }
}
