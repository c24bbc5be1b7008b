package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.review.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/reference/openapi.json is the interface's diary: a change of it is reviewed like code. */
final class ApiDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "openapi.json");

  @Test
  void the_reference_is_what_the_service_says() throws IOException {
    String now = ApiDocument.text() + "\n";
    if (Boolean.getBoolean("trueup.update")) {
      Files.writeString(PAGE, now);
    }
    assertThat(now)
        .as("docs/reference/openapi.json differs: run this test with -Dtrueup.update=true")
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void every_operation_has_a_name_of_its_own_a_success_and_a_failure() throws IOException {
    JsonNode api = new ObjectMapper().readTree(ApiDocument.text());
    List<String> names = new ArrayList<>();
    for (JsonNode path : api.get("paths")) {
      for (JsonNode operation : path) {
        names.add(operation.get("operationId").asText());
        assertThat(operation.get("summary").asText()).isNotBlank();
        assertThat(operation.at("/responses/default/content").has("application/problem+json"))
            .isTrue();
        assertThat(operation.get("responses").size()).isEqualTo(2);
      }
    }
    assertThat(new HashSet<>(names)).hasSize(names.size());
    assertThat(names).contains("get_runs_by_run_id_discrepancies", "post_datasets");
    // No reference leads nowhere.
    for (JsonNode each : api.findValues("$ref")) {
      assertThat(api.at(each.asText().substring(1)).isMissingNode()).as(each.asText()).isFalse();
    }
  }
}
