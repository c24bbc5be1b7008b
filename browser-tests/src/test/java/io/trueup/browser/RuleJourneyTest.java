package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A rule is changed, tried, weighed in money, approved and published by a second person. */
@InBrowser
@Order(30)
final class RuleJourneyTest {
  private static final String RULE =
      """

      rule "Two mailboxes more or less are accepted"
          @id("DSC-901") @owner("billing") @since("2026-11")
          @rationale("Agreed with the client managers on 2 November.")
      when
          Compared( $key : positionKey )
          $position : Position( key == $key, delta != 0, productCode == "MAILSEC", absoluteDelta <= 2 )
      then
          insertLogical( Accepted.because( $position, "within_tolerance" ) );
      end
      """;
  private static final String SCENARIO =
      """
      Feature: Agreed tolerances
      Rules: DSC-901

      Background:
        as of 2026-10-31
        given service_mappings
          | product_code | kind |
          | MAILSEC      | user |

      Scenario: Two mailboxes more are accepted
        given additions
          | product_code | quantity | unit_price |
          | MAILSEC      | 10       | 3.90       |
        given usage
          | repeat | kind |
          | 12     | user |
        then discrepancies
          | class   | reason           | delta |
          | MATCHED | within_tolerance | 2     |
        fired DSC-040 DSC-053 DSC-901 SVC-010

      Scenario: Three mailboxes more are billed
        given additions
          | product_code | quantity | unit_price |
          | MAILSEC      | 10       | 3.90       |
        given usage
          | repeat | kind |
          | 13     | user |
        then discrepancies
          | class        | reason   | monthly_impact |
          | UNDERBILLING | quantity | 11.70          |
        fired DSC-040 DSC-060 SVC-010
      """;

  @Test
  void a_rule_goes_from_an_idea_to_being_in_force_and_back(People people) {
    Page ruth = people.signIn("ruth");
    ruth.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rules")).click();
    ruth.getByLabel("What is it to change?").fill("Accept two mailboxes more or less");
    press(ruth, "Start a draft");
    String draft = ruth.url();
    ruth.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit files")).click();

    writeRule(ruth);
    writeScenarios(ruth);
    walkToApproval(ruth, draft);
    publish(people, draft);
  }

  /** A mistake is told while it is typed, at its place, and gone when it is mended. */
  private static void writeRule(Page ruth) {
    newFile(ruth, "discrepancies/agreed.drl");
    edit(ruth);
    ruth.keyboard().press("Control+End");
    ruth.keyboard().insertText(RULE.replace("absoluteDelta", "absoluteDelt"));
    Locator problems = ruth.locator("#problems");
    assertThat(problems).containsText("absoluteDelt");
    assertThat(standing(ruth)).hasText(Pattern.compile("[1-9]\\d* problems?"));

    problems.getByRole(AriaRole.BUTTON).first().click();
    ruth.keyboard().press("Control+A");
    ruth.keyboard().insertText("package trueup.discrepancies\n" + RULE);
    assertThat(standing(ruth)).hasText("No problems");
    save(ruth, "discrepancies/agreed.drl");
  }

  private static void writeScenarios(Page ruth) {
    newFile(ruth, "scenarios/agreed.scenario");
    edit(ruth);
    ruth.keyboard().press("Control+A");
    ruth.keyboard().insertText(SCENARIO);
    assertThat(standing(ruth)).hasText("No problems");
    save(ruth, "scenarios/agreed.scenario");

    // They stand beside the rule that they test and run there.
    ruth.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Files"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("agreed.drl"))
        .click();
    press(ruth, "Run: Two mailboxes more are accepted");
    Locator trials = ruth.locator("#trials");
    assertThat(trials.getByText("holds")).hasCount(1);
    press(ruth, "Run all");
    assertThat(trials.getByText("holds")).hasCount(2);
    assertThat(standing(ruth)).hasText("No problems");
  }

  private static void walkToApproval(Page ruth, String draft) {
    ruth.navigate(draft);
    press(ruth, "Check");
    assertThat(ruth.getByRole(AriaRole.STATUS)).containsText("no problems");
    press(ruth, "Run all scenarios");
    assertThat(ruth.getByRole(AriaRole.STATUS)).containsText("all hold");
    press(ruth, "Compare with the newest month");
    Locator effect =
        ruth.getByRole(
            AriaRole.REGION,
            new Page.GetByRoleOptions().setName("What the newest month would become"));
    assertThat(effect).containsText("Underbilled");
    assertThat(effect).containsText("\u22127.80");
    assertThat(effect).containsText("DSC-901");
    ruth.navigate(draft);
    Pictures.take(ruth, "rule-what-if");
    press(ruth, "Ask for approval");
    assertThat(ruth.getByRole(AriaRole.STATUS)).containsText("had no hand in this draft");
    assertThat(button(ruth, "Approve")).hasCount(0);
  }

  private static void publish(People people, String draft) {
    Page abe = people.signIn("abe");
    abe.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rules")).click();
    abe.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName("Accept two mailboxes more or less"))
        .click();
    assertThat(abe).hasURL(draft);
    abe.getByLabel("Note").fill("As agreed.");
    press(abe, "Approve");
    assertThat(abe.getByRole(AriaRole.STATUS)).containsText("can be published");
    press(abe, "Publish");
    assertThat(abe.getByRole(AriaRole.STATUS)).containsText("is in force");
    assertThat(abe.getByText("+rule \"Two mailboxes more or less are accepted\"")).isVisible();

    // What was in force before comes back with one reason and one press.
    abe.getByRole(AriaRole.TERM)
        .filter(new Locator.FilterOptions().setHasText("Replaced"))
        .locator("xpath=following-sibling::dd[1]")
        .getByRole(AriaRole.LINK)
        .click();
    abe.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Why"))
        .fill("The month is to be closed by the rules that it began with.");
    press(abe, "Publish these rules again");
    assertThat(abe.getByRole(AriaRole.STATUS)).containsText("in force");
  }

  private static void newFile(Page page, String path) {
    page.locator("summary").filter(new Locator.FilterOptions().setHasText("More")).click();
    page.getByLabel("New file").fill(path);
    press(page, "Add");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(path)))
        .isVisible();
  }

  private static void save(Page page, String path) {
    press(page, "Save");
    assertThat(page.getByText(path + " saved.")).isVisible();
  }

  /** The editor is one stop of the Tab key; Enter goes into it, as its label says. */
  private static void edit(Page page) {
    page.getByLabel("Editor content").focus();
    page.keyboard().press("Enter");
  }

  private static Locator standing(Page page) {
    return page.locator("#standing");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void press(Page page, String name) {
    button(page, name).click();
  }
}
