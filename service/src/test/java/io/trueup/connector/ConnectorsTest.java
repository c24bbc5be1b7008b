package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a manifest is told with its place. */
class ConnectorsTest {
  private static final String GOOD =
      """
      id: mine
      name: Mine
      vendor: mine
      category: rmm
      description: Devices.
      maturity: documented
      settings:
        base_url: {title: Address, description: Where it is.}
      credentials:
        api_key: {title: Key, description: Of the API.}
      base_url: "{{base_url}}"
      auth: {type: headers, headers: {X-Key: "{{api_key}}"}}
      streams:
        sites:
          request: {path: /sites}
          records: items
        devices:
          for_each: {stream: sites, as: site, values: {id: id}}
          request: {path: "/sites/{{site.id}}/devices"}
          records: items
          paging: {style: after_id, param: after, id: id}
          rows:
            - table: usage
              columns:
                account_id: $site.id
                record_id: id
                kind: "'device'"
                created_at: {value: made, dates: [iso]}
      """;

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> check(String text) throws IOException {
    Path file = write("mine/connector.yml", text);
    String start = file + ":";
    return Connectors.check(file).problems().stream()
        .map(Object::toString)
        .map(problem -> problem.startsWith(start) ? problem.substring(start.length()) : problem)
        .toList();
  }

  @Test
  void a_good_manifest_has_no_problem() throws IOException {
    assertThat(check(GOOD)).isEmpty();
    Connectors.Checked checked = Connectors.check(folder.resolve("mine"));
    assertThat(checked.connector().orElseThrow().streams())
        .extracting(Connector.StreamTitle::name)
        .containsExactly("sites", "devices");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "category: rmm | category: rmn | 4:1: does not have a value in the enumeration",
        "category: rmm | categry: rmm | 4:1: categry is nothing that can stand here; did you mean category?",
        "vendor: mine | # none | 1:1: vendor is missing",
        "maturity: documented | maturity: documented\\nname: Again | 7:1: is no YAML: found duplicate key name",
        "request: {path: /sites} | request: {pth: /sites} | 15:15: pth is nothing that can stand here; did you mean path?",
        "request: {path: /sites} | title: Sites | 14:3: request is missing",
        "request: {path: /sites} | request: {path: '/sites/{{base_ur}}'} | 15:15: {{base_ur}} is no setting, credential, variable or for_each name; did you mean base_url?",
        "{{site.id}} | {{sites.id}} | 19:15: {{sites.id}} is no setting, credential, variable or for_each name; did you mean site?",
        "stream: sites | stream: site | 18:16: there is no stream site; did you mean sites?",
        "style: after_id, | style: after_if, | 21:14: does not have a value in the enumeration",
        "param: after, | size: 5, | 21:5: param is missing",
        "after, id: id} | after, id: 'id +'} | 21:45: the expression id + cannot be worked out",
        "record_id: id | recor_id: id | 26:11: usage.csv has no column recor_id; did you mean record_id?",
        "record_id: id | other: id | 24:9: a row of usage.csv needs record_id",
        "table: usage | table: usages | 23:9: does not have a value in the enumeration",
        "dates: [iso] | dates: [dd/bb] | 28:11:",
        "'X-Key: \"{{api_key}}\"' | 'X-Key: \"{{apikey}}\"' | 12:33: {{apikey}} is no setting, credential, variable or for_each name; did you mean api_key?",
        "auth: | auths: | 12:1: auths is nothing that can stand here; did you mean auth?",
        "type: headers, | type: oauth2, | 12:1: token_url is missing",
        "records: items\\n  devices | records: items\\n    for_each: {stream: devices, as: d, values: {id: id}}\\n  devices | 13:1: these streams need each other: devices, sites",
      })
  void a_mistake_is_told_with_its_place_and_what_may_be_meant(
      String good, String bad, String problem) throws IOException {
    String from = good.replace("\\n", "\n");
    assertThat(GOOD).contains(from);
    String text =
        GOOD.replaceFirst(
            java.util.regex.Pattern.quote(from),
            java.util.regex.Matcher.quoteReplacement(bad.replace("\\n", "\n")));
    assertThat(check(text)).anySatisfy(each -> assertThat(each).startsWith(problem));
  }

  @Test
  void what_is_no_yaml_is_told() throws IOException {
    assertThat(check("id: [mine\nname: x\n")).singleElement().asString().contains("is no YAML: ");
    assertThat(check("- a\n- b\n")).singleElement().asString().startsWith("1:1: is no connector");
    assertThat(check("")).singleElement().asString().startsWith("1:1: is no connector");
    assertThat(check("name: x\n")).singleElement().asString().startsWith("1:1: id is missing");
  }

  @Test
  @Timeout(20)
  void a_manifest_that_repeats_itself_without_end_is_told() throws IOException {
    assertThat(check("id: mine\nx-lists: &a {b: *a, c: *a, d: *a, e: *a}\n"))
        .singleElement()
        .asString()
        .startsWith("1:1: ");
    StringBuilder laughs = new StringBuilder("id: mine\nx-lists:\n  a0: &a0 [x, x, x, x, x, x]\n");
    for (int i = 1; i < 8; i++) {
      laughs.append("  a").append(i).append(": &a").append(i).append(" [");
      laughs
          .append(String.join(", ", java.util.Collections.nCopies(6, "*a" + (i - 1))))
          .append("]\n");
    }
    assertThat(check(laughs.toString())).singleElement().asString().startsWith("1:1: ");
  }

  @Test
  void what_is_not_said_is_inherited_and_null_removes() throws IOException {
    write(
        "base/connector.yml",
        GOOD.replace(
            "id: mine", "id: base\nrate: {windows: [{requests: 5, seconds: 1}], parallel: 4}"));
    Path child =
        write(
            "child/connector.yml",
            """
            id: child
            extends: base
            name: Child
            rate: {parallel: 1}
            auth: {headers: {X-Key: null, X-Other: "{{api_key}}"}}
            streams:
              devices: {paging: null, request: {query: {all: "1"}}}
            """);
    Connectors.Checked checked = Connectors.check(child);
    assertThat(checked.problems()).isEmpty();
    Manifest manifest = checked.connector().orElseThrow().manifest();
    assertThat(manifest.vendor()).isEqualTo("mine");
    assertThat(manifest.name()).isEqualTo("Child");
    assertThat(manifest.rate())
        .isEqualTo(new Manifest.Rate(List.of(new Manifest.Rate.Window(5, 1)), null, 1));
    assertThat(manifest.auth())
        .extracting(Manifest.Auth::headers)
        .isEqualTo(Map.of("X-Other", "{{api_key}}"));
    Manifest.Stream devices = Objects.requireNonNull(manifest.streams().get("devices"));
    assertThat(devices.paging()).isNull();
    Manifest.Request request = Objects.requireNonNull(devices.request());
    assertThat(request.path()).contains("/devices");
    assertThat(request.query()).containsEntry("all", "1");
  }

  @Test
  void what_a_child_makes_of_its_parent_is_checked_as_a_whole() throws IOException {
    write("base/connector.yml", GOOD.replace("id: mine", "id: base\nabstract: true"));
    String child = "id: mine\nextends: base\n";
    assertThat(check(child)).isEmpty();
    assertThat(check(child + "auth: {type: null}\n"))
        .singleElement()
        .asString()
        .startsWith("3:1: ");
    assertThat(check(child + "streams: {devices: {rows: null, requst: {}}}\n"))
        .singleElement()
        .asString()
        .startsWith("3:33: requst is nothing that can stand here; did you mean request?");
    assertThat(check("id: mine\nextends: bass\n"))
        .containsExactly("2:1: there is no connector bass");
    assertThat(check("id: mine\nextends: mine\n"))
        .singleElement()
        .asString()
        .startsWith("2:1: mine");
  }

  @Test
  void a_connector_of_the_users_own_folder_takes_the_place_of_a_shipped_one() throws IOException {
    write("ninjaone/connector.yml", GOOD.replace("id: mine", "id: ninjaone"));
    write("flat.yml", GOOD.replace("id: mine", "id: flat"));
    Connectors connectors = Connectors.load(List.of(folder));
    assertThat(connectors.problems()).isEmpty();
    assertThat(connectors.get("ninjaone").vendor()).isEqualTo("mine");
    assertThat(connectors.find("flat")).isPresent();
    assertThat(connectors.find("datto-rmm")).isPresent();
    assertThat(connectors.get("ninjaone").hash())
        .isNotEqualTo(Connectors.shipped().get("ninjaone").hash());
  }

  @Test
  void one_with_a_problem_is_left_out_and_the_others_stay() throws IOException {
    write("good.yml", GOOD.replace("id: mine", "id: good"));
    write("bad.yml", GOOD.replace("id: mine", "id: bad").replace("rmm", "rrr"));
    write("twice.yml", GOOD.replace("id: mine", "id: good"));
    Connectors connectors = Connectors.load(List.of(folder));
    assertThat(connectors.find("good")).isPresent();
    assertThat(connectors.find("bad")).isEmpty();
    assertThat(connectors.problems()).hasSize(2);
    assertThatThrownBy(() -> connectors.get("bad"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("there is no connector bad");
    assertThat(Connectors.load(List.of(folder.resolve("none"))).problems())
        .singleElement()
        .asString()
        .endsWith("none:1:1: cannot be read; correct connectors.directories");
  }

  @Test
  void hosts_name_only_what_people_set() throws IOException {
    String text =
        GOOD
            + """
            hosts: ["{{zone}}.example.com"]
            discovery:
              - {request: {path: /zone}, set: {zone: name}}
            """;
    assertThat(check(text)).singleElement().asString().contains("{{zone}} is no setting");
  }
}
