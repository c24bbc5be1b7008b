package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users are shown of each shipped connector's mapping is right. */
class SamplesTest {
  private static final Connectors SHIPPED = Connectors.shipped();

  static List<String> connectors() {
    return ShippedManifests.overHttp();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void samples_are_read_and_become_rows(String id) throws IOException {
    List<Samples.Sampled> sampled = Samples.read(SHIPPED.get(id), ShippedManifests.folder(id));
    assertThat(sampled).allMatch(each -> each.failure().isEmpty());
    assertThat(sampled).flatExtracting(Samples.Sampled::rows).isNotEmpty();
    // A word that a connector does not know may be shown on purpose; what cannot be read may not.
    assertThat(sampled)
        .flatExtracting(Samples.Sampled::problems)
        .extracting(RecordProblem::kind)
        .isSubsetOf("unknown_value", "missing_value");
  }
}
