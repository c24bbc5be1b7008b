package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.report.ResultFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconcileCommandTest {
  @TempDir private Path folder;

  private Path data = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = SmallMonth.write(folder.resolve("data"));
    out = folder.resolve("out");
  }

  private Cli reconcile(Object... more) {
    Object[] all = new Object[5 + more.length];
    System.arraycopy(new Object[] {"reconcile", "--data", data, "--out", out}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return Cli.run(all);
  }

  @Test
  void a_month_gives_its_files_a_summary_and_code_0() throws IOException {
    Cli run = reconcile();
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(out).isDirectoryContaining("glob:**/report.html");
    assertThat(out.toFile().list()).containsExactlyInAnyOrderElementsOf(ResultFolder.FILES);
    assertThat(run.out()).contains("As of 2026-10-31", "Underbilled  10.00", "UNDERBILLING  1");
    assertThat(Files.readString(out.resolve("discrepancies.csv")))
        .contains("UNDERBILLING,quantity,1,2,1,10.00,USD,10.00,false,0.00,,false,0,0.00,");
  }

  @Test
  void progress_is_a_line_a_step_on_stderr_and_nothing_when_quiet() {
    assertThat(reconcile().err().lines()).hasSize(3).allMatch(line -> line.matches("[1-3]/3 .*"));
    assertThat(reconcile("--quiet").err()).isEmpty();
  }

  @Test
  void json_is_the_summary() throws IOException {
    assertThat(reconcile("--json").out()).isEqualTo(Files.readString(out.resolve("summary.json")));
  }

  @Test
  void without_a_date_the_last_sync_is_the_day() {
    assertThat(reconcile().out()).startsWith("As of 2026-10-31");
    assertThat(reconcile("--as-of", "2026-10-30").out()).startsWith("As of 2026-10-30");
  }

  @Test
  void what_cannot_be_used_is_one_line_and_code_2() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(Cli.run("reconcile", "--data", empty, "--out", out), "empty");
    refused(Cli.run("reconcile", "--data", folder.resolve("none"), "--out", out), "none");
    refused(Cli.run("reconcile", "--out", out), "--data");
    refused(reconcile("--as-of", "31.10.2026"), "31.10.2026");
    refused(reconcile("--threads", "0"), "--threads");
    refused(Cli.run("reconcle"), "reconcile");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_missing_file_or_column_refuses_the_run() throws IOException {
    SmallMonth.edit(data, "additions", "quantity", "qty");
    refused(reconcile(), "additions.csv");
    Files.delete(data.resolve("additions.csv"));
    refused(reconcile(), "additions.csv");
  }

  @Test
  void another_encoding_or_separator_refuses_the_run() throws IOException {
    Path companies = data.resolve("companies.csv");
    String text = Files.readString(companies);
    Files.writeString(companies, text, StandardCharsets.UTF_16);
    refused(reconcile(), "companies.csv");
    Files.writeString(companies, text.replace(',', ';'));
    refused(reconcile(), "companies.csv");
  }

  @Test
  void bad_rows_are_told_and_cost_nothing_else() throws IOException {
    SmallMonth.edit(
        data, "usage", "R2,licence,SPB,Bob", "R2,licence,SPB,Bob\nm365,T1,R3,gadget,X,Y");
    Cli run = reconcile();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("1 row could not be used", "usage.csv:4: kind:");
    assertThat(Files.readString(out.resolve("summary.json"))).contains("\"line\": 4");
  }

  @Test
  void a_month_with_nothing_to_compare_is_not_clean() throws IOException {
    SmallMonth.file(data, "usage", "integration_id,account_id,record_id,kind\n");
    assertThat(reconcile().out()).contains("NOTHING WAS AUDITED");
    assertThat(Files.readString(out.resolve("report.html"))).contains("Nothing was audited");
    assertThat(Files.readString(out.resolve("summary.json"))).contains("\"audited\": false");
  }

  @Test
  void rules_with_problems_refuse_the_run_and_name_each() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules/discrepancies"));
    Files.writeString(
        rules.resolve("broken.drl"), "package trueup.discrepancies\nrule \"x\" wehn\n");
    Cli run = reconcile("--rules", folder.resolve("rules"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("discrepancies/broken.drl:2:").contains(" — ");
    assertThat(out).doesNotExist();
    refused(reconcile("--rules", folder.resolve("nowhere")), "nowhere");
  }

  @Test
  void an_export_folder_is_never_written_over() throws IOException {
    String usage = Files.readString(data.resolve("usage.csv"));
    refused(Cli.run("reconcile", "--data", data, "--out", data), "export folder");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("usage.csv"), usage);
    refused(Cli.run("reconcile", "--data", data, "--out", other), "usage.csv");
    assertThat(other.resolve("usage.csv")).hasContent(usage);
    refused(Cli.run("reconcile", "--data", data, "--out", data.resolve("usage.csv")), "usage.csv");
  }

  @Test
  void other_files_of_the_result_folder_stay() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("notes.txt"), "mine");
    assertThat(reconcile().code()).isZero();
    assertThat(reconcile().code()).isZero();
    assertThat(out.resolve("notes.txt")).hasContent("mine");
    assertThat(List.of(out.toFile().list())).hasSize(ResultFolder.FILES.size() + 1);
  }

  @Test
  void every_command_has_help() {
    for (String command :
        List.of(
            "demo", "reconcile", "match", "rules", "presets", "server", "db", "check", "keys")) {
      Cli help = Cli.run(command, "--help");
      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: trueup " + command);
    }
  }

  private static void refused(Cli run, String names) {
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.error().lines()).as(run.err()).hasSize(1);
    assertThat(run.error()).contains(names).contains(" — ").doesNotContain("Exception");
  }
}
