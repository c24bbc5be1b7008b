package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetsTest {
  private static final Preset BUSINESS_PREMIUM =
      new Preset(
          "m365-business-premium",
          "Microsoft 365 Business Premium",
          Map.of(
              "category", "microsoft365",
              "kind", "licence",
              "usage_product_code", "SPB;cbdc14ab-*",
              "count", "quantity"));

  @TempDir Path folder;

  private Month read(String header, String row) {
    new Exports(folder).with("service_mappings.csv", header + "\n" + row + "\n");
    return ExportFolder.read(
        folder,
        ReadOptions.DEFAULTS.withPresets(Map.of(BUSINESS_PREMIUM.presetId(), BUSINESS_PREMIUM)));
  }

  @Test
  void a_preset_fills_what_the_row_leaves_empty() {
    Month month = read("mapping_id,product_code,preset", "M1,M365-BP,M365-Business-Premium");
    assertThat(month.problems()).isEmpty();
    ServiceMapping mapping = month.serviceMappings().get(0);
    assertThat(mapping.category()).isEqualTo("microsoft365");
    assertThat(mapping.kinds()).containsExactly("licence");
    assertThat(mapping.usageProductCodes()).containsExactly("SPB", "cbdc14ab-*");
    assertThat(mapping.count()).isEqualTo("quantity");
    assertThat(mapping.attributes()).isEqualTo(Map.of("preset", "m365-business-premium"));
  }

  @Test
  void what_the_row_says_stays() {
    Month month =
        read(
            "mapping_id,product_code,kind,count,integration_id,preset",
            "M1,M365-BP,user,records,I1,m365-business-premium");
    ServiceMapping mapping = month.serviceMappings().get(0);
    assertThat(mapping.kinds()).containsExactly("user");
    assertThat(mapping.count()).isEqualTo("records");
    assertThat(mapping.category()).isEmpty();
    assertThat(mapping.usageProductCodes()).hasSize(2);
  }

  @Test
  void an_unknown_preset_is_reported_with_the_one_that_was_meant() {
    Month month = read("mapping_id,product_code,count,preset", "M1,P,records,m365-busines-premium");
    assertThat(month.serviceMappings()).isEmpty();
    assertThat(month.problems())
        .singleElement()
        .extracting(InputProblem::message)
        .asString()
        .contains("did you mean m365-business-premium?");
  }

  @Test
  void a_preset_that_could_not_be_a_row_is_refused() {
    assertThatThrownBy(() -> new Preset("p", "x", Map.of("count", "all")))
        .hasMessageContaining("preset p: count is none of");
    assertThatThrownBy(() -> new Preset("p", "x", Map.of("mapping_id", "x")))
        .hasMessageContaining("cannot fill column mapping_id");
  }
}
