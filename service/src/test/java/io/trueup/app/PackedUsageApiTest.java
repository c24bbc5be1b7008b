package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The first run of a dataset reads its usage, those after it read what the first one packed. */
final class PackedUsageApiTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;
  private TestService service;
  private ClientApi clients;
  private String dataset = "";

  @BeforeEach
  void a_month_with_a_bad_row() throws IOException {
    service = TestService.connected(fresh.database(), folder);
    clients = new ClientApi(service);
    Path month = ClientsMonth.write(folder.resolve("month"));
    java.nio.file.Files.writeString(
        month.resolve("usage.csv"),
        "nowhere,T1,R99,licence\n",
        java.nio.file.StandardOpenOption.APPEND);
    dataset = clients.dataset(month);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void root(String sql) {
    service.database.root().useHandle(root -> root.execute(sql));
  }

  private long count(String table) {
    return service
        .database
        .root()
        .withHandle(
            root -> root.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  private List<JsonNode> answers(JsonNode run) {
    String address = "/api/v1/runs/" + run.get("run_id").asText();
    return List.of(
        run.get("input_hash"),
        service.get(service.viewer, address + "/problems").json(),
        service.get(service.viewer, address + "/summary").json(),
        service.get(service.viewer, address + "/usage?limit=500").json(),
        service.get(service.viewer, address + "/discrepancies?limit=500").json());
  }

  @Test
  void a_run_from_packed_usage_is_the_same_and_needs_the_file_no_more() {
    JsonNode first = clients.run(dataset);
    assertThat(answers(first).get(1).get("items").toString()).contains("usage.csv");
    assertThat(count("usage_reading")).isEqualTo(1);
    long pages = count("usage_page");
    root(
        """
        DELETE FROM blob_piece WHERE blob_id IN
          (SELECT blob_id FROM dataset_file WHERE name = 'usage.csv')
        """);
    JsonNode again = clients.run(dataset);
    assertThat(again.get("status").asText()).isEqualTo("done");
    assertThat(answers(again)).isEqualTo(answers(first));
    assertThat(count("usage_page")).isEqualTo(pages);
  }

  @Test
  void usage_that_was_packed_otherwise_or_is_gone_is_read_and_packed_again() {
    JsonNode first = clients.run(dataset);
    List<JsonNode> expected = answers(first);
    root("DELETE FROM usage_reading");
    assertThat(count("usage_page")).isZero();
    assertThat(answers(clients.run(dataset))).isEqualTo(expected);
    assertThat(answers(first)).as("its records are there again").isEqualTo(expected);
    root("ALTER TABLE usage_page DROP CONSTRAINT usage_page_tenant_id_dataset_id_revision_fkey");
    root("UPDATE usage_page SET revision = 1");
    root("UPDATE usage_reading SET revision = 1");
    root("UPDATE run SET usage_revision = 1");
    assertThat(answers(clients.run(dataset))).isEqualTo(expected);
    assertThat(answers(first)).isEqualTo(expected);
    assertThat(count("usage_reading")).isEqualTo(2);
  }
}
