package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import io.trueup.demo.DemoMonth;
import io.trueup.facts.Month;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with the real engine: an upload, a run, every figure back to its record. */
@ExtendWith(TestDatabases.class)
final class DemoMonthServiceTest {
  @TempDir Path folder;

  @Test
  void the_service_gives_what_the_command_line_gives(TestDatabase database) throws IOException {
    Path data = folder.resolve("data");
    DemoMonth.write(data);
    EngineReconciler engine = new EngineReconciler(Clock.systemUTC());
    try (TestService service = new TestService(database, engine)) {
      Answer uploaded =
          service.post(
              service.admin,
              "/api/v1/datasets",
              BodyPublishers.ofByteArray(zip(data)),
              "application/zip");
      assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
      String dataset = uploaded.json().get("dataset_id").asText();
      Answer started =
          service.post(
              service.admin,
              "/api/v1/runs",
              "{\"dataset_id\": \"%s\", \"as_of\": \"%s\"}".formatted(dataset, DemoMonth.AS_OF));
      JsonNode run = service.await(started.json().get("run_id").asText());
      assertThat(run.get("status").asText()).as(run.toString()).isEqualTo("done");
      String base = "/api/v1/runs/" + run.get("run_id").asText();

      Path out = folder.resolve("out");
      MonthRun command = new MonthRun(Bundles.load(Optional.empty()), 2, () -> DemoMonth.AS_OF);
      Month month = command.read(data);
      io.trueup.report.ResultFolder.write(command.evaluate(month, DemoMonth.AS_OF), out);
      for (String file : io.trueup.report.ResultFolder.FILES) {
        assertThat(service.get(service.viewer, base + "/files/" + file).text())
            .as(file)
            .isEqualTo(Files.readString(out.resolve(file)));
      }
      assertThat(run.get("usage_records").asLong()).isEqualTo(month.usage().size());
      assertEvidence(service, base);
    }
  }

  /**
   * The used quantity of an underbilled position can be counted from the records that are shown.
   */
  private static void assertEvidence(TestService service, String base) {
    JsonNode first =
        service
            .get(service.viewer, base + "/discrepancies?class=UNDERBILLING&sort=impact&limit=1")
            .json()
            .at("/items/0");
    assertThat(first.get("monthly_impact").decimalValue()).isPositive();
    JsonNode explained =
        service
            .get(service.viewer, base + "/discrepancies/" + first.get("discrepancy_id").asText())
            .json();
    assertThat(explained.at("/usage/total/count").asInt()).isPositive();
    assertThat(explained.at("/usage/items/0/fate").asText()).isEqualTo("counted");
    assertThat(explained.at("/accounts").size()).isPositive();
    JsonNode evidence = explained.get("evidence");
    assertThat(evidence.at("/rules/0/id").asText()).isNotBlank();
    assertThat(evidence.toString()).contains("rationale");
    for (String fate : List.of("counted", "excluded", "unaccounted")) {
      assertThat(
              service
                  .get(service.viewer, base + "/usage?limit=1&fate=" + fate)
                  .json()
                  .at("/total/count")
                  .asInt())
          .as(fate)
          .isPositive();
    }
  }

  private static byte[] zip(Path data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
        Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(data.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
