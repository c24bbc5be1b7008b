package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see where there is nothing, where they may not go, and where nothing ever was. */
@InBrowser
@Order(2)
final class StatesTest {
  @ParameterizedTest
  @EnumSource
  void nothing_found_no_right_and_no_page_are_pages_like_any_other(Screen screen, People people) {
    people.expectRefusal(403);
    people.expectRefusal(404);
    Page page = people.signIn("bea", screen);
    page.navigate("/audit");
    assertThat(heading(page)).hasText("Your role does not allow this");
    assertThat(page.getByText("Ask an administrator")).isVisible();
    requireAccessible(page);

    page.navigate("/no/such/page");
    assertThat(heading(page)).hasText("There is no such page");
    requireAccessible(page);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To the start page")).click();
    assertThat(page).hasURL(java.util.regex.Pattern.compile("/$"));

    page.navigate("/");
    page.locator("main a[href^='/runs/']:not([href*='report'])").first().click();
    page.getByRole(AriaRole.SEARCHBOX).fill("nobody is called this");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Nothing fits")).isVisible();
    requireAccessible(page);
  }

  @ParameterizedTest
  @EnumSource
  void the_door_says_what_is_wrong_and_leads_to_where_somebody_wanted_to_go(
      Screen screen, Demo demo, People people) {
    people.expectRefusal(401);
    people.expectRefusal(404);
    Page page = people.stranger(screen);
    page.navigate("/rules");
    requireAccessible(page);
    page.getByLabel("Name").fill("bea");
    page.getByLabel("Password").fill("not it");
    signIn(page);
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("Name or password is wrong.");
    requireAccessible(page);
    page.getByLabel("Password").fill(demo.password("bea"));
    signIn(page);
    assertThat(heading(page)).hasText("Rules");
    page.navigate("/sign-in/link/used-or-made-up");
    assertThat(heading(page)).hasText("This link has been used");
    requireAccessible(page);
  }

  @Test
  void what_a_role_may_not_do_is_not_offered(People people) {
    Page odo = people.signIn("odo");
    odo.navigate("/rules");
    assertThat(odo.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start a draft")))
        .hasCount(0);
    assertThat(odo.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit")))
        .isVisible();
    Page bea = people.signIn("bea");
    assertThat(bea.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit")))
        .hasCount(0);
  }

  private static com.microsoft.playwright.Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static void signIn(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  private static void requireAccessible(Page page) {
    assertThat(Axe.violations(page)).as(page.url()).isEmpty();
  }
}
