package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the editor of rules offers while somebody types, and what it explains. */
@InBrowser
@Order(10)
final class EditorWordsTest {
  private static final String ASK =
      """
      async ([text, prefix]) => {
        const answer = await fetch(document.getElementById('text').dataset.words);
        const words = RuleWords.of(await answer.json());
        return words.completions(text, prefix).map((each) => each.value || each.snippet);
      }""";

  @Test
  void a_new_rule_is_written_with_what_is_offered(People people) {
    Page page = editor(people, "discrepancies/quantity.drl");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New rule")).click();
    page.keyboard().type("Nothing is used and something is billed");
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("Tab");
    }
    Locator offered = page.locator(".ace_autocomplete");
    page.keyboard().type("Posit");
    assertThat(offered).containsText("Position");
    assertThat(page.locator(".ace_doc-tooltip"))
        .containsText("A billing position with what was used");
    page.keyboard().press("Enter");
    page.keyboard().type("absol");
    assertThat(offered).containsText("absoluteDelta");
    assertThat(page.locator("#problems")).containsText("the rule concludes nothing");
    Pictures.take(page, "rule-editor");
    page.keyboard().press("Enter");
    assertThat(page.locator("#help")).containsText("Position.absoluteDelta");
    assertThat(page.locator("#help")).containsText("decimal");
    assertThat(
            (String) page.evaluate("() => ace.edit(document.querySelector('.editor')).getValue()"))
        .contains("rule \"Nothing is used and something is billed\"")
        .contains("@id(\"DSC-")
        .contains("    Position( absoluteDelta )\nthen");
  }

  @Test
  void what_is_offered_is_what_may_stand_there(People people) {
    Page page = editor(people, "discrepancies/quantity.drl");
    String rule = "rule \"A b c\"\nwhen\n  $p : Position( $d : delta )\n";
    assertThat(offered(page, "package x\n\n", ""))
        .anyMatch(each -> each.startsWith("rule \""))
        .contains("when");
    assertThat(offered(page, rule, ""))
        .contains("Compared( ${1} )", "exists")
        .doesNotContain("Candidate( ${1} )");
    assertThat(offered(page, rule, ""))
        .anyMatch(each -> each.startsWith("Threshold( name == \"count_collapse_records\""));
    assertThat(offered(page, rule + "  not Accepted( ", ""))
        .contains("positionKey", "reason", "$p")
        .doesNotContain("delta");
    assertThat(offered(page, rule + "  Accepted( positionKey == $p.", ""))
        .contains("key", "productCode")
        .doesNotContain("positionKey");
    assertThat(offered(page, rule + "  Position( count == ", "")).contains("\"distinct_users\"");
    assertThat(offered(page, rule + "  Position( count in ( \"records\", \"", ""))
        .contains("quantity")
        .doesNotContain("key");
    assertThat(offered(page, rule + "  Threshold( name == \"", ""))
        .contains("count_collapse_fraction")
        .doesNotContain("free_products");
    assertThat(offered(page, rule + "  Listed( list == \"", ""))
        .contains("free_products")
        .doesNotContain("count_collapse_fraction");
    assertThat(offered(page, rule + "then\n  ", ""))
        .anyMatch(each -> each.startsWith("insertLogical( Discrepancy.underbilling( "));
    assertThat(offered(page, rule + "then\n  insertLogical( Accepted.", ""))
        .containsExactly("because");
    assertThat(offered(page, rule + "then\n  insertLogical( Accepted.because( ", ""))
        .containsExactly("$p", "$d");
    assertThat(offered(page, rule + "  // Posi", "Posi")).isEmpty();
    assertThat(offered(page, "rule \"Posi", "Posi")).isEmpty();
  }

  @Test
  void each_stage_offers_the_facts_that_it_is_given(People people) {
    String conditions = "rule \"A b c\"\nwhen\n  ";
    assertThat(offered(editor(people, "client-matching/confirmed.drl"), conditions, ""))
        .contains("Candidate( ${1} )")
        .doesNotContain("Position( ${1} )");
    assertThat(offered(editor(people, "service-mapping/people.drl"), conditions, ""))
        .contains("Usage( ${1} )")
        .doesNotContain("Candidate( ${1} )");
  }

  @SuppressWarnings("unchecked")
  private static List<String> offered(Page page, String text, String prefix) {
    return (List<String>) page.evaluate(ASK, List.of(text, prefix));
  }

  private static Page editor(People people, String path) {
    Page page = people.signIn("ruth");
    page.navigate("/rules");
    page.getByLabel("What is it to change?").fill("Ask about what nobody uses");
    page.getByText("Start a draft").click();
    page.waitForURL("**/rules/drafts/*");
    page.navigate(page.url() + "/files/" + path);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New rule")).waitFor();
    return page;
  }
}
