package io.trueup.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every page that links lead to, on each kind of screen. */
@InBrowser
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageTest {
  private Map<String, String> pages = Map.of();

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void every_page_is_accessible_has_one_heading_and_fits_its_screen(Screen screen, People people) {
    Page page = people.signIn("ada", screen);
    if (pages.isEmpty()) {
      startDraft(page);
      pages = SiteMap.of(page);
    }
    assertThat(pages).as("kinds of pages").hasSizeGreaterThan(12);
    List<String> broken = new ArrayList<>();
    pages.forEach(
        (kind, address) -> {
          page.navigate(address);
          broken.addAll(broken(page, screen).stream().map(each -> kind + ": " + each).toList());
        });
    assertThat(broken).isEmpty();
  }

  private static List<String> broken(Page page, Screen screen) {
    List<String> broken =
        new ArrayList<>(screen == Screen.DARK ? Axe.unreadable(page) : Axe.violations(page));
    int width = ((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue();
    if (width > screen.width) {
      broken.add("scrolls sideways, it is " + width + " wide");
    }
    if (page.locator("h1").count() != 1) {
      broken.add("has " + page.locator("h1").count() + " first headings");
    }
    if (!page.title().matches(".+ · Trueup")) {
      broken.add("has the title " + page.title());
    }
    return broken;
  }

  private static void startDraft(Page page) {
    page.navigate("/rules");
    page.getByLabel("What is it to change?").fill("Look at every page");
    page.getByText("Start a draft").click();
    page.waitForURL("**/rules/drafts/*");
  }
}
