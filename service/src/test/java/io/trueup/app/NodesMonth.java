package io.trueup.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An export folder with as many clients as a test asks for; every fifth pays for the one before,
 * every ninth account is nobody's, and one line in three is billed wrong.
 */
final class NodesMonth {
  private NodesMonth() {}

  /**
   * Writes the folder.
   *
   * @param records usage records a client
   */
  static Path write(Path folder, int clients, int records) throws IOException {
    Files.createDirectories(folder);
    StringBuilder companies = new StringBuilder("company_id,name,parent_company_id\n");
    StringBuilder agreements = new StringBuilder("agreement_id,company_id,name\n");
    StringBuilder additions =
        new StringBuilder("addition_id,agreement_id,product_code,quantity,unit_price\n");
    StringBuilder accounts = new StringBuilder("integration_id,account_id,name,external_ref\n");
    StringBuilder usage =
        new StringBuilder(
            "integration_id,account_id,record_id,kind,product_code,name,state,created_at\n");
    for (int c = 0; c < clients; c++) {
      String id = "C%05d".formatted(c);
      boolean paidFor = c % 5 == 3 && c + 1 < clients;
      companies.append(id).append(",Client ").append(c).append(" Dental Care,");
      companies.append(paidFor ? "C%05d".formatted(c + 1) : "").append('\n');
      agreements.append("AG%d,%s,Managed\n".formatted(c, id));
      if (!paidFor) {
        int billed = records / 2 + (c % 3 == 0 ? 2 : 0);
        additions.append("AD%d-1,AG%d,M365,%d,12.50\n".formatted(c, c, billed));
        additions.append("AD%d-2,AG%d,BACKUP,%d,3.10\n".formatted(c, c, records - records / 2));
      }
      accounts.append("m365,T%d,Client %d Dental Care,%s\n".formatted(c, c, c % 9 == 7 ? "" : id));
      for (int r = 0; r < records; r++) {
        usage.append(
            "m365,T%d,R%d,licence,%s,user%d@client%d.example,%s,2026-%02d-15T08:00:00Z\n"
                .formatted(
                    c,
                    r,
                    r % 2 == 0 ? "SPB" : "BKP",
                    r,
                    c,
                    r % 17 == 5 ? "disabled" : "active",
                    1 + r % 10));
      }
    }
    file(folder, "companies", companies);
    file(folder, "agreements", agreements);
    file(folder, "additions", additions);
    file(folder, "accounts", accounts);
    file(folder, "usage", usage);
    file(
        folder,
        "integrations",
        new StringBuilder(
            "integration_id,category,vendor,last_attempt_at,last_success_at,last_status\n"
                + "m365,microsoft365,microsoft,2026-10-31T20:00:00Z,2026-10-31T20:00:00Z,succeeded\n"));
    file(
        folder,
        "service_mappings",
        new StringBuilder(
            "mapping_id,product_code,category,kind,usage_product_code,count\n"
                + "MAP1,M365,microsoft365,licence,SPB,records\n"
                + "MAP2,BACKUP,microsoft365,licence,BKP,records\n"));
    return folder;
  }

  private static void file(Path folder, String name, StringBuilder text) throws IOException {
    Files.writeString(folder.resolve(name + ".csv"), text);
  }
}
