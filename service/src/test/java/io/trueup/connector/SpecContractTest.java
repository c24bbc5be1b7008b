package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.connector.SpecRecords.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Connectors against vendors that are made of the vendors' own descriptions: those in the folder
 * that {@code TRUEUP_VENDOR_SPECS} names, a file each, {@code ID.json} or {@code ID.yaml}.
 */
class SpecContractTest {
  private static final Instant STARTED = Instant.parse("2026-11-20T04:30:00Z");
  private static final Set<String> SETTLED = Set.of("skipped");

  /**
   * How a connector is set up to read the vendor of a description. {@code {at}} stands for where
   * that vendor listens, {@code {api}} for that with the description's base path.
   */
  private record Setup(String connector, Map<String, String> settings) {}

  private static final Map<String, List<Setup>> SETUPS =
      Map.of(
          "autotask-mock",
          List.of(
              new Setup("autotask", Map.of("base_url", "{api}", "username", "trueup@example.com"))),
          "connectwise-psa",
          List.of(
              new Setup("connectwise-psa", Map.of("base_url", "{api}", "company", "northwind"))),
          "datto-rmm",
          List.of(new Setup("datto-rmm", Map.of("base_url", "{at}"))),
          "huntress",
          List.of(
              new Setup("huntress", Map.of("base_url", "{at}")),
              new Setup("huntress", Map.of("base_url", "{at}", "identities", "each"))),
          "msgraph",
          List.of(
              new Setup(
                  "microsoft-graph",
                  Map.of("base_url", "{at}", "auth_url", "{at}", "tenants", "one.example.com"))),
          "ninjaone",
          List.of(
              new Setup("ninjaone", Map.of("base_url", "{at}")),
              new Setup("ninjaone", Map.of("base_url", "{at}", "read_backup", "yes"))),
          "pax8",
          List.of(new Setup("pax8", Map.of("base_url", "{api}", "auth_url", "{at}/oauth/token"))));

  @TestFactory
  Stream<DynamicTest> vendors_made_of_their_descriptions_are_read() throws IOException {
    String folder = System.getenv().getOrDefault("TRUEUP_VENDOR_SPECS", "");
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "skipped: TRUEUP_VENDOR_SPECS names no directory",
              () -> Assumptions.abort("TRUEUP_VENDOR_SPECS names no directory")));
    }
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(SpecContractTest::isDescription).sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        List<Setup> setups = SETUPS.getOrDefault(name, List.of());
        if (setups.isEmpty()) {
          tests.add(
              DynamicTest.dynamicTest(
                  name + " is understood",
                  () -> assertThat(SpecDocument.read(file).operations()).isNotEmpty()));
        }
        for (Setup setup : setups) {
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

  private static boolean isDescription(Path file) {
    return file.toString().matches(".*\\.(json|ya?ml)");
  }

  private static void check(Path file, Setup setup, Mood mood) {
    SpecDocument document = SpecDocument.read(file);
    Connectors connectors = Connectors.shipped();
    Connector connector = connectors.get(setup.connector());
    try (SpecVendor vendor = SpecVendor.start(document, mood);
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
        assertThat(failure.kind()).isEqualTo(ReadFailure.Kind.CHANGED_SCHEMA);
        return;
      }
      assertThat(failure).as("why it was not read to its end").isNull();
      assertThat(vendor.unfinished()).as("lists that were not read to their end").isEmpty();
      if (mood == Mood.EMPTY) {
        assertThat(reading.rows()).isEmpty();
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
    assertThat(rows.keySet()).as("tables with rows").containsAll(tables(connector, setup));
    Set<String> accounts = ids(reading, "accounts");
    assertThat(ids(reading, "usage")).as("accounts of usage").isSubsetOf(accounts);
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

  private static Set<String> tables(Connector connector, Setup setup) {
    Set<String> tables = new TreeSet<>();
    connector
        .manifest()
        .streams()
        .values()
        .forEach(
            stream -> {
              if (stream.when() == null || setup.settings().size() > 2) {
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
