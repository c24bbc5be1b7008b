package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Somebody says whose an account is, runs the month again and sees its money appear. */
@InBrowser
@Order(25)
final class ClientJourneyTest {
  private static final double A_RUN = 120_000;

  @Test
  void a_client_is_confirmed_and_its_money_appears_after_the_next_run(People people) {
    Page bea = people.signIn("bea");
    assertThat(card(bea, "Underbilled")).containsText("3,257.10");
    assertThat(card(bea, "Held")).containsText("516.15");

    open(bea, "Merrow Bakery");
    Pictures.take(bea, "clients");
    press(bea, "Confirm Merrow Foods");
    assertThat(bea.getByText("Merrow Bakery is Merrow Foods")).isVisible();
    runAgain(bea);
    assertThat(card(bea, "Held")).containsText("\u221271.85");

    open(bea, "Default Organization");
    bea.getByText("Give it to another company").click();
    bea.getByLabel("Name or id of a company").pressSequentially("Gossamer");
    press(bea, "Give it to Gossamer Glass");
    assertThat(bea.getByText("Default Organization is Gossamer Glass")).isVisible();
    runAgain(bea);
    assertThat(card(bea, "Underbilled")).containsText("3,383.10");
    bea.locator("main .button.primary").first().click();
    bea.getByRole(AriaRole.SEARCHBOX).fill("Gossamer");
    bea.keyboard().press("Enter");
    Locator line =
        bea.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("MGD-WS"));
    assertThat(line).containsText("+126.00");
  }

  private static void open(Page page, String account) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Clients").setExact(true))
        .click();
    page.locator("#accounts")
        .getByRole(AriaRole.LINK)
        .filter(new Locator.FilterOptions().setHasText(account))
        .click();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(account)))
        .isVisible();
  }

  private static void runAgain(Page page) {
    press(page, "Run the month again");
    assertThat(page.getByText("follows every decision"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(A_RUN));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Review").setExact(true))
        .click();
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  private static Locator card(Page page, String title) {
    return page.locator("section")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(title).setExact(true))))
        .first();
  }
}
