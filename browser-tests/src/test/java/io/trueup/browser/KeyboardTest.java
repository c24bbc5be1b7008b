package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Everything can be reached and done without a mouse, and where the focus is can be seen. */
@InBrowser
@Order(5)
final class KeyboardTest {
  private static final int FAR = 120;

  /**
   * What has the focus: its name, whether it lies in the window, and whether a ring is around it.
   */
  private static final String FOCUS =
      """
      () => {
        const at = document.activeElement;
        const box = at.getBoundingClientRect();
        const style = getComputedStyle(at);
        const label = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || at.title || '';
        return {
          name: label.trim().replace(/\\s+/g, ' '),
          seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
              || at.matches('.ace_editor *'),
        };
      }""";

  @Test
  void somebody_without_a_mouse_gets_from_the_start_page_to_where_a_figure_came_from(
      People people) {
    Page page = people.signIn("bea");
    page.keyboard().press("Tab");
    assertThat(focus(page).get("name")).isEqualTo("Skip to the content");
    page.keyboard().press("Enter");
    assertThat((String) page.evaluate("() => document.activeElement.id")).isEqualTo("content");
    tabTo(page, "(Look at|Review) \\d+");
    page.keyboard().press("Enter");
    page.waitForURL("**/runs/*");
    tabTo(page, "Client, product or text");
    page.keyboard().type("MAILSEC");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile("q=MAILSEC"));
    tabTo(page, "Gossamer Glass(?! )");
    page.keyboard().press("Enter");
    page.waitForURL("**/discrepancies/*");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .containsText("Gossamer Glass");
  }

  @Test
  void a_rule_is_edited_and_the_editor_is_left_without_a_mouse(People people) {
    Page page = people.signIn("ruth");
    tabTo(page, "Rules");
    page.keyboard().press("Enter");
    page.waitForURL("**/rules");
    tabTo(page, "What is it to change");
    page.keyboard().type("Without a mouse");
    page.keyboard().press("Enter");
    page.waitForURL("**/rules/drafts/*");
    tabTo(page, "Edit files");
    page.keyboard().press("Enter");
    page.waitForURL("**/files");
    tabTo(page, "Editor content");
    page.keyboard().press("Enter");
    page.keyboard().press("Control+End");
    page.keyboard().insertText("\n# looked at\n");
    assertThat(page.locator("#standing")).hasText("No problems");
    page.keyboard().press("Control+s");
    assertThat(page.getByText("policy.yml saved.")).isVisible();

    tabTo(page, "Editor content");
    page.keyboard().press("Enter");
    page.keyboard().press("Escape");
    tabTo(page, "More");
  }

  /**
   * Goes on with the Tab key until something has the focus whose name begins like the expression.
   */
  private static void tabTo(Page page, String name) {
    for (int i = 0; i < FAR; i++) {
      page.keyboard().press("Tab");
      Map<?, ?> focus = focus(page);
      String at = String.valueOf(focus.get("name"));
      if (!at.isEmpty()) {
        assertThat(focus.get("seen"))
            .as("%s is in the window when it has the focus", at)
            .isEqualTo(true);
        assertThat(focus.get("ring")).as("%s shows that it has the focus", at).isEqualTo(true);
      }
      if (at.matches(name + ".*")) {
        return;
      }
    }
    fail("the Tab key does not lead to " + name + " on " + page.url());
  }

  private static Map<?, ?> focus(Page page) {
    return (Map<?, ?>) page.evaluate(FOCUS);
  }
}
