package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The start page before, while and after something was reconciled, or could not be. */
@ExtendWith(TestDatabases.class)
final class GlanceStatesTest {
  @Test
  void the_start_page_says_what_is_there_what_is_under_way_and_what_failed(TestDatabase database) {
    try (TestService service = new TestService(database)) {
      Browser browser = Browser.of(service, "stan", Role.VIEWER);
      assertThat(browser.get("/").body())
          .contains("Nothing was reconciled yet", "Connect a system", "Send an export folder");

      service.run(service.dataset("unusable\n"));
      assertThat(browser.get("/").body())
          .contains("The last run failed: agreements.csv is missing", "Nothing was reconciled yet");

      service.run(service.dataset("company_id,name\nc1,One\n"));
      assertThat(browser.get("/").body())
          .contains("October 2026", "1.50")
          .doesNotContain("The last run failed");

      String slow =
          service
              .post(
                  service.admin,
                  "/api/v1/runs",
                  "{\"dataset_id\": \"%s\"}".formatted(service.dataset("slow\n")))
              .json()
              .get("run_id")
              .asText();
      assertThat(browser.get("/").body()).contains("hx-get=\"/runs/" + slow + "/progress\"");
      var part = browser.get("/runs/" + slow + "/progress");
      assertThat(part.body()).contains("every 2s").doesNotContain("<html");
      assertThat(part.headers().firstValue("HX-Refresh")).isEqualTo(Optional.empty());
      service.reconciler.release();
      service.await(slow);
      assertThat(browser.get("/runs/" + slow + "/progress").headers().firstValue("HX-Refresh"))
          .hasValue("true");
      assertThat(browser.get("/").body()).doesNotContain("/progress\"");
    }
  }
}
