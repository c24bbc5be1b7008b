package io.trueup.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An export folder whose accounts are of every kind: T1 carries the PSA's id of Acme, T2 has nearly
 * the name of Smith Dental, T3 and T4 have nobody's name, T5 has the name of a client with an
 * umlaut but for that and its legal form. A seat is 10 on Acme's agreement and 12 in the catalogue.
 */
final class ClientsMonth {
  static final List<String> ACCOUNTS =
      List.of(
          "m365,T1,Acme,C1",
          "m365,T2,Smith Dental LLC,",
          "m365,T3,Mystery,",
          "m365,T4,Northwind IT (us),",
          "m365,T5,Muller,");

  private ClientsMonth() {}

  static Path write(Path folder) {
    try {
      SmallMonth.write(folder);
      SmallMonth.file(
          folder,
          "companies",
          "company_id,name,status\nC1,Acme,active\nC2,Smith Dental,active\n"
              + "C3,Smith Dental Group,active\nC4,Old Client,inactive\nC5,Müller GmbH,active\n");
      accounts(folder, ACCOUNTS);
      StringBuilder usage =
          new StringBuilder(
              "integration_id,account_id,record_id,kind,product_code,name,user_id,office\n");
      int record = 0;
      for (String account : List.of("T1", "T1", "T2", "T3", "T3", "T3", "T5")) {
        record++;
        usage.append(
            "m365,%s,R%d,licence,SPB,User %d,u%d@%s.example,%s\n"
                .formatted(
                    account,
                    record,
                    record,
                    record,
                    account.toLowerCase(java.util.Locale.ROOT),
                    record % 2 == 0 ? "Berlin" : "Hamburg"));
      }
      SmallMonth.file(folder, "usage", usage.toString());
      SmallMonth.file(
          folder,
          "products",
          "product_code,description,unit_price,currency\nM365,Seat,12.00,USD\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void accounts(Path folder, List<String> rows) {
    try {
      SmallMonth.file(
          folder,
          "accounts",
          "integration_id,account_id,name,external_ref\n" + String.join("\n", rows) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder as one zip. */
  static byte[] zip(Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
        Files.copy(file, zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
