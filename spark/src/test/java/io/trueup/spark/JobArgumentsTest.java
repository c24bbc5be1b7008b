package io.trueup.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobArgumentsTest {
  @Test
  void what_is_left_out_has_a_default() {
    JobArguments job = JobArguments.of("--input", "in", "--out", "out");
    assertThat(job.from()).isEqualTo(JobArguments.Format.CSV);
    assertThat(job.to()).isEqualTo(JobArguments.Format.CSV);
    assertThat(job.rules()).isNull();
    assertThat(job.asOf()).isEqualTo(AsOf.LAST_SYNC);
    assertThat(job.wants(new TenantMonth("any", "2026-10"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --input in                          | --out is missing; name a folder
          --inputs in                         | there is no argument --inputs; see docs/spark.md
          --input in --input in               | --input is there twice; give one
          --input in --out                    | --out has no value; give one
          --input in --out o --from orc       | --from is orc; write csv or parquet
          --input in --out o --as-of tomorrow | --as-of is tomorrow; write last-sync, month-end or a day such as 2026-10-31
          --input in --out o --tasks -1       | --tasks is -1; write a number from 1 to 1000000
          """)
  void what_cannot_be_used_is_said(String arguments, String message) {
    assertThatThrownBy(() -> JobArguments.of(arguments.split(" ", -1)))
        .isInstanceOf(UnusableJob.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"T1", "a/b", "50%", "=x y", "é", ".."})
  void a_tenants_folder_says_its_name(String tenant) {
    TenantMonth key = new TenantMonth(tenant, "2026-10");
    String[] names = key.folder().split("/", -1);
    assertThat(names).hasSize(2);
    assertThat(TenantMonth.of(names[0], names[1])).contains(key);
  }

  @Test
  void the_page_shows_the_arguments() throws IOException {
    assertThat(Files.readString(Path.of("../docs/spark.md"))).contains(JobArguments.USAGE);
  }
}
