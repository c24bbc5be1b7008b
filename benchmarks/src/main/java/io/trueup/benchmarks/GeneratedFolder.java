package io.trueup.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Writes an export folder of a given size: the same bytes for the same size and seed. Companies use
 * what they are billed for, give or take a few units, over 20 products of six integrations.
 */
final class GeneratedFolder {
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);
  private static final int PRODUCTS = 20;
  private static final List<String> KINDS =
      List.of("licence", "device", "backup", "agent", "subscription", "user");
  private static final List<String> CATEGORIES =
      List.of("microsoft365", "rmm", "backup", "endpoint_security", "vendor_portal", "other");

  private final Path folder;
  private final int companies;
  private final int lines;
  private final int records;
  private final Random random = new Random(20261031);

  GeneratedFolder(Path folder, int companies, int lines, int records) {
    this.folder = folder;
    this.companies = companies;
    this.lines = lines;
    this.records = records;
  }

  void write() throws IOException {
    Files.createDirectories(folder);
    file(
        "companies.csv",
        "company_id,name,domains",
        out -> {
          for (int c = 0; c < companies; c++) {
            line(out, "C" + c + ",Company " + c + ",company" + c + ".example");
          }
        });
    file(
        "agreements.csv",
        "agreement_id,company_id,name,currency,billing_cycle",
        out -> {
          for (int c = 0; c < companies; c++) {
            line(
                out,
                "G"
                    + c
                    + ",C"
                    + c
                    + ",Managed services,"
                    + (c % 10 == 0 ? "CAD" : "USD")
                    + ",monthly");
          }
        });
    int perCompany = lines / companies;
    int each = Math.max(1, records / lines);
    file(
        "additions.csv",
        "addition_id,agreement_id,product_code,quantity,unit_price,effective_date",
        out -> {
          for (int c = 0; c < companies; c++) {
            for (int n = 0; n < perCompany; n++) {
              int quantity = each + (random.nextInt(5) == 0 ? random.nextInt(7) - 3 : 0);
              line(
                  out,
                  "A"
                      + c
                      + "-"
                      + n
                      + ",G"
                      + c
                      + ",P"
                      + n % PRODUCTS
                      + ","
                      + Math.max(0, quantity)
                      + ","
                      + (5 + n % PRODUCTS)
                      + ".50,2025-0"
                      + (1 + n % 9)
                      + "-01");
            }
          }
        });
    file(
        "integrations.csv",
        "integration_id,category,vendor,last_attempt_at,last_success_at,last_status",
        out -> {
          for (int i = 0; i < KINDS.size(); i++) {
            line(
                out,
                "i"
                    + i
                    + ","
                    + CATEGORIES.get(i)
                    + ",vendor"
                    + i
                    + ",2026-10-31T20:00:00Z,2026-10-31T20:00:00Z,succeeded");
          }
        });
    file(
        "accounts.csv",
        "integration_id,account_id,name,domains,external_ref",
        out -> {
          for (int i = 0; i < KINDS.size(); i++) {
            for (int c = 0; c < companies; c++) {
              line(out, "i" + i + ",acc" + c + ",Company " + c + ",company" + c + ".example,C" + c);
            }
          }
        });
    file(
        "service_mappings.csv",
        "mapping_id,product_code,category,kind,usage_product_code,count,inactive_after_days",
        out -> {
          for (int p = 0; p < PRODUCTS; p++) {
            int i = p % KINDS.size();
            line(
                out,
                "M"
                    + p
                    + ",P"
                    + p
                    + ","
                    + CATEGORIES.get(i)
                    + ","
                    + KINDS.get(i)
                    + ",SKU"
                    + p
                    + ","
                    + (p % 4 == 1 ? "distinct_devices" : "records")
                    + ",60");
          }
        });
    file(
        "products.csv",
        "product_code,unit_price",
        out -> {
          for (int p = 0; p < PRODUCTS; p++) {
            line(out, "P" + p + "," + (5 + p) + ".50");
          }
        });
    file(
        "usage.csv",
        "integration_id,account_id,record_id,kind,product_code,name,user_id,device_id,device_class,state,quantity,unit_cost,created_at,last_active_at",
        this::usage);
  }

  private void usage(BufferedWriter out) {
    int perCompany = records / companies;
    for (int r = 0; r < companies * perCompany; r++) {
      int c = r / perCompany;
      int p = random.nextInt(400) == 0 ? PRODUCTS + random.nextInt(3) : r % PRODUCTS;
      int i = p % KINDS.size();
      int idle = random.nextInt(100) == 0 ? 61 + random.nextInt(200) : random.nextInt(30);
      line(
          out,
          "i"
              + i
              + ",acc"
              + c
              + ",rec-"
              + r
              + ","
              + KINDS.get(i)
              + ",SKU"
              + p
              + ",host-"
              + r
              + ",user"
              + r % 997
              + "@company"
              + c
              + ".example,SN"
              + r
              + ","
              + (r % 7 == 0 ? "server" : "workstation")
              + ","
              + (random.nextInt(400) == 0 ? "suspended" : "active")
              + ",1,"
              + (3 + p)
              + ".10,2025-0"
              + (1 + r % 9)
              + "-1"
              + r % 10
              + "T08:00:00Z,"
              + AS_OF.minusDays(idle)
              + "T09:30:00Z");
    }
  }

  private interface Writing {
    void to(BufferedWriter out);
  }

  private void file(String name, String header, Writing writing) throws IOException {
    try (BufferedWriter out =
        Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8)) {
      line(out, header);
      writing.to(out);
    }
  }

  private static void line(BufferedWriter out, String text) {
    try {
      out.write(text);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
