package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A month and what can be asked of it. */
@ExtendWith(TestService.Extension.class)
final class MonthPagesTest {
  @Test
  void a_month_asks_for_what_its_page_shows_and_for_nothing_else(TestService service) {
    Browser browser = Browser.of(service, "lea", Role.VIEWER);
    String run =
        service.run(service.dataset("company_id,name\nc1,Filters\n")).get("run_id").asText();
    String plain = browser.get("/runs/" + run).body();
    String asked =
        browser.get("/runs/" + run + "?reason=inactive&company_id=none&min_impact=999999").body();
    assertThat(discrepancies(asked)).isEqualTo(discrepancies(plain));
  }

  private static String discrepancies(String page) {
    return page.substring(page.indexOf("id=\"list\""), page.indexOf("<form class=\"filters\""));
  }

  @Test
  void what_went_wrong_is_said_once_and_in_words_for_people(TestService service) {
    Browser browser = Browser.of(service, "lou", Role.VIEWER);
    String once = "q must be at most 500 characters, none of them NUL";
    String run = service.run(service.dataset("company_id,name\nc1,Once\n")).get("run_id").asText();
    assertThat(browser.get("/runs/" + run + "?q=%00").body()).containsOnlyOnce(once);
    assertThat(browser.get("/sign-out").body())
        .contains("open the page that the button is on")
        .doesNotContain("Allow header");
    assertThat(browser.send(browser.form("/sign-out", new String[0], "old")).body())
        .contains("That did not go through", "open the page again")
        .doesNotContain("Your role");
  }
}
