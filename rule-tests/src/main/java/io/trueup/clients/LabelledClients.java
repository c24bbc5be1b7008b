package io.trueup.clients;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.trueup.facts.Account;
import io.trueup.facts.Company;
import io.trueup.folder.ExportFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Companies, accounts of connected systems, and whose each account is. Names are made up, visibly,
 * in nine languages and three scripts; nothing in them is anybody's.
 *
 * @param companies the PSA's rows
 * @param accounts the systems' rows; an account id occurs once
 * @param labels the truth, by account id
 */
public record LabelledClients(
    List<Company> companies, List<Account> accounts, Map<String, Label> labels) {
  public LabelledClients {
    companies = List.copyOf(companies);
    accounts = List.copyOf(accounts);
    labels = Map.copyOf(labels);
  }

  /**
   * The same clients for the same seed and sizes.
   *
   * @param seed any number
   * @param companies how many companies the PSA has, about
   * @param accounts how many accounts five systems have together; 845 of 1,000 have a company
   */
  public static LabelledClients generated(long seed, int companies, int accounts) {
    Draw draw = new Draw(seed);
    MadeCompanies making = new MadeCompanies(draw, Tongues.all());
    List<MadeCompany> clients = making.clients(companies);
    PsaRows psa = new PsaRows(draw);
    MadeAccounts theirs = new MadeAccounts(draw, psa, clients);
    Nobodies nobodies = new Nobodies(draw, making, theirs, clients);
    int each = accounts / SourceSystem.values().length;
    for (SourceSystem system : SourceSystem.values()) {
      List<MadeCompany> order = new ArrayList<>(clients);
      draw.shuffle(order);
      // A child works in its parent's tenant.
      order.removeIf(c -> system == SourceSystem.M365 && c.kind().equals("child"));
      int own = Math.min(each * 845 / 1000, order.size());
      order.subList(0, own).forEach(c -> theirs.ofClient(system, c));
      for (int n = own; n < each; n++) {
        nobodies.add(system);
      }
    }
    List<Company> rows = new ArrayList<>();
    for (MadeCompany client : clients) {
      rows.add(psa.row(client));
      if (client.kind().isEmpty() && draw.perMille(12)) {
        rows.add(psa.leftBehind(client));
      }
    }
    draw.shuffle(rows);
    List<Account> shuffled = new ArrayList<>(theirs.accounts());
    draw.shuffle(shuffled);
    return new LabelledClients(rows, shuffled, theirs.labels());
  }

  /**
   * Reads {@code companies.csv}, {@code accounts.csv} and {@code truth.csv} (account_id, company_id
   * or NONE, kinds with plus signs between).
   *
   * @throws UncheckedIOException when a file cannot be read
   */
  public static LabelledClients read(Path folder) {
    Map<String, Label> labels = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("truth.csv"))) {
      for (NamedCsvRecord row : rows) {
        String company = row.getField("company_id");
        List<String> kinds = List.of(row.getField("kinds").split("\\+"));
        labels.put(
            row.getField("account_id"), new Label(company.equals("NONE") ? "" : company, kinds));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LabelledClients(
        ExportFolder.readCompanies(folder.resolve("companies.csv"), problem -> {}),
        ExportFolder.readAccounts(folder.resolve("accounts.csv"), problem -> {}),
        labels);
  }

  /** Writes the three files that {@link #read} reads. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (CsvWriter out = CsvWriter.builder().build(folder.resolve("companies.csv"))) {
      out.writeRecord(
          "company_id",
          "name",
          "legal_name",
          "domains",
          "contact_domains",
          "address",
          "city",
          "state",
          "country",
          "phone",
          "identifier",
          "parent_company_id",
          "status");
      for (Company c : companies) {
        out.writeRecord(
            c.companyId(),
            c.name(),
            c.legalName(),
            String.join(";", c.domains()),
            String.join(";", c.contactDomains()),
            c.address(),
            c.city(),
            c.state(),
            c.country(),
            c.phone(),
            c.identifier(),
            c.parentCompanyId(),
            c.status());
      }
    }
    try (CsvWriter out = CsvWriter.builder().build(folder.resolve("accounts.csv"))) {
      out.writeRecord(
          "integration_id",
          "account_id",
          "name",
          "domains",
          "city",
          "state",
          "country",
          "phone",
          "external_ref",
          "status",
          "parent_name");
      for (Account a : accounts) {
        out.writeRecord(
            a.integrationId(),
            a.accountId(),
            a.name(),
            String.join(";", a.domains()),
            a.city(),
            a.state(),
            a.country(),
            a.phone(),
            a.externalRef(),
            a.status(),
            a.parentName());
      }
    }
    try (CsvWriter out = CsvWriter.builder().build(folder.resolve("truth.csv"))) {
      out.writeRecord("account_id", "company_id", "kinds");
      for (Account a : accounts) {
        Label label = labels.getOrDefault(a.accountId(), new Label("", List.of()));
        out.writeRecord(
            a.accountId(),
            label.nobodys() ? "NONE" : label.companyId(),
            String.join("+", label.kinds()));
      }
    }
  }
}
