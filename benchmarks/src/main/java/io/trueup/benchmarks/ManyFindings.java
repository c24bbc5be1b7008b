package io.trueup.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An export folder, zipped, in which every billing line differs from what is used: as many findings
 * as there are lines. Seeded: the same bytes each time but for the time of day in the zip.
 */
final class ManyFindings {
  private static final int[] GAPS = {-3, -2, -1, 1, 2, 3, 4, 6};
  private static final String[] TREES = {
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper"
  };
  private static final String[] TRADES = {
    "Dental", "Law", "Foods", "Freight", "Media", "Steel", "Energy"
  };

  private ManyFindings() {}

  /** The folder of that many clients with that many products each, as of the end of a November. */
  static byte[] zip(int clients, int products) throws IOException {
    Random dice = new Random(7);
    StringBuilder companies = new StringBuilder("company_id,name\n");
    StringBuilder agreements = new StringBuilder("agreement_id,company_id,name\n");
    StringBuilder accounts = new StringBuilder("integration_id,account_id,name,external_ref\n");
    StringBuilder additions =
        new StringBuilder("addition_id,agreement_id,product_code,quantity,unit_price\n");
    StringBuilder usage =
        new StringBuilder("integration_id,account_id,record_id,kind,product_code,name,quantity\n");
    StringBuilder mappings =
        new StringBuilder("mapping_id,product_code,category,kind,usage_product_code,count\n");
    for (int p = 0; p < products; p++) {
      mappings.append("MAP%d,PROD-%02d,microsoft365,licence,SKU%02d,quantity\n".formatted(p, p, p));
    }
    for (int c = 0; c < clients; c++) {
      companies.append(
          "C%d,%s %s %d\n".formatted(c, TREES[c % TREES.length], TRADES[c % TRADES.length], c));
      agreements.append("AG%d,C%d,Managed\n".formatted(c, c));
      accounts.append("m365,T%d,x,C%d\n".formatted(c, c));
      for (int p = 0; p < products; p++) {
        int billed = 5 + dice.nextInt(26);
        int used = billed + GAPS[dice.nextInt(GAPS.length)];
        int cents = 200 + dice.nextInt(8800);
        additions.append(
            "AD%d-%d,AG%d,PROD-%02d,%d,%d.%02d\n"
                .formatted(c, p, c, p, billed, cents / 100, cents % 100));
        usage.append("m365,T%d,R%d-%d,licence,SKU%02d,x,%d\n".formatted(c, c, p, p, used));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      file(zip, "companies", companies);
      file(zip, "agreements", agreements);
      file(zip, "additions", additions);
      file(zip, "accounts", accounts);
      file(zip, "usage", usage);
      file(zip, "service_mappings", mappings);
      file(
          zip,
          "integrations",
          new StringBuilder(
              "integration_id,category,vendor,last_attempt_at,last_success_at,last_status\n"
                  + "m365,microsoft365,microsoft,2026-11-30T20:00:00Z,2026-11-30T20:00:00Z,succeeded\n"));
    }
    return bytes.toByteArray();
  }

  private static void file(ZipOutputStream zip, String name, StringBuilder text)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".csv"));
    zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
