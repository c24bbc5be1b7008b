package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Somebody who has read nothing opens the address that the demo prints, follows what each page puts
 * first, and has decided about a finding at the end.
 */
@InBrowser
@Order(20)
final class FirstDecisionTest {
  @Test
  void what_each_page_puts_first_leads_from_the_demos_link_to_a_recorded_decision(
      Demo demo, People people) {
    Page page = people.stranger(Screen.LIGHT);
    page.navigate(demo.link().toString());
    assertThat(page.getByText("Ada Admin")).isVisible();
    first(page);

    assertThat(heading(page)).hasText("October 2026");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("3,257.10");
    first(page);

    assertThat(heading(page)).containsText("October 2026");
    assertThat(progress(page)).hasText(Pattern.compile("0 of \\d+ decided.*"));
    Locator row = page.getByRole(AriaRole.ROWHEADER).first();
    String client = row.getByRole(AriaRole.LINK).innerText();
    row.getByRole(AriaRole.LINK).click();

    assertThat(heading(page)).containsText(client);
    first(page);

    Locator decision =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Decision"));
    assertThat(decision).containsText("Accepted");
    assertThat(decision).containsText("ada accepted it");
    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Where this page is"))
        .getByRole(AriaRole.LINK)
        .last()
        .click();
    assertThat(page.getByText("You accepted")).containsText(client);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo")).click();
    assertThat(progress(page)).hasText(Pattern.compile("0 of \\d+ decided.*"));
  }

  /** Presses the one thing that a page puts first: all that somebody new has to go by. */
  private static void first(Page page) {
    Locator first = page.locator("main .button.primary:visible");
    assertThat(first).hasCount(1);
    first.click();
  }

  private static Locator progress(Page page) {
    return page.getByText(Pattern.compile("\\d of \\d+ decided")).first();
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }
}
