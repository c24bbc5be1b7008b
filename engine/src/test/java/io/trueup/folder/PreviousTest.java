package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviousTest {
  @TempDir Path folder;
  private Exports exports;

  @BeforeEach
  void soundFolder() {
    exports = new Exports(folder);
  }

  private Exports withPrevious() {
    return exports
        .with(
            "previous/integrations.csv",
            "integration_id,category,vendor,last_success_at\nI1,rmm,n,2026-02-28T00:00:00Z\n")
        .with("previous/accounts.csv", "integration_id,account_id,name\nI1,T1,x\n")
        .with(
            "previous/usage.csv",
            Exports.USAGE_HEADER
                + "I1,T1,R1,user,Ann,1\nI1,T1,R2,user,Bob,1\nI1,T1,R2,user,Bob,1\nI1,T1,R3,user,x,-\n");
  }

  @Test
  void a_folder_without_it_knows_nothing_of_an_earlier_run() {
    assertThat(exports.read().previous()).isEqualTo(Previous.NONE);
  }

  @Test
  void its_records_are_counted_and_not_kept() {
    Previous previous = withPrevious().read().previous();
    assertThat(previous.recordsByIntegration()).isEqualTo(Map.of("I1", 2));
    assertThat(previous.integrations()).containsOnlyKeys("I1");
    assertThat(previous.usage()).isEmpty();
  }

  @Test
  void its_records_are_kept_for_a_high_water_mapping() {
    withPrevious()
        .with(
            "service_mappings.csv",
            "mapping_id,product_code,count,basis\nM1,P,records,high_water\n");
    assertThat(exports.read().previous().usage()).hasSize(2);
  }

  @Test
  void its_problems_name_its_files() {
    Month month = withPrevious().read();
    assertThat(month.problems())
        .extracting(InputProblem::file, InputProblem::line, InputProblem::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("previous/usage.csv", 4, "duplicate_id"),
            org.assertj.core.groups.Tuple.tuple("previous/usage.csv", 5, "bad_number"));
  }

  @Test
  void usage_alone_is_enough() {
    exports.with("previous/usage.csv", Exports.USAGE_HEADER + "I7,T7,R1,user,Ann,1\n");
    Month month = exports.read();
    assertThat(month.problems()).isEmpty();
    assertThat(month.previous().recordsByIntegration()).isEqualTo(Map.of("I7", 1));
  }

  @Test
  void it_is_part_of_the_hash() {
    String without = exports.read().inputHash();
    String with = withPrevious().read().inputHash();
    assertThat(with).isNotEqualTo(without);
  }
}
