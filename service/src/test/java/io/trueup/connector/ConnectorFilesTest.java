package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector comes with a card, samples and a script of its vendor, and is short. */
class ConnectorFilesTest {
  private static final List<String> SECTIONS =
      List.of(
          "## Rights needed",
          "## What is read",
          "## What is counted",
          "## Limits",
          "## Setting it up",
          "## How sure we are");

  static List<String> connectors() {
    return ShippedManifests.ids();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void a_manifest_fits_the_schema_and_is_short(String id) throws IOException {
    Path file = ShippedManifests.folder(id).resolve("connector.yml");
    JsonNode manifest = ShippedManifests.manifest(ShippedManifests.folder(id));
    JsonNode schema =
        new JsonMapper().readTree(ConnectorFilesTest.class.getResource("connector.schema.json"));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(manifest)
                .stream()
                .map(ValidationMessage::getMessage))
        .isEmpty();
    assertThat(manifest.path("id").asText()).isEqualTo(id);
    assertThat(Files.readAllLines(file)).hasSizeLessThan(120);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void a_connector_has_a_card_with_all_sections(String id) throws IOException {
    List<String> lines = Files.readAllLines(ShippedManifests.folder(id).resolve("README.md"));
    assertThat(lines.get(0)).startsWith("# ");
    assertThat(lines.stream().filter(line -> line.startsWith("## ")).toList())
        .containsExactlyElementsOf(SECTIONS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void a_connector_has_a_sample_of_each_stream_that_asks(String id) throws IOException {
    JsonNode manifest = ShippedManifests.manifest(ShippedManifests.folder(id));
    Path samples = ShippedManifests.folder(id).resolve("samples");
    for (Map.Entry<String, JsonNode> stream : manifest.path("streams").properties()) {
      if (stream.getValue().has("request")) {
        try (Stream<Path> files = Files.list(samples)) {
          assertThat(files.map(file -> file.getFileName().toString()))
              .as("samples of " + id)
              .anyMatch(name -> name.matches(stream.getKey() + "\\.(json|xml|csv)"));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void samples_become_rows(String id) throws IOException {
    Connector connector = Connectors.shipped().get(id);
    List<Samples.Sampled> samples = Samples.read(connector, ShippedManifests.folder(id));
    assertThat(samples).isNotEmpty();
    assertThat(samples).flatExtracting(Samples.Sampled::rows).isNotEmpty();
    assertThat(samples)
        .allSatisfy(
            sample -> {
              assertThat(sample.failure()).as(sample.stream()).isEmpty();
              assertThat(sample.records()).as(sample.stream()).isPositive();
            });
  }

  static List<String> overHttp() {
    return ShippedManifests.overHttp();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overHttp")
  void a_connector_has_a_script_of_its_vendor_with_faults(String id) {
    Path folder = ShippedManifests.script(id);
    assertThat(folder.resolve("fake.yml")).exists();
    assertThat(folder.resolve("expected.yml")).exists();
    FakeScript script = FakeScript.read(folder, "http://127.0.0.1:1");
    List<String> faults = script.faults().stream().map(FakeScript.Fault::kind).toList();
    assertThat(faults).contains("throttle", "drop");
    if (script.tokens().stream().anyMatch(ConnectorFilesTest::handsOutTokens)) {
      assertThat(faults).contains("expire");
    }
  }

  private static boolean handsOutTokens(FakeScript.TokenRule rule) {
    return new String(rule.answer().body(), StandardCharsets.UTF_8).contains("{{token");
  }
}
