package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Month;
import io.trueup.report.EvidencePieces;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding names the decisions of people that it rests on, and no others. */
final class DecisionsUsedTest {
  private static final String HEADER =
      "decision_id,kind,company_id,product_code,value,until,reason,decided_by,decided_at\n";
  private static final String SIGNED = ",,agreed,Kim,2026-10-01T09:00:00Z\n";

  @TempDir Path folder;

  @BeforeEach
  void a_small_month() throws IOException {
    SmallMonth.write(folder);
    SmallMonth.file(
        folder,
        "usage",
        "integration_id,account_id,record_id,kind,product_code,name,user_id\n"
            + "m365,T1,R1,licence,SPB,Ann,ann@acme.example\n"
            + "m365,T1,R2,licence,SPB,Bob,bob@acme.example\n");
  }

  private DiscrepancyRow row(String... decisions) throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (String decision : decisions) {
      rows.append(decision).append(SIGNED);
    }
    SmallMonth.file(folder, "decisions", rows.toString());
    Reconciled result = reconciled();
    DiscrepancyRow row =
        result.discrepancies().stream()
            .filter(each -> each.productCode().equals("M365"))
            .findFirst()
            .orElseThrow();
    String evidence = String.join("", new EvidencePieces(result).of(row));
    assertThat(evidence.contains("\"decisions\""))
        .isEqualTo(!row.evidence().decisionIds().isEmpty());
    assertThat(evidence).contains("\"matched\":").contains("\"fact\":");
    return row;
  }

  private Reconciled reconciled() {
    LocalDate day = LocalDate.of(2026, 10, 31);
    MonthRun run = new MonthRun(Bundles.load(Optional.empty()), 1, () -> day);
    Month month = run.read(folder);
    return run.evaluate(month, day);
  }

  @Test
  void no_decision_no_name() throws IOException {
    DiscrepancyRow row = row();
    assertThat(row.classification()).isEqualTo("UNDERBILLING");
    assertThat(row.evidence().decisionIds()).isEmpty();
    assertThat(row.evidence().matched()).isNotEmpty();
    assertThat(row("W1,waive,C9,M365,").evidence().decisionIds()).as("another client's").isEmpty();
  }

  @Test
  void a_tolerance_is_named_where_it_was_wide_enough_and_counted() throws IOException {
    DiscrepancyRow row = row("T1,tolerance,C1,M365,1", "T2,tolerance,C1,,0.5");
    assertThat(row.reason()).isEqualTo("within_tolerance");
    assertThat(row.evidence().decisionIds()).containsExactly("T1");
    assertThat(row("T1,tolerance,C1,M365,0.5").evidence().decisionIds()).isEmpty();
    assertThat(row("T3,tolerance_amount,,,10").evidence().decisionIds()).containsExactly("T3");
  }

  @Test
  void a_waiver_a_link_and_a_home_company_are_named() throws IOException {
    assertThat(row("W1,waive,C1,M365,").evidence().decisionIds()).containsExactly("W1");
    assertThat(row("L1,link,C1,,m365/T1").evidence().decisionIds()).containsExactly("L1");
    assertThat(row("H1,home_company,C1,,Bob@acme.example").evidence().decisionIds())
        .containsExactly("H1");
  }
}
