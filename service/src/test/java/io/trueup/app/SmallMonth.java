package io.trueup.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An export folder of one client with two seats used and one billed. */
final class SmallMonth {
  private SmallMonth() {}

  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    file(folder, "companies", "company_id,name\nC1,Acme\n");
    file(folder, "agreements", "agreement_id,company_id,name\nAG1,C1,Managed\n");
    file(
        folder,
        "additions",
        "addition_id,agreement_id,product_code,quantity,unit_price\nAD1,AG1,M365,1,10.00\n");
    file(
        folder,
        "integrations",
        "integration_id,category,vendor,last_attempt_at,last_success_at,last_status\n"
            + "m365,microsoft365,microsoft,2026-10-31T20:00:00Z,2026-10-31T20:00:00Z,succeeded\n");
    file(folder, "accounts", "integration_id,account_id,name,external_ref\nm365,T1,Acme,C1\n");
    file(
        folder,
        "usage",
        "integration_id,account_id,record_id,kind,product_code,name\n"
            + "m365,T1,R1,licence,SPB,Ann\nm365,T1,R2,licence,SPB,Bob\n");
    file(
        folder,
        "service_mappings",
        "mapping_id,product_code,category,kind,usage_product_code,count\n"
            + "MAP1,M365,microsoft365,licence,SPB,records\n");
    return folder;
  }

  static void file(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".csv"), text, StandardCharsets.UTF_8);
  }

  /** Replaces a text in one of its files. */
  static void edit(Path folder, String name, String from, String to) throws IOException {
    Path file = folder.resolve(name + ".csv");
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(name + " holds no " + from);
    }
    Files.writeString(file, text.replace(from, to));
  }
}
