package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.http.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules are changed, tried, approved by somebody else and put in force, on the pages. */
@ExtendWith(TestService.Extension.class)
final class RulesPagesTest {
  private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"(\\d+)\"");

  @Test
  void a_draft_goes_its_whole_way_on_the_pages(TestService service) {
    Browser ruth = Browser.of(service, "ruth", Role.RULE_EDITOR);
    assertThat(ruth.get("/rules").body()).contains("The rules that Trueup ships", "In force");
    String draft = draft(ruth, "Tolerate <b> more");
    assertThat(ruth.get(draft).body()).contains("Tolerate &lt;b&gt; more");
    String file = draft + "/files/policy.yml";
    String policy = service.get(service.admin, "/api/v1" + api(draft) + "/files/policy.yml").text();
    String changed = policy + "\n# looked at\n";
    assertThat(location(step(ruth, draft, file, "text", changed))).isEqualTo(file);
    assertThat(service.get(service.admin, "/api/v1" + api(draft) + "/files/policy.yml").text())
        .isEqualTo(changed);
    assertThat(ruth.get(file).body()).contains("policy.yml saved.", "# looked at");
    assertThat(location(step(ruth, draft, draft + "/check"))).isEqualTo(draft);
    assertThat(ruth.get(draft).body()).contains("rules, no problems");
    step(ruth, draft, draft + "/test");
    step(ruth, draft, draft + "/submit", "note", "please look");
    assertThat(ruth.get(draft).body()).contains("Approval was asked for").contains("please look");

    Browser abe = Browser.of(service, "abe", Role.APPROVER);
    assertThat(abe.get(draft).body())
        .contains(">Approve</button>")
        .doesNotContain(">Check</button>");
    step(abe, draft, draft + "/approve", "note", "fine", "override_reason", "known");
    String published = location(step(abe, draft, draft + "/publish", "note", "More is tolerated"));
    assertThat(published).startsWith("/rules/bundles/");
    assertThat(abe.get(published).body())
        .contains("is in force: the next run is judged by it", "More is tolerated", "+# looked at");

    String before = "/rules/bundles/1";
    assertThat(abe.get(before).body()).contains("Publish these rules again");
    assertThat(
            location(
                abe.post(
                    before + "/restore", "reason", "too much", "in_force", "1", "back", before)))
        .as("another bundle is in force")
        .isEqualTo(before);
    assertThat(abe.get(before).body()).contains("read the rulebook again");
    String number = published.replaceFirst(".*/", "");
    String restored =
        location(abe.post(before + "/restore", "reason", "too much", "in_force", number));
    assertThat(restored).startsWith("/rules/bundles/").isNotEqualTo(published);
    assertThat(abe.get(restored).body()).contains("too much");
  }

  @Test
  void nobody_approves_a_draft_of_their_own_and_roles_are_kept(TestService service) {
    Browser ada = Browser.of(service, "ada", Role.ADMIN);
    String draft = draft(ada, "My own");
    step(ada, draft, draft + "/check");
    step(ada, draft, draft + "/test");
    assertThat(ada.get(draft).body()).contains("somebody else has to approve it");
    step(ada, draft, draft + "/approve", "override_reason", "mine", "back", draft);
    assertThat(ada.get(draft).body()).contains("You had a hand in this draft (user:ada)");

    Browser viewer = Browser.of(service, "vera", Role.VIEWER);
    assertThat(viewer.get("/rules").body()).doesNotContain("Start a draft");
    HttpResponse<String> refused = viewer.post("/rules/drafts", "title", "x");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Your role does not allow this");
    assertThat(viewer.get(draft + "/files/discrepancies/quantity.drl").body())
        .contains("<span class=\"hl-k\">insertLogical</span>")
        .doesNotContain("<textarea");
  }

  @Test
  void an_edit_of_what_somebody_changed_meanwhile_is_refused_on_its_page(TestService service) {
    Browser ruth = Browser.of(service, "rosa", Role.RULE_EDITOR);
    String draft = draft(ruth, "Twice");
    String file = draft + "/files/policy.yml";
    String revision = revision(ruth.get(file).body());
    ruth.post(file, "text", "a: 1", "revision", revision, "back", file);
    ruth.post(file, "text", "b: 1", "revision", revision, "back", file);
    assertThat(ruth.get(file).body()).contains("user:rosa changed the draft meanwhile", "a: 1");
  }

  @Test
  void an_editor_is_told_problems_of_what_is_not_saved(TestService service) {
    Browser ruth = Browser.of(service, "rita", Role.RULE_EDITOR);
    String draft = draft(ruth, "While typing");
    String path = "discrepancies/quantity.drl";
    String text = service.get(service.admin, "/api/v1" + api(draft) + "/files/" + path).text();
    HttpResponse<String> look = look(ruth, draft, path, text.replaceFirst("dueByUse", "dueByUze"));
    assertThat(look.statusCode()).as(look.body()).isEqualTo(200);
    assertThat(look.body()).contains("\"file\":\"" + path + "\"", "dueByUze", "\"line\":9");
    assertThat(look(ruth, draft, path, text).body()).contains("\"problems\":[]");
    assertThat(service.get(service.admin, "/api/v1" + api(draft) + "/files/" + path).text())
        .as("nothing is saved")
        .isEqualTo(text);
  }

  @Test
  void an_editor_is_told_the_words_of_its_file(TestService service) {
    Browser ruth = Browser.of(service, "rosi", Role.RULE_EDITOR);
    String draft = draft(ruth, "Words");
    String path = "service-mapping/people.drl";
    String page = ruth.get(draft + "/vocabulary/" + path).body();
    String rest =
        service.get(service.admin, "/api/v1" + api(draft) + "/vocabulary?path=" + path).text();
    assertThat(page).isEqualTo(rest);
    JsonNode words =
        service.get(service.admin, "/api/v1" + api(draft) + "/vocabulary?path=" + path).json();
    assertThat(words.get("matched"))
        .extracting(JsonNode::asText)
        .contains("Usage", "Selection", "Exclusion")
        .doesNotContain("Position", "Candidate");
    assertThat(words.get("next_id").asText()).matches("SVC-\\d{3}");
    assertThat(words.get("policy"))
        .anySatisfy(
            word -> {
              assertThat(word.get("name").asText()).isEqualTo("free_products");
              assertThat(word.get("fact").asText()).isEqualTo("Listed");
              assertThat(word.get("text").asText()).startsWith("Vendor SKUs that cost nothing");
            });
    assertThat(rest)
        .contains("{\"name\":\"state\",\"type\":\"text\"", "\"suspended\"")
        .contains(
            "{\"name\":\"because\",\"of\":[\"Usage usage\",\"String reason\"],\"text\":\"Leaves the usage out.\"}");
    assertThat(service.get(service.foreignAdmin, "/api/v1" + api(draft) + "/vocabulary").status())
        .isEqualTo(404);
  }

  @Test
  void one_scenario_is_run_beside_its_rule(TestService service) {
    Browser ruth = Browser.of(service, "ronja", Role.RULE_EDITOR);
    String draft = draft(ruth, "Try one");
    String page = ruth.get(draft + "/files/discrepancies/accepted.drl").body();
    Matcher scenario = Pattern.compile("name=\"scenario\" value=\"([^\"]+)\"").matcher(page);
    assertThat(scenario.find()).isTrue();
    String ran = ruth.post(draft + "/try", "scenario", scenario.group(1)).body();
    assertThat(ran).contains("holds", scenario.group(1));
    ruth.post(draft + "/try", "scenario", "scenarios/none.scenario:1", "back", draft);
    assertThat(ruth.get(draft).body()).contains("There is no such scenario in the draft");
  }

  @Test
  void what_was_published_meanwhile_is_brought_in_and_conflicts_are_settled(TestService service) {
    Browser rolf = Browser.of(service, "rolf", Role.RULE_EDITOR);
    Browser anke = Browser.of(service, "anke", Role.APPROVER);
    String ours = draft(rolf, "Ours");
    String theirs = draft(rolf, "Theirs");
    String policy = service.get(service.admin, "/api/v1" + api(ours) + "/files/policy.yml").text();
    step(rolf, ours, ours + "/files/policy.yml", "text", policy + "# our <b>last</b> line\n");
    step(rolf, theirs, theirs + "/files/policy.yml", "text", policy + "# their last line\n");
    step(rolf, theirs, theirs + "/check");
    step(rolf, theirs, theirs + "/test");
    step(anke, theirs, theirs + "/approve", "override_reason", "known");
    step(anke, theirs, theirs + "/publish");

    assertThat(rolf.get(ours).body()).contains("Bring it in before you go on");
    String conflicts = step(rolf, ours, ours + "/merge").body();
    assertThat(conflicts)
        .contains("Both changed the same lines", "our &lt;b&gt;last&lt;/b&gt; line")
        .contains("# their last line");
    String[] settled = {"path", "policy.yml", "text", policy + "# both\n"};
    assertThat(step(rolf, ours, ours + "/merge", settled).body())
        .as("nothing was chosen")
        .contains("Both changed the same lines");
    assertThat(rolf.post(ours + "/merge", "revision", "soon").statusCode()).isEqualTo(400);
    String[] chosen = {"path", "policy.yml", "text", policy + "# both\n", "take-0", "text"};
    assertThat(location(step(rolf, ours, ours + "/merge", chosen))).isEqualTo(ours);
    assertThat(rolf.get(ours).body())
        .contains("What was published meanwhile is in the draft now", "+# both");
  }

  @Test
  void a_title_that_no_text_can_hold_is_refused(TestService service) {
    Browser ruth = Browser.of(service, "runa", Role.RULE_EDITOR);
    assertThat(ruth.post("/rules/drafts", "title", "a\0b").statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> look(
      Browser browser, String draft, String path, String text) {
    return browser.send(
        browser
            .request(draft + "/look/" + path)
            .header("Content-Type", "text/plain; charset=utf-8")
            .header("X-Csrf-Token", browser.token())
            .header("Sec-Fetch-Site", "same-origin")
            .setHeader("Accept", "application/json")
            .POST(BodyPublishers.ofString(text)));
  }

  private static String draft(Browser browser, String title) {
    String draft = location(browser.post("/rules/drafts", "title", title, "back", "/rules"));
    assertThat(draft).startsWith("/rules/drafts/");
    return draft;
  }

  /** Presses a button of the draft's page as it is now. */
  private static HttpResponse<String> step(
      Browser browser, String draft, String action, String... fields) {
    String[] all = new String[fields.length + 2];
    System.arraycopy(fields, 0, all, 0, fields.length);
    all[fields.length] = "revision";
    all[fields.length + 1] =
        revision(browser.get(draft + "/files").body(), browser.get(draft).body());
    return browser.post(action, all);
  }

  private static String revision(String... pages) {
    for (String page : pages) {
      Matcher revision = REVISION.matcher(page);
      if (revision.find()) {
        return revision.group(1);
      }
    }
    throw new AssertionError("no revision on the page");
  }

  private static String api(String draft) {
    return draft.replace("/rules/", "/rulebook/");
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(to -> to.replaceFirst("^http://[^/]+", ""))
        .orElse("none: " + answer.statusCode() + answer.body());
  }
}
