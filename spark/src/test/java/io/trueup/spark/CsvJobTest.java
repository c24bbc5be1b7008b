package io.trueup.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvJobTest {
  private static final List<String> TENANTS = List.of("T1", "T2", "Tenant/3 é=");
  private static final List<String> MONTHS = List.of("2026-10", "2026-11");

  @TempDir private static Path input;
  @TempDir private Path out;

  @BeforeAll
  static void months() throws IOException {
    for (String tenant : TENANTS) {
      for (String month : MONTHS) {
        GeneratedMonths.write(input, tenant, month, tenant.equals("T1") ? 24 : 8);
      }
    }
  }

  private static void assertAsTheEngineSays(Path input, Path out, TenantMonth key, String day)
      throws IOException {
    Map<String, String> engine =
        EngineRun.files(EngineRun.of(input.resolve(key.folder()), day, RuleTexts.shipped()));
    assertThat(LocalSpark.files(out.resolve(key.folder()))).isEqualTo(engine);
  }

  @Test
  void each_tenants_month_has_the_bytes_that_the_engine_writes() throws IOException {
    LocalSpark.Run run = LocalSpark.run("--input", input, "--out", out);
    assertThat(run.out()).startsWith("6 of 6 tenants' months reconciled: ");
    assertThat(run.code()).isZero();
    for (String tenant : TENANTS) {
      for (String month : MONTHS) {
        assertAsTheEngineSays(input, out, new TenantMonth(tenant, month), month + "-28");
      }
    }
    assertThat(out.resolve("errors.csv")).hasContent("tenant,month,error\n");
    assertThat(Files.readString(out.resolve("tenant=T1/month=2026-11/discrepancies.csv")))
        .contains("UNDERBILLING", "OVERBILLING");
  }

  @Test
  void a_broken_month_costs_one_line_and_its_old_result_goes(@TempDir Path some)
      throws IOException {
    GeneratedMonths.write(some, "T1", "2026-10", 8);
    Path broken = GeneratedMonths.write(some, "T2", "2026-10", 8);
    assertThat(LocalSpark.run("--input", some, "--out", out).code()).isZero();
    Files.delete(broken.resolve("companies.csv"));
    Files.createDirectories(some.resolve("tenant=T3/month=2026-13"));

    LocalSpark.Run run = LocalSpark.run("--input", some, "--out", out);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("1 of 3 tenants' months reconciled");
    assertThat(Files.readAllLines(out.resolve("errors.csv")))
        .containsExactly(
            "tenant,month,error",
            "T2,2026-10,\"required file companies.csv is missing — "
                + broken
                + " — export it, a header row alone is enough when there is nothing in it\"",
            "T3,2026-13,there is no such month; write it as 2026-10");
    assertThat(out.resolve("tenant=T2/month=2026-10")).doesNotExist();
    assertAsTheEngineSays(some, out, new TenantMonth("T1", "2026-10"), "2026-10-28");
  }

  @Test
  void some_tenants_and_months_can_be_asked_for_and_judged_at_a_months_end() throws IOException {
    LocalSpark.Run run =
        LocalSpark.run(
            "--input",
            input,
            "--out",
            out,
            "--tenants",
            "T1,T2",
            "--months",
            "2026-11",
            "--as-of",
            "month-end");
    assertThat(run.out()).startsWith("2 of 2 tenants' months");
    assertAsTheEngineSays(input, out, new TenantMonth("T2", "2026-11"), "2026-11-30");
    assertThat(out.resolve("tenant=T1/month=2026-10")).doesNotExist();
  }

  @Test
  void other_rules_decide_from_a_folder_or_a_zip(@TempDir Path other) throws IOException {
    Path rules = other.resolve("my-rules");
    Map<String, String> texts = new java.util.TreeMap<>(RuleTexts.shipped());
    texts.replaceAll((path, text) -> text.replace("name_alone_links: no", "name_alone_links: yes"));
    texts.put("policy.yml", texts.get("policy.yml") + "\n# ours\n");
    Path zip = other.resolve("my-rules.zip");
    try (var packed = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Path file = rules.resolve(text.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.getValue());
        packed.putNextEntry(new java.util.zip.ZipEntry("my-rules/" + text.getKey()));
        packed.write(text.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    TenantMonth key = new TenantMonth("T2", "2026-10");
    Map<String, String> engine =
        EngineRun.files(EngineRun.of(input.resolve(key.folder()), "2026-10-28", texts));
    for (Path bundle : List.of(rules, zip)) {
      LocalSpark.run(
          "--input",
          input,
          "--out",
          out,
          "--rules",
          bundle,
          "--tenants",
          "T2",
          "--months",
          "2026-10");
      assertThat(LocalSpark.files(out.resolve(key.folder()))).isEqualTo(engine);
    }
  }

  @Test
  void a_month_that_lies_on_another_file_system_is_copied_and_named_as_it_was(@TempDir Path some)
      throws IOException {
    Path folder = GeneratedMonths.write(some, "T1", "2026-11", 8);
    LocalSpark.session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.far.impl", FarFileSystem.class.getName());
    assertThat(LocalSpark.run("--input", "far://" + some, "--out", out).code()).isZero();
    assertAsTheEngineSays(some, out, new TenantMonth("T1", "2026-11"), "2026-11-28");

    Files.writeString(folder.resolve("usage.csv"), "a;b\n");
    LocalSpark.run("--input", "far://" + some, "--out", out);
    assertThat(Files.readString(out.resolve("errors.csv")))
        .contains("far:" + folder + "/usage.csv")
        .doesNotContain("trueup-month");
  }

  @Test
  void results_are_never_written_over_an_input() {
    assertThatThrownBy(() -> LocalSpark.run("--input", input, "--out", input.resolve("out")))
        .isInstanceOf(UnusableJob.class)
        .hasMessageContaining("lie within each other");
    assertThatThrownBy(() -> LocalSpark.run("--input", out, "--out", out.resolveSibling("o")))
        .isInstanceOf(UnusableJob.class)
        .hasMessageStartingWith("there is no folder tenant=T/month=YYYY-MM in ");
  }

  @Test
  void rules_that_do_not_hold_refuse_the_job(@TempDir Path rules) throws IOException {
    Files.writeString(rules.resolve("policy.yml"), "no: [policy");
    assertThatThrownBy(() -> LocalSpark.run("--input", input, "--out", out, "--rules", rules))
        .isInstanceOf(UnusableJob.class)
        .hasMessageStartingWith("the rules cannot be used:\npolicy.yml:");
    assertThat(out).isEmptyDirectory();
  }
}
