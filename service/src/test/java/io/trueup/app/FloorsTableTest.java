package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

final class FloorsTableTest {
  private static final JavaClasses APP = new ClassFileImporter().importClasses(Main.class);

  @Test
  void a_class_on_no_floor_is_a_violation() {
    assertThat(violations(new Floors().floor("money")))
        .contains("io.trueup.app.Main is on no floor");
  }

  @Test
  void a_class_on_a_floor_that_uses_only_the_jdk_and_libraries_holds() {
    assertThat(violations(new Floors().floor("app"))).isEmpty();
  }

  @Test
  void a_floor_above_its_upper_one_is_refused() {
    assertThatThrownBy(() -> new Floors().floor("facts", "money"))
        .hasMessage("facts stands on money, which is not below it");
  }

  private static String violations(Floors floors) {
    return String.join(
        "\n",
        ArchRuleDefinition.classes()
            .should(floors.hold())
            .evaluate(APP)
            .getFailureReport()
            .getDetails());
  }
}
