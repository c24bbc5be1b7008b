package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped connector against the vendor that its script plays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorContractTest {
  private Connectors connectors;
  private ConnectorReader reader;

  @BeforeAll
  void start() {
    connectors = Connectors.shipped();
    reader = new ConnectorReader(connectors, FetchPolicy.forTests(), Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    reader.close();
  }

  static List<String> ids() {
    return ShippedManifests.overHttp();
  }

  @Test
  void no_shipped_manifest_has_a_problem() {
    assertThat(connectors.problems()).isEmpty();
    assertThat(connectors.list()).extracting(Connector::id).containsAll(ids());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void reads_all_in_spite_of_faults(String id) {
    new ConnectorContract(id, ShippedManifests.script(id), reader).reads_all_in_spite_of_faults();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void says_that_credentials_are_refused(String id) {
    new ConnectorContract(id, ShippedManifests.script(id), reader)
        .says_that_credentials_are_refused();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void asks_for_what_it_needs_and_for_no_more(String id) {
    Connector connector = connectors.get(id);
    try (FakeVendor vendor = FakeVendor.start(ShippedManifests.script(id))) {
      assertThat(connector.faults(vendor.settings(), vendor.credentials().keySet())).isEmpty();
    }
    List<String> required =
        connector.credentials().entrySet().stream()
            .filter(each -> each.getValue().required())
            .map(each -> "the credential " + each.getKey() + " ")
            .toList();
    assertThat(connector.faults(Map.of(), List.of()))
        .filteredOn(fault -> fault.startsWith("the credential"))
        .hasSameSizeAs(required);
    assertThat(required.isEmpty()).isEqualTo(connector.category().equals("other"));
  }
}
