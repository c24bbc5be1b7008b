package io.trueup.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Export folders of tenants and months: the same for the same tenant and month. Names in several
 * scripts, text that looks like a formula, two currencies, rows that cannot be used, and what is
 * wrong in every way that costs money.
 */
final class GeneratedMonths {
  private static final List<String> NAMES =
      List.of(
          "Müller & Söhne GmbH",
          "Ælfred, \"Quoted\" Ltd",
          "=SUM(A1) Holdings",
          "Νίκος Αφοί Α.Ε.",
          "Straße 7 Logistik",
          "東京エンジニアリング",
          "Żółw Sp. z o.o.",
          "Plain Plumbing LLC");

  private final String tenant;
  private final String month;
  private final Random random;
  private final Map<String, List<List<String>>> files = new TreeMap<>();

  private GeneratedMonths(String tenant, String month) {
    this.tenant = tenant;
    this.month = month;
    this.random = new Random((tenant + month).hashCode());
  }

  /** The files by name, a header and rows each. */
  static Map<String, List<List<String>>> of(String tenant, String month, int companies) {
    GeneratedMonths generated = new GeneratedMonths(tenant, month);
    generated.books(companies);
    generated.usage("", companies, 6);
    if (month.equals("2026-11")) {
      generated.integrations("previous/", "2026-10");
      generated.usage("previous/", companies, 8);
    }
    return generated.files;
  }

  /** Writes the files into the folder of this tenant's month. */
  static Path write(Path input, String tenant, String month, int companies) throws IOException {
    Path folder = input.resolve(new TenantMonth(tenant, month).folder());
    for (Map.Entry<String, List<List<String>>> file : of(tenant, month, companies).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      StringBuilder text = new StringBuilder();
      for (List<String> row : file.getValue()) {
        text.append(String.join(",", row.stream().map(GeneratedMonths::quoted).toList()))
            .append('\n');
      }
      Files.writeString(path, text);
    }
    return folder;
  }

  private static String quoted(String cell) {
    return cell.contains(",") || cell.contains("\"")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  private void row(String file, Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    files.computeIfAbsent(file, name -> new ArrayList<>()).add(row);
  }

  private void integrations(String folder, String in) {
    row(
        folder + "integrations.csv",
        "integration_id",
        "category",
        "vendor",
        "last_attempt_at",
        "last_success_at",
        "last_status");
    row(
        folder + "integrations.csv",
        "rmm",
        "rmm",
        "ninjaone",
        in + "-28T20:00:00Z",
        in + "-28T20:00:00Z",
        "succeeded");
    row(
        folder + "integrations.csv",
        "m365",
        "microsoft365",
        "microsoft",
        in + "-28T21:00:00Z",
        in + (tenant.equals("T2") ? "-02T21:00:00Z" : "-28T21:00:00Z"),
        tenant.equals("T2") ? "failed" : "succeeded");
  }

  private void books(int companies) {
    integrations("", month);
    row("companies.csv", "company_id", "name", "domains");
    row("agreements.csv", "agreement_id", "company_id", "name", "currency", "billing_cycle");
    row(
        "additions.csv",
        "addition_id",
        "agreement_id",
        "product_code",
        "quantity",
        "unit_price",
        "effective_date");
    row("accounts.csv", "integration_id", "account_id", "name", "domains");
    row("products.csv", "product_code", "unit_price");
    row("products.csv", "RMM", "4.25");
    row(
        "service_mappings.csv",
        "mapping_id",
        "product_code",
        "category",
        "kind",
        "usage_product_code",
        "count",
        "inactive_after_days");
    row("service_mappings.csv", "M1", "RMM", "rmm", "device", "", "distinct_devices", "60");
    row("service_mappings.csv", "M2", "E3", "microsoft365", "licence", "SPE_E3", "records", "");
    for (int c = 0; c < companies; c++) {
      String name = NAMES.get(c % NAMES.size()) + (c < NAMES.size() ? "" : " " + c);
      String domain = "client" + c + ".example";
      row("companies.csv", "C" + c, name, domain);
      row(
          "agreements.csv",
          "G" + c,
          "C" + c,
          "Managed",
          c % 3 == 0 ? "CAD" : "USD",
          c % 4 == 0 ? "quarterly" : "monthly");
      row("additions.csv", "A" + c + "-1", "G" + c, "RMM", 3 + random.nextInt(5), "12.345", "");
      row(
          "additions.csv",
          "A" + c + "-2",
          "G" + c,
          "E3",
          3 + random.nextInt(5),
          c % 5 == 1 ? "" : "20.00",
          "2025-01-01");
      row("accounts.csv", "rmm", "r" + c, name, domain);
      row("accounts.csv", "m365", "m" + c, name.toUpperCase(java.util.Locale.ROOT), "");
    }
    row("additions.csv", "A-bad", "G0", "RMM", "many", "1.00", "");
    row("agreements.csv", "G-bad", "C-nobody", "Managed", "USD", "monthly");
  }

  private void usage(String folder, int companies, int each) {
    String file = folder + "usage.csv";
    row(
        file,
        "integration_id",
        "account_id",
        "record_id",
        "kind",
        "product_code",
        "name",
        "device_id",
        "quantity",
        "last_active_at",
        "office");
    for (int c = 0; c < companies; c++) {
      int devices = each + random.nextInt(3) - 1;
      for (int d = 0; d < devices; d++) {
        row(
            file,
            "rmm",
            "r" + c,
            "d" + c + "-" + d,
            "device",
            "",
            "host " + d,
            "SN" + c + d,
            "1",
            month + "-2" + random.nextInt(8) + "T09:30:00Z",
            d % 2 == 0 ? "north" : "");
        row(file, "m365", "m" + c, "l" + c + "-" + d, "licence", "SPE_E3", "u" + d, "", 1, "", "");
      }
    }
    row(file, "rmm", "r0", "extra", "device", "", "twice", "SN00", "1", "", "");
    row(file, "rmm", "nobody", "lost", "device", "", "lost", "SNX", "1", "", "");
    row(file, "rmm", "r1", "bad", "device", "", "bad", "SNY", "-x", "", "");
  }
}
