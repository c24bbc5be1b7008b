package io.trueup.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.platform.db.EmbeddedPostgres;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.Reconciliation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A race says something only among programs that find the same. */
class RivalsTest {
  private static final Map<String, String> SHIPPED = ShippedRules.files(Path.of("..", "rules"));
  private static final Month MONTH = GeneratedMonth.of(Size.XS);
  private static List<String> engine = List.of();

  @BeforeAll
  static void run_the_engine() {
    engine = found(MONTH, BenchBundle.DEFAULT.load(SHIPPED));
  }

  private static List<String> found(Month month, RuleBundle bundle) {
    return Finding.lines(
        Finding.of(Reconciliation.run(month, bundle, GeneratedMonth.AS_OF, 2).discrepancies()));
  }

  @Test
  void a_generated_month_has_every_kind_of_finding_that_the_rivals_know() {
    assertThat(engine.stream().map(line -> line.split("\\|")[2] + " " + line.split("\\|")[3]))
        .contains(
            "MATCHED equal",
            "MATCHED within_tolerance",
            "MATCHED waived",
            "MATCHED not_billed_by_agreement",
            "MATCHED not_usage_based",
            "UNDERBILLING quantity",
            "UNDERBILLING no_billing_line",
            "UNDERBILLING service_outlives_billing",
            "OVERBILLING quantity",
            "INACTIVE_SEATS inactive",
            "INACTIVE_SEATS shared_mailbox",
            "MISSING_PRICE no_price",
            "FOLLOW_UP line_without_usage",
            "FOLLOW_UP scheduled_change",
            "FOLLOW_UP price_drift",
            "SETUP_ISSUE failed_sync",
            "SETUP_ISSUE unmapped_product",
            "SETUP_ISSUE unaccounted_usage",
            "SETUP_ISSUE unmapped_account",
            "SETUP_ISSUE unconfirmed_match",
            "SETUP_ISSUE inactive_company");
  }

  @ParameterizedTest
  @EnumSource(BenchBundle.class)
  void the_hand_written_program_finds_what_the_engine_finds(BenchBundle one) {
    RuleBundle bundle = one.load(SHIPPED);
    assertThat(Finding.lines(HandWritten.run(MONTH, MONTH.usage(), one.policy(bundle))))
        .isEqualTo(found(MONTH, bundle));
  }

  @Test
  void every_bundle_decides_differently() {
    assertThat(found(MONTH, BenchBundle.RULES_500.load(SHIPPED))).isNotEqualTo(engine);
    assertThat(found(MONTH, BenchBundle.HOST_NAME.load(SHIPPED))).isNotEqualTo(engine);
  }

  @Test
  void naive_drools_finds_what_the_engine_finds() {
    RuleBundle bundle = BenchBundle.DEFAULT.load(SHIPPED);
    assertThat(Finding.lines(new NaiveDrools(bundle, 0).run(MONTH, MONTH.usage())))
        .isEqualTo(engine);
  }

  @Test
  void plain_sql_finds_what_the_engine_finds(@TempDir Path folder) throws Exception {
    Policy policy = BenchBundle.DEFAULT.policy(BenchBundle.DEFAULT.load(SHIPPED));
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, false);
        Connection connection =
            DriverManager.getConnection(
                server.address("postgres"),
                server.superuser().user(),
                server.superuser().password())) {
      PlainSql sql = PlainSql.prepare(connection, MONTH, MONTH.usage(), policy);
      for (int again = 0; again < 2; again++) {
        sql.reset();
        sql.run();
        assertThat(Finding.lines(sql.findings())).isEqualTo(engine);
      }
    }
  }

  @Test
  void a_month_that_was_written_as_a_folder_is_read_as_the_same_month(@TempDir Path folder)
      throws Exception {
    new GeneratedFolder(folder, MONTH).write();
    Month read = ExportFolder.read(folder, ReadOptions.DEFAULTS);
    assertThat(read.problems()).isEmpty();
    assertThat(found(read, BenchBundle.DEFAULT.load(SHIPPED))).isEqualTo(engine);
  }

  @Test
  void a_size_that_is_not_there_is_refused_in_one_line() {
    assertThatThrownBy(() -> BenchOptions.of("--size", "Q"))
        .hasMessage("there is no size 'Q' — --size — use S, M or L");
  }

  @Test
  void a_report_has_the_names_that_scripts_read() throws Exception {
    BenchReport report = new BenchReport(Size.S, 5);
    Samples samples = new Samples();
    samples.add(new Samples.Sample(3, 4, 0));
    report.add(Map.of(MemoryRace.EVALUATE, samples), Map.of("x", true), Map.of());
    assertThat(report.json())
        .contains(
            "\"size\" : \"S\"",
            "\"results_agree\" : true",
            "\"cpu_ms\" : {",
            "\"evaluate\" : 3.0",
            "\"hand_written\" : null",
            "\"drools_naive\" : null",
            "\"run_from_postgresql\" : null",
            "\"plain_sql\" : null",
            "\"evaluate_vs_hand_written\"",
            "\"naive_vs_evaluate\"",
            "\"run_vs_sql\"",
            "\"runs\" : 5",
            "\"heap_mib\"");
    assertThat(report.text()).contains("All results agree.");
  }
}
