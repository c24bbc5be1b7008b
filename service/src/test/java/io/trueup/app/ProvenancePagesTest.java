package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader sees of where a figure came from, in the demo month. */
@ExtendWith(TestDatabases.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProvenancePagesTest {
  private DemoRun demo;
  private Browser browser;

  @BeforeAll
  void load(TestDatabase database) throws Exception {
    demo = new DemoRun(database);
    browser = Browser.of(demo.service, "vera", Role.VIEWER);
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  @Test
  void records_that_were_left_out_stand_beside_those_that_count_with_the_rule_that_said_so() {
    String page = page("C-1002", "MGD-WS");
    assertThat(page)
        .contains("Left out: deleted", "Usage in a state that no mapping bills is left out")
        .contains("/files/service-mapping/", "SVC-012")
        .contains("RETIRED-")
        .contains("Nothing has to happen.");
    assertThat(page)
        .containsPattern("class=\"step-level\"[\\s\\S]*>Read<[\\s\\S]*<td class=\"num\">15<");
  }

  @Test
  void a_cut_across_several_prices_shows_the_lines_that_it_comes_off() {
    assertThat(page("C-1108", "M365-BS"))
        .contains("\u22121 × 14.00", "\u22121 × 12.50", "\u221226.50", "AD-1108-05", "AD-1108-02")
        .contains("A cut comes off the newest line first");
  }

  @Test
  void units_minimums_and_what_is_included_are_steps_of_their_own() {
    assertThat(page("C-1515", "BKP-100GB"))
        .contains("1234.5 ÷ 100, rounded up", "In billing units");
    assertThat(page("C-1512", "MGD-USER")).contains("Up to the contract", "At least 25 are due");
    assertThat(page("C-1511", "MAILSEC"))
        .contains("Included in the base fee", "25 on the line less 5 included");
    assertThat(page("C-1525", "EDR")).contains("highest count", "the run before had 34");
    assertThat(page("C-1526", "MGD-WS")).contains("The same device again");
    assertThat(page("C-1506", "M365-COPILOT")).contains("a year ÷ 12");
  }

  @Test
  void what_cannot_be_drawn_says_so() {
    String account = browser.get(path("class=SETUP_ISSUE&account_id=ninja-1201")).body();
    assertThat(account)
        .contains("Nothing is compared before somebody says whose account it is")
        .contains("which is not kept")
        .contains("/clients?show=all&amp;at=ninja%2Fninja-1201");
  }

  @Test
  void records_are_searched_narrowed_and_given_in_pages_with_and_without_a_script() {
    String path = path("company_id=C-1002&product_code=MGD-WS&class=MATCHED");
    assertThat(browser.get(path + "/records?q=retired").body())
        .contains("RETIRED-", "1 record")
        .doesNotContain("BRAM-WS-001");
    assertThat(browser.get(path + "/records?fate=counted").body()).doesNotContain("RETIRED-");
    HttpResponse<String> part =
        browser.send(browser.request(path + "/records?q=WS-00").header("HX-Request", "true").GET());
    assertThat(part.body()).contains("BRAM-WS-001").doesNotContain("<html");
    assertThat(part.headers().firstValue("Vary").orElse("")).contains("HX-Request");
    assertThat(browser.get(path + "/records?q=nobody-has-this").body()).contains("No record fits");
    assertThat(browser.get(path + "/records?fate=lost").statusCode()).isEqualTo(400);
    assertThat(browser.get(path + "/records?after=nonsense").statusCode()).isEqualTo(400);
    assertThat(browser.get(path + "x/records").statusCode()).isEqualTo(404);
    String csv = browser.get(path + "/records.csv?fate=excluded").body();
    assertThat(csv.lines().toList()).hasSize(2);
    assertThat(csv).contains("excluded,state_deleted").startsWith("integration_id,account_id,");
  }

  @Test
  void a_program_asks_for_the_same() {
    String api = "/api/v1" + path("company_id=C-1002&product_code=MGD-WS&class=MATCHED");
    JsonNode fall = demo.service.get(demo.service.viewer, api + "/waterfall").json();
    assertThat(fall.at("/parts/0/steps/1/reason").asText()).isEqualTo("state_deleted");
    assertThat(fall.at("/parts/0/steps/1/amount").asInt()).isEqualTo(-1);
    assertThat(fall.at("/parts/0/steps/1/rule_ids/0").asText()).isEqualTo("SVC-012");
    JsonNode page = demo.service.get(demo.service.viewer, api + "/records?limit=10").json();
    assertThat(page.get("items")).hasSize(10);
    assertThat(page.at("/total/count").asInt()).isEqualTo(15);
    JsonNode rest =
        demo.service
            .get(demo.service.viewer, api + "/records?limit=10&after=" + page.get("next").asText())
            .json();
    assertThat(rest.get("items")).hasSize(5);
    assertThat(demo.service.get(demo.service.foreignAdmin, api + "/records").status())
        .isEqualTo(404);
    assertThat(demo.service.get(demo.service.foreignAdmin, api + "/waterfall").status())
        .isEqualTo(404);
  }

  private String page(String company, String product) {
    return browser.get(path("company_id=" + company + "&product_code=" + product)).body();
  }

  /** The address of the first discrepancy that a filter finds. */
  private String path(String filter) {
    JsonNode rows =
        demo.service
            .get(
                demo.service.viewer,
                "/api/v1/runs/" + demo.run + "/discrepancies?limit=1&" + filter)
            .json();
    return "/runs/" + demo.run + "/discrepancies/" + rows.at("/items/0/discrepancy_id").asText();
  }
}
