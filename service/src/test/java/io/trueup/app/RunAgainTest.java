package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which month is run again, and which one a draft is compared with. */
@ExtendWith(TestService.Extension.class)
final class RunAgainTest {
  @Test
  void the_newest_month_is_run_again_not_the_one_that_was_run_last(TestService service) {
    String dataset = service.dataset("company_id,name,status\nC1,Acme,active\n");
    run(service, dataset, "2026-10-31");
    run(service, dataset, "2026-09-30");
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    assertThat(bea.post("/run-again", "to", "/clients").statusCode()).isEqualTo(303);
    JsonNode last = service.get(service.admin, "/api/v1/runs?limit=1").json().get("items").get(0);
    JsonNode run = service.await(last.get("run_id").asText());
    assertThat(run.get("as_of").asText()).isEqualTo("2026-10-31");
    assertThat(bea.get("/clients").body()).contains("follows every decision");
  }

  private static void run(TestService service, String dataset, String asOf) {
    String run =
        service
            .post(
                service.admin,
                "/api/v1/runs",
                "{\"dataset_id\": \"%s\", \"as_of\": \"%s\"}".formatted(dataset, asOf))
            .json()
            .get("run_id")
            .asText();
    assertThat(service.await(run).get("status").asText()).isEqualTo("done");
  }
}
