package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.folder.ExportFolder;
import io.trueup.folder.Presets;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebook.BundleFiles;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What connectors bring is counted by the presets that their cards name. */
class VendorPresetsTest {
  /** Connector, preset, a product code in its place where the card says so, and what is used. */
  private static final List<String> COUNTS =
      List.of(
          "huntress,edr-agent,,5",
          "huntress,edr-device,,5",
          "huntress,endpoint-server,,1",
          "huntress,endpoint-workstation,,3",
          "huntress,identity-protection-seat,,42",
          "huntress,awareness-training-seat,,52",
          "huntress,log-source,,3",
          "sentinelone,endpoint-agent,*complete*,4",
          "bitdefender,endpoint-seat,,6",
          "bitdefender,edr-seat,,3",
          "bitdefender,endpoint-agent,,5",
          "bitdefender,endpoint-server,,1",
          "sophos-central,endpoint-agent,,5",
          "sophos-central,endpoint-agent,*interceptX*,1",
          "threatlocker,endpoint-agent,threatlocker,4",
          "crowdstrike,endpoint-agent,,4",
          "veeam-spc,backup-server-count,,2",
          "veeam-spc,backup-workstation-count,,11",
          "veeam-spc,backup-virtual-machine-count,,4",
          "veeam-spc,backup-seat,,23",
          "veeam-spc,backup-tb,CloudTotalUsage,2",
          "acronis,backup-server-count,,3",
          "acronis,backup-workstation-count,,12",
          "acronis,backup-virtual-machine-count,,2",
          "acronis,backup-gb,,150",
          "datto-bcdr,backup-appliance,,5",
          "datto-bcdr,backup-server,,1",
          "datto-bcdr,backup-workstation,,1",
          "datto-bcdr,backup-gb,,1539.263",
          "datto-saas,backup-user,,2",
          "datto-saas,backup-seat,,2",
          "cove,backup-server,,1",
          "cove,backup-workstation,,3",
          "cove,backup-gb,,150.5",
          "cove,backup-seat,,23",
          "axcient,backup-server,,2",
          "axcient,backup-workstation,,1");

  private static final List<String> USAGE =
      List.of(
          "integration_id",
          "account_id",
          "record_id",
          "kind",
          "product_code",
          "name",
          "user_id",
          "device_id",
          "device_class",
          "state",
          "quantity",
          "unit",
          "created_at",
          "last_active_at");

  @TempDir private Path folder;

  @Test
  void presets_count_what_connectors_bring() throws IOException {
    Map<String, String> found = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (String connector : connectors()) {
      List<String> checks = COUNTS.stream().filter(c -> c.startsWith(connector + ",")).toList();
      write(connector, checks);
      Reconciled month = reconcile();
      assertThat(month.month().problems()).as(connector).isEmpty();
      for (int i = 0; i < checks.size(); i++) {
        String product = "P" + i;
        String check = checks.get(i);
        int last = check.lastIndexOf(',');
        expected.put(check.substring(0, last), check.substring(last + 1));
        month.discrepancies().stream()
            .filter(row -> row.productCode().equals(product) && row.companyId().equals("C1"))
            .forEach(row -> found.put(check.substring(0, last), String.valueOf(row.used())));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  private static List<String> connectors() {
    return List.copyOf(new TreeSet<>(COUNTS.stream().map(check -> check.split(",")[0]).toList()));
  }

  private void write(String connector, List<String> checks) throws IOException {
    List<Map<String, String>> accounts = new ArrayList<>();
    List<Map<String, String>> usage = new ArrayList<>();
    Path expected = ShippedManifests.script(connector).resolve("expected.yml");
    ExpectedRows.read(expected)
        .rows()
        .forEach(
            (key, cells) -> {
              // What comes again with the same content is one row for a sync.
              if (key.startsWith("accounts ") && !accounts.contains(cells)) {
                accounts.add(cells);
              } else if (key.startsWith("usage ")) {
                usage.add(cells);
              }
            });
    file("companies", "company_id,name", List.of("C1,Example"));
    file("agreements", "agreement_id,company_id,name", List.of("A1,C1,Managed"));
    file(
        "integrations",
        "integration_id,category,vendor,last_success_at,last_status",
        List.of("I1," + category(connector) + ",vendor,2026-11-20T04:00:00Z,succeeded"));
    file(
        "accounts",
        "integration_id,account_id,name",
        accounts.stream()
            .map(a -> line(List.of("I1", a.get("account_id"), a.get("name"))))
            .toList());
    file(
        "account_links",
        "integration_id,account_id,company_id",
        accounts.stream().map(a -> line(List.of("I1", a.get("account_id"), "C1"))).toList());
    file(
        "usage",
        String.join(",", USAGE),
        usage.stream()
            .map(
                u ->
                    line(
                        USAGE.stream()
                            .map(c -> c.equals("integration_id") ? "I1" : u.getOrDefault(c, ""))
                            .toList()))
            .toList());
    List<String> additions = new ArrayList<>();
    List<String> mappings = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      String[] cells = checks.get(i).split(",");
      additions.add("L" + i + ",A1,P" + i + ",1,1.00");
      mappings.add("M" + i + ",P" + i + "," + cells[1] + "," + cells[2]);
    }
    file("additions", "addition_id,agreement_id,product_code,quantity,unit_price", additions);
    file("service_mappings", "mapping_id,product_code,preset,usage_product_code", mappings);
  }

  private static String category(String connector) {
    String own =
        ShippedManifests.manifest(ShippedManifests.folder(connector)).path("category").asText();
    return own.isEmpty() ? "backup" : own;
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(","));
  }

  private void file(String name, String header, List<String> lines) throws IOException {
    Files.writeString(
        folder.resolve(name + ".csv"), header + "\n" + String.join("\n", lines) + "\n");
  }

  private Reconciled reconcile() {
    Map<String, String> texts = BundleFiles.shipped();
    return Reconciliation.run(
        ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(Presets.load(texts))),
        RuleFacts.load(texts).get(),
        LocalDate.parse("2026-11-20"),
        1);
  }
}
