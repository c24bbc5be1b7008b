package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A month and what can be asked of it. */
@ExtendWith(TestService.Extension.class)
final class MonthPagesTest {
  @Test
  void filters_that_came_with_a_link_are_shown_and_can_be_taken_off(TestService service) {
    Browser browser = Browser.of(service, "lea", Role.VIEWER);
    String run =
        service.run(service.dataset("company_id,name\nc1,Filters\n")).get("run_id").asText();
    String here = "/runs/" + run;
    assertThat(browser.get(here + "?reason=inactive&company_id=none").body())
        .contains("Nothing fits these filters", "Client: <b>none</b>", "Reason: <b>inactive</b>")
        .contains("href=\"" + here + "?company_id=none\"")
        .contains("href=\"" + here + "?reason=inactive\"");
    assertThat(browser.get(here + "?kind=nothing&such=filter").body())
        .doesNotContain("Nothing fits these filters");
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
