package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectorsCommandTest {
  private static final String MANIFEST =
      """
      id: shelf
      name: Shelf
      vendor: shelf
      category: other
      description: Boxes on shelves.
      maturity: experimental
      settings:
        base_url: {title: Address, description: Where it is., example: "https://shelf.example"}
      base_url: "{{base_url}}"
      auth: {type: none}
      streams:
        shelves:
          request: {path: /shelves}
          records: shelves
          rows:
            - table: accounts
              columns: {account_id: id, name: label}
        boxes:
          for_each: {stream: shelves, as: shelf, values: {id: id}}
          request: {path: "/shelves/{{shelf.id}}/boxes"}
          rows:
            - table: usage
              columns:
                account_id: $shelf.id
                record_id: id
                kind: "'device'"
                created_at: {value: made, dates: [epoch_s]}
      """;

  @TempDir Path folder;

  @Test
  void the_list_names_each_connector_and_how_sure_it_is() {
    Cli list = Cli.run("connectors", "list");
    assertThat(list.code()).isZero();
    assertThat(list.out()).containsPattern("ninjaone +NinjaOne +rmm +verified");
    assertThat(Cli.run("connectors", "list", "--json").out()).contains("\"id\" : \"ninjaone\"");
  }

  @Test
  void a_good_manifest_shows_what_its_samples_become() throws IOException {
    write("connector.yml", MANIFEST);
    Files.createDirectory(folder.resolve("samples"));
    write("samples/shelves.json", "{\"shelves\": [{\"id\": 7, \"label\": \"Top\"}]}");
    write(
        "samples/boxes.json",
        "[{\"id\": 1, \"made\": 1767225600}, {\"id\": 2, \"made\": \"then\"}]");
    Cli checked = Cli.run("connectors", "check", folder);
    assertThat(checked.code()).as(checked.out()).isZero();
    assertThat(checked.out())
        .contains("shelves  1  records  1 accounts", "boxes    2  records  2 usage")
        .contains("boxes, 2: created_at then is no moment")
        .contains("no problems in 1 manifest");
  }

  @Test
  void each_mistake_is_told_with_line_and_column_and_what_was_meant() throws IOException {
    write(
        "connector.yml",
        MANIFEST
            .replace("records: shelves", "recrods: shelves")
            .replace("stream: shelves, as", "stream: shelfs, as"));
    Cli checked = Cli.run("connectors", "check", folder.resolve("connector.yml"));
    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out())
        .contains(
            "connector.yml:14:5: recrods is nothing that can stand here; did you mean records?");
    write(
        "connector.yml",
        MANIFEST
            .replace("stream: shelves, as", "stream: shelfs, as")
            .replace("account_id: $shelf.id", "account_id: $shelf.(id")
            .replace("created_at", "creatd_at")
            .replace("{{shelf.id}}", "{{shelv.id}}"));
    assertThat(Cli.run("connectors", "check", folder).out())
        .contains("connector.yml:19:16: there is no stream shelfs; did you mean shelves?")
        .contains("connector.yml:20:15: {{shelv.id}} is no setting")
        .contains("connector.yml:24:11: the expression $shelf.(id cannot be worked out")
        .contains(
            "connector.yml:27:11: usage.csv has no column creatd_at; did you mean created_at?");
  }

  @Test
  void what_is_no_manifest_is_refused_in_one_line() throws IOException {
    write("connector.yml", "id: [");
    Cli checked = Cli.run("connectors", "check", folder);
    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out()).containsPattern("connector.yml:\\d+:\\d+: is no YAML");
    Cli missing = Cli.run("connectors", "check", folder.resolve("nothing"));
    assertThat(missing.code()).isEqualTo(2);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
