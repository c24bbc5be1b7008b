package io.trueup.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** All findings are decided, the month is closed by somebody who may, and its files are taken. */
@InBrowser
@Order(50)
final class MonthEndTest {
  @Test
  void a_month_is_decided_closed_and_taken_home(People people) throws IOException {
    Page bea = people.signIn("bea");
    decideAll(bea);
    String findings = bea.url();

    Page abe = people.signIn("abe");
    abe.navigate(findings);
    abe.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Close the month")).click();
    assertThat(heading(abe)).hasText("Close October 2026");
    assertThat(abe.getByText("Every finding with money in it is decided.")).isVisible();
    Pictures.take(abe, "month-end");
    Locator why =
        abe.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Why close it"));
    if (why.count() > 0) {
      why.fill("SentinelOne is read again next week; its money stays held until then.");
    }
    abe.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close October 2026"))
        .click();
    assertThat(heading(abe)).hasText("October 2026 is closed");

    takeFiles(abe);
    changeNothing(bea, findings);
  }

  private static void decideAll(Page bea) {
    bea.locator("main .button.primary").first().click();
    bea.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("about all \\d+")))
        .click();
    assertThat(heading(bea)).hasText(Pattern.compile("Accept \\d+ findings.*"));
    bea.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, all")).click();
    assertThat(bea.getByText(Pattern.compile("(\\d+) of \\1 decided")).first()).isVisible();
  }

  private static void takeFiles(Page abe) throws IOException {
    String csv = new String(download(abe, "findings.csv"), StandardCharsets.UTF_8);
    assertThat(csv.lines().count()).isGreaterThan(80);
    assertThat(csv).contains("Gossamer Glass", "accepted");
    assertThat(download(abe, "findings.xlsx")).startsWith('P', 'K');
    assertThat(new String(download(abe, "changes.csv"), StandardCharsets.UTF_8))
        .contains("MAILSEC");
    abe.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Report to print"))
        .last()
        .click();
    assertThat(heading(abe)).hasText("Report on October 2026");
    assertThat(abe.getByText("closed by abe")).isVisible();
  }

  /** What is closed offers no decision any more. */
  private static void changeNothing(Page bea, String findings) {
    bea.navigate(findings);
    assertThat(bea.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Decide about")))
        .hasCount(0);
    bea.getByRole(AriaRole.ROWHEADER).first().getByRole(AriaRole.LINK).click();
    assertThat(bea.getByText("nothing about it changes any more")).isVisible();
    assertThat(bea.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept")))
        .hasCount(0);
  }

  private static byte[] download(Page page, String name) throws IOException {
    Download download =
        page.waitForDownload(
            () ->
                page.getByRole(AriaRole.MAIN)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                    .click());
    return Files.readAllBytes(download.path());
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }
}
