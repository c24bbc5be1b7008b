package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.DemoMonth;
import io.trueup.demo.EarlierMonths;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Months that are reconciled after the one that counts. */
@ExtendWith(TestDatabases.class)
final class DemoHistoryTest {
  @Test
  void earlier_months_give_a_trend_and_a_past_and_leave_the_newest_month_as_it_is(
      TestDatabase database) throws Exception {
    try (DemoRun demo = new DemoRun(database)) {
      TestService service = demo.service;
      String clients = clients(service);
      UUID september = demo.load(folder -> EarlierMonths.write(1, folder), EarlierMonths.asOf(1));
      demo.load(folder -> EarlierMonths.write(2, folder), EarlierMonths.asOf(2));

      Browser browser = Browser.of(service, "hugo", Role.VIEWER);
      String start = browser.get("/").body();
      assertThat(start)
          .contains("October 2026", "3,257.10", "/months/2026-09", "/months/2026-08")
          .containsPattern("▼</span><span class=\"sr\">down</span> 6\\.1\u00a0% on September")
          .contains("as in September", "<option value=\"2026-08\"");
      assertThat(browser.get("/months/2026-09").body())
          .contains("3,471.00")
          .doesNotContain("3,257.10</");

      JsonNode row =
          service
              .get(
                  service.viewer,
                  "/api/v1/runs/"
                      + demo.run
                      + "/discrepancies?company_id=C-1101&product_code=M365-BP")
              .json()
              .at("/items/0");
      String path = "/runs/" + demo.run + "/discrepancies/" + row.get("discrepancy_id").asText();
      JsonNode past = service.get(service.viewer, "/api/v1" + path + "/history").json();
      assertThat(past.findValuesAsText("month")).containsExactly("2026-08", "2026-09", "2026-10");
      assertThat(past.findValuesAsText("used")).containsExactly("24", "25", "26");
      assertThat(past.findValuesAsText("billed")).containsExactly("22", "22", "22");
      assertThat(browser.get(path).body())
          .contains("The months before", "/runs/" + september + "/discrepancies/", "+72.00");

      assertThat(clients(service))
          .as("where accounts stand is as of the newest month")
          .isEqualTo(clients);
      assertThat(
              service
                  .get(service.viewer, "/api/v1/months/2026-10")
                  .json()
                  .at("/month/run_id")
                  .asText())
          .isEqualTo(demo.run.toString());
      assertThat(DemoMonth.AS_OF).isAfter(EarlierMonths.asOf(1));
    }
  }

  /** Where accounts stand, as soon as that is known. */
  private static String clients(TestService service) {
    for (int i = 0; i < 400; i++) {
      TestService.Answer now = service.get(service.viewer, "/api/v1/client-matches/summary");
      if (now.json().at("/refresh/state").asText().equals("current")) {
        return now.json().get("refresh").toString();
      }
      TestService.pause();
    }
    throw new AssertionError("accounts are not matched");
  }
}
