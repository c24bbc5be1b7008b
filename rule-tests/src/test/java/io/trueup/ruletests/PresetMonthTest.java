package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.facts.InputProblem;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months whose mappings name a preset and little else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PresetMonthTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-31");
  private static final String SEEN = "2026-03-30T08:00:00Z";

  @TempDir private Path folder;

  @Test
  void a_licence_counts_by_its_part_number_and_by_its_guid() {
    mapping("M1,M365-BP,m365-business-premium,,");
    usage(
        "R1,licence,SPB,ann@one.example,,,assigned,1," + SEEN,
        "R2,licence,spb,bob@one.example,,,assigned,1," + SEEN,
        "R3,licence,cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46,cyd@one.example,,,assigned,1," + SEEN,
        "R4,licence,CBDC14AB-D96C-4C30-B9F4-6ADA7CDC1D46,dan@one.example,,,assigned,1," + SEEN,
        "R5,licence,O365_BUSINESS_PREMIUM,eve@one.example,,,assigned,1," + SEEN,
        "R6,licence,SPB,,,,unassigned,1," + SEEN);
    assertEquals("UNDERBILLING 2 4", row("M365-BP"));
  }

  @Test
  void a_licence_row_for_many_people_counts_with_its_quantity() {
    mapping("M1,M365-BP,m365-business-premium,,");
    usage("R1,licence,SPB,,,,assigned,2," + SEEN);
    assertEquals("MATCHED 2 2", row("M365-BP"));
  }

  @Test
  void a_licence_that_nobody_used_for_90_days_is_an_inactive_seat() {
    mapping("M1,M365-BP,m365-business-premium,,");
    usage(
        "R1,licence,SPB,ann@one.example,,,assigned,1," + SEEN,
        "R2,licence,SPB,bob@one.example,,,assigned,1,2025-12-20T08:00:00Z");
    assertEquals("INACTIVE_SEATS 2 2", row("M365-BP"));
  }

  @Test
  void what_the_row_says_itself_wins_over_the_preset() {
    mapping("M1,M365-BP,m365-business-premium,,120");
    usage(
        "R1,licence,SPB,ann@one.example,,,assigned,1," + SEEN,
        "R2,licence,SPB,bob@one.example,,,assigned,1,2025-12-20T08:00:00Z");
    assertEquals("MATCHED 2 2", row("M365-BP"));
  }

  @Test
  void a_free_product_is_left_out_by_name_and_by_guid() {
    mapping("M1,M365-BP,managed-user-licensed,,");
    usage(
        "R1,licence,SPB,ann@one.example,,,assigned,1," + SEEN,
        "R2,licence,O365_BUSINESS,bob@one.example,,,assigned,1," + SEEN,
        "R3,licence,FLOW_FREE,cyd@one.example,,,assigned,1," + SEEN,
        "R4,licence,16ddbbfc-09ea-4de2-b1d7-312db6112d70,dan@one.example,,,assigned,1," + SEEN);
    assertEquals("MATCHED 2 2", row("M365-BP"));
  }

  @Test
  void storage_is_billed_by_100_gb_begun() {
    mapping("M1,M365-BP,backup-100gb,,");
    usage(
        "R1,backup,VAULT-STORAGE-GB,,,,active,140.5," + SEEN,
        "R2,backup,VAULT-STORAGE-GB,,,,active,60.4," + SEEN,
        "R3,backup,VAULT-SERVER,,SRV-1,server,active,1," + SEEN);
    assertEquals("UNDERBILLING 2 3", row("M365-BP", "backup"));
  }

  @Test
  void a_device_with_two_agents_counts_once_or_twice_as_the_preset_says() {
    usage(
        "R1,agent,EDR,,PC-1,workstation,active,1," + SEEN,
        "R2,agent,AV,,PC-1,workstation,active,1," + SEEN,
        "R3,agent,EDR,,PC-2,workstation,active,1," + SEEN);
    mapping("M1,M365-BP,endpoint-device,,");
    assertEquals("MATCHED 2 2", row("M365-BP", "endpoint_security"));
    mapping("M1,M365-BP,endpoint-agent,,");
    assertEquals("UNDERBILLING 2 3", row("M365-BP", "endpoint_security"));
    mapping("M1,M365-BP,edr-agent,,");
    assertEquals("MATCHED 2 2", row("M365-BP", "endpoint_security"));
  }

  @Test
  void a_preset_that_does_not_exist_is_reported_with_the_nearest() {
    mapping("M1,M365-BP,m365-busines-premium,,");
    usage("R1,licence,SPB,ann@one.example,,,assigned,1," + SEEN);
    InputProblem problem = reconcile("microsoft365").month().problems().get(0);
    assertEquals("service_mappings.csv", problem.file());
    assertEquals(
        "is no preset that is shipped; did you mean m365-business-premium?", problem.message());
  }

  private String row(String product) {
    return row(product, "microsoft365");
  }

  private String row(String product, String category) {
    Reconciled result = reconcile(category);
    assertEquals(List.of(), result.month().problems());
    DiscrepancyRow row =
        result.discrepancies().stream()
            .filter(r -> r.productCode().equals(product) && r.companyId().equals("C1"))
            .findFirst()
            .orElseThrow();
    return row.classification() + " " + row.billed() + " " + row.used();
  }

  private Reconciled reconcile(String category) {
    write("companies.csv", "company_id,name\nC1,Acme\n");
    write("agreements.csv", "agreement_id,company_id,name\nA1,C1,Managed\n");
    write(
        "additions.csv",
        "addition_id,agreement_id,product_code,quantity,unit_price\nL1,A1,M365-BP,2,22.00\n");
    write(
        "integrations.csv",
        "integration_id,category,vendor,last_success_at,last_status\n"
            + "I1,"
            + category
            + ",vendor,2026-03-31T20:00:00Z,succeeded\n");
    write("accounts.csv", "integration_id,account_id,name\nI1,T1,Acme\n");
    write("account_links.csv", "integration_id,account_id,company_id\nI1,T1,C1\n");
    return Reconciliation.run(
        ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(ShippedRules.presets())),
        RuleFacts.load(ShippedRules.files()).get(),
        DAY,
        1);
  }

  private void mapping(String row) {
    write(
        "service_mappings.csv",
        "mapping_id,product_code,preset,usage_product_code,inactive_after_days\n" + row + "\n");
  }

  private void usage(String... rows) {
    StringBuilder text =
        new StringBuilder(
            "integration_id,account_id,record_id,kind,product_code,user_id,device_id,device_class,"
                + "state,quantity,last_active_at\n");
    for (String row : rows) {
      text.append("I1,T1,").append(row).append('\n');
    }
    write("usage.csv", text.toString());
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
