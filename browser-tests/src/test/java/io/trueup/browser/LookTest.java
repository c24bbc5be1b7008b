package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The demo month as it is before anybody decides: the figures that the README and the docs name,
 * and their pictures.
 */
@InBrowser
@Order(4)
final class LookTest {
  @Test
  void the_month_is_seen_from_afar_and_down_to_one_figure(People people) {
    Page page = people.signIn("bea");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("3,257.10");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("516.15");
    if (Pictures.TAKEN) {
      awaitEarlierMonths(page);
    }
    Pictures.take(page, "month");

    page.locator("main .button.primary").first().click();
    assertThat(page.getByRole(AriaRole.ROWHEADER).first()).isVisible();
    Pictures.take(page, "findings");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Islemoor Investments"))
        .first()
        .click();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .containsText("Islemoor Investments");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("+294.00");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("Raise AD-1111-02 to 26");
    Pictures.take(page, "finding");
  }

  /** The demo adds them while it is used; they belong into the picture. */
  private static void awaitEarlierMonths(Page page) {
    for (int i = 0; i < 1000 && page.getByLabel("Month").locator("option").count() < 12; i++) {
      page.navigate("/");
    }
  }
}
