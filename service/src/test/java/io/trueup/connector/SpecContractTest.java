package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trueup.connector.SpecRecords.Mood;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Connectors against vendors that are made of descriptions: the vendors' own ones in the folder
 * that {@code TRUEUP_VENDOR_SPECS} names, and short ones of further vendors.
 */
class SpecContractTest {
  private static final Instant STARTED = Instant.parse("2026-11-20T04:30:00Z");
  private static final Set<String> SETTLED = Set.of("skipped");

  /** How a connector is set up to read the vendor of a description: spec/setups.yml. */
  private record Setup(
      String connector, Map<String, String> settings, boolean small, boolean strays) {}

  @TestFactory
  Stream<DynamicTest> vendors_made_of_their_descriptions_are_read() throws IOException {
    String folder = System.getenv().getOrDefault("TRUEUP_VENDOR_SPECS", "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "skipped: TRUEUP_VENDOR_SPECS names no directory",
              () -> Assumptions.abort("TRUEUP_VENDOR_SPECS names no directory")));
    }
    return tests(Path.of(folder));
  }

  @TestFactory
  Stream<DynamicTest> vendors_made_of_short_descriptions_are_read() throws IOException {
    return tests(resource("spec/further"));
  }

  private static Stream<DynamicTest> tests(Path folder) throws IOException {
    Map<String, List<Setup>> setups = setups();
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(SpecContractTest::isDescription).sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        if (!setups.containsKey(name)) {
          tests.add(
              DynamicTest.dynamicTest(
                  name + " is understood",
                  () -> assertThat(SpecDocument.read(file).operations()).isNotEmpty()));
        }
        for (Setup setup : setups.getOrDefault(name, List.of())) {
          for (Mood mood : Mood.values()) {
            tests.add(
                DynamicTest.dynamicTest(
                    name + " " + mood + " " + setup.settings(), () -> check(file, setup, mood)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static Map<String, List<Setup>> setups() throws IOException {
    Map<String, List<Setup>> setups = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file :
        new YAMLMapper().readTree(resource("spec/setups.yml").toFile()).properties()) {
      List<Setup> several = new ArrayList<>();
      for (JsonNode each : file.getValue()) {
        Map<String, String> settings = new TreeMap<>();
        each.get("settings")
            .fields()
            .forEachRemaining(one -> settings.put(one.getKey(), one.getValue().asText()));
        several.add(
            new Setup(
                each.get("connector").asText(),
                settings,
                each.path("short").asBoolean(),
                each.path("strays").asBoolean()));
      }
      setups.put(file.getKey(), several);
    }
    return setups;
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(SpecContractTest.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isDescription(Path file) {
    return file.toString().matches(".*\\.(json|ya?ml)");
  }

  private static void check(Path file, Setup setup, Mood mood) {
    SpecDocument document = SpecDocument.read(file);
    Connectors connectors = Connectors.shipped();
    Connector connector = connectors.get(setup.connector());
    try (SpecVendor vendor = SpecVendor.start(document, mood, setup.small());
        ConnectorReader reader =
            new ConnectorReader(connectors, FetchPolicy.forTests(), Clock.systemUTC())) {
      Reading reading = new Reading();
      ReadFailure failure = null;
      try {
        reader.read(
            setup.connector(), connection(setup, document, vendor), STARTED, reading, reading);
      } catch (ReadFailure e) {
        failure = e;
      }
      assertThat(vendor.violations()).as("requests that are not as described").isEmpty();
      if (failure != null && mood == Mood.BARE) {
        // Records without ids cannot be told apart: that it is said in a line is all one can ask.
        assertThat(failure.getMessage()).doesNotContain("\n");
        assertThat(failure.kind())
            .isIn(ReadFailure.Kind.CHANGED_SCHEMA, ReadFailure.Kind.REPEATED_PAGE);
        return;
      }
      assertThat(failure).as("why it was not read to its end").isNull();
      assertThat(vendor.unfinished()).as("lists that were not read to their end").isEmpty();
      if (mood == Mood.EMPTY) {
        assertThat(reading.rows()).noneMatch(row -> row.table().equals("usage"));
      }
      if (mood == Mood.FULL || mood == Mood.CAPPED) {
        whole(connector, setup, reading);
      }
    }
  }

  private static void whole(Connector connector, Setup setup, Reading reading) {
    assertThat(reading.problems())
        .filteredOn(problem -> !SETTLED.contains(problem.kind()))
        // A free text of the description may be one of few words to the connector.
        .filteredOn(
            problem ->
                !(problem.kind().equals("unknown_value")
                    && SpecRecords.isInvented(problem.value())))
        .as("problems with records that are as described")
        .isEmpty();
    Map<String, Long> rows =
        reading.rows().stream()
            .collect(Collectors.groupingBy(SyncedRow::table, TreeMap::new, Collectors.counting()));
    assertThat(rows.keySet()).as("tables with rows").containsAll(tables(connector));
    if (!setup.strays()) {
      Set<String> accounts = ids(reading, "accounts");
      assertThat(ids(reading, "usage")).as("accounts of usage").isSubsetOf(accounts);
    }
    if (rows.containsKey("companies")) {
      Set<String> agreements = cells(reading, "agreements", "agreement_id");
      assertThat(cells(reading, "companies", "company_id"))
          .as("companies")
          .containsAll(cells(reading, "agreements", "company_id"));
      assertThat(agreements)
          .as("agreements")
          .containsAll(cells(reading, "additions", "agreement_id"));
    }
  }

  private static Set<String> tables(Connector connector) {
    Set<String> tables = new TreeSet<>();
    connector
        .manifest()
        .streams()
        .values()
        .forEach(
            stream -> {
              if (stream.when() == null) {
                stream.rows().forEach(rows -> tables.add(rows.table()));
              }
            });
    return tables;
  }

  private static Set<String> ids(Reading reading, String table) {
    return cells(reading, table, "account_id");
  }

  private static Set<String> cells(Reading reading, String table, String column) {
    return reading.rows().stream()
        .filter(row -> row.table().equals(table))
        .map(row -> row.cells().getOrDefault(column, ""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Connection connection(Setup setup, SpecDocument document, SpecVendor vendor) {
    Map<String, String> settings = new TreeMap<>();
    setup
        .settings()
        .forEach(
            (name, value) ->
                settings.put(
                    name,
                    value
                        .replace("{at}", vendor.address())
                        .replace("{api}", vendor.address() + document.basePath())));
    Secrets secrets =
        new Secrets() {
          @Override
          public Optional<String> find(String name) {
            return Optional.of("secret-of-" + name);
          }

          @Override
          public void replace(String name, String old, String value) {
            // Another one does as well.
          }
        };
    return new Connection("described", settings, secrets, "account-" + vendor.address());
  }
}
