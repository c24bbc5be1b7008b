package io.trueup.decision;

import io.trueup.decision.LinkDecision.Split;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts what people decided in the service into an export folder, as rows of its own files: {@code
 * decisions.csv} ({@code link}, {@code ignore_account}, {@code reject_link}, {@code waive}, {@code
 * tolerance}, {@code tolerance_amount}), {@code account_splits.csv}, and {@code match_on_name} of
 * {@code integrations.csv}. So a folder is all that a run is told, and what the service computes
 * can be computed from it by the command line too. Of two words on one account the later counts,
 * wherever it was said.
 */
public final class DecidedFiles {
  private static final List<String> DECISION =
      List.of(
          "decision_id",
          "kind",
          "company_id",
          "product_code",
          "value",
          "until",
          "reason",
          "decided_by",
          "decided_at");
  private static final List<String> SPLIT =
      List.of("integration_id", "account_id", "attribute", "value", "company_id");

  private final Path folder;

  private DecidedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Completes a folder for matching accounts alone, as {@link #write(Path, Collection, List, Map)}.
   */
  public static void write(
      Path folder, Collection<LinkDecision> decisions, Map<String, String> matchOnName) {
    write(folder, decisions, List.of(), matchOnName);
  }

  /**
   * Completes a folder. Decisions about accounts that it does not have are left out: they wait
   * until the account comes back.
   *
   * @param decisions all decisions about accounts that count, by number
   * @param standing waivers and tolerances
   * @param matchOnName {@code yes} or {@code no} by integration; those left out stay as they are
   */
  public static void write(
      Path folder,
      Collection<LinkDecision> decisions,
      List<FindingDecision> standing,
      Map<String, String> matchOnName) {
    DecidedFiles files = new DecidedFiles(folder);
    Map<AccountKey, InForce> inForce = InForce.byAccount(decisions);
    if (!inForce.isEmpty()) {
      inForce.keySet().retainAll(files.accounts());
      Map<AccountKey, InForce> sorted =
          new TreeMap<>(
              Comparator.comparing(AccountKey::integrationId).thenComparing(AccountKey::accountId));
      sorted.putAll(inForce);
      files.decisions(sorted);
      files.splits(sorted);
    }
    if (!standing.isEmpty()) {
      files.standing(standing);
    }
    if (!matchOnName.isEmpty()) {
      files.matchOnName(matchOnName);
    }
  }

  private Set<AccountKey> accounts() {
    CsvSheet sheet = new CsvSheet(folder.resolve("accounts.csv"), List.of());
    int integration = sheet.column("integration_id", "system");
    int account = sheet.column("account_id");
    Set<AccountKey> accounts = new HashSet<>();
    for (int row = 0; row < sheet.rows(); row++) {
      List<String> cells = sheet.cells(row);
      accounts.add(
          new AccountKey(CsvSheet.cell(cells, integration), CsvSheet.cell(cells, account)));
    }
    return accounts;
  }

  private void decisions(Map<AccountKey, InForce> inForce) {
    CsvSheet sheet = new CsvSheet(folder.resolve("decisions.csv"), DECISION);
    for (InForce each : inForce.values()) {
      each.link()
          .ifPresent(
              link ->
                  sheet.add(
                      row(
                          link,
                          link.kind().equals(LinkDecision.CONFIRM) ? "link" : "ignore_account")));
      each.rejected().values().forEach(reject -> sheet.add(row(reject, "reject_link")));
    }
    sheet.write();
  }

  private void standing(List<FindingDecision> standing) {
    CsvSheet sheet = new CsvSheet(folder.resolve("decisions.csv"), DECISION);
    for (FindingDecision decision : standing) {
      BigDecimal value = decision.value();
      Map<String, String> row = new LinkedHashMap<>();
      row.put("decision_id", "finding-" + decision.number());
      row.put("kind", decision.kind());
      row.put("company_id", decision.companyId());
      row.put("product_code", decision.productCode());
      row.put("value", value == null ? "" : value.toPlainString());
      row.put("until", decision.until() == null ? "" : decision.until().toString());
      row.put("reason", decision.reason());
      row.put("decided_by", decision.by());
      row.put("decided_at", decision.at().toString());
      sheet.add(row);
    }
    sheet.write();
  }

  private static Map<String, String> row(LinkDecision decision, String kind) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("decision_id", "service-" + decision.number());
    row.put("kind", kind);
    row.put("company_id", decision.companyId());
    row.put("value", decision.account().toString());
    row.put("reason", decision.reason().isBlank() ? "confirmed" : decision.reason());
    row.put("decided_by", decision.by());
    row.put("decided_at", decision.at().toString());
    return row;
  }

  /** A split replaces all rows that the folder has of its account. */
  private void splits(Map<AccountKey, InForce> inForce) {
    Map<AccountKey, InForce> divided =
        new TreeMap<>(
            Comparator.comparing(AccountKey::integrationId).thenComparing(AccountKey::accountId));
    inForce.forEach(
        (account, each) -> {
          if (each.split().isPresent()) {
            divided.put(account, each);
          }
        });
    if (divided.isEmpty()) {
      return;
    }
    CsvSheet sheet = new CsvSheet(folder.resolve("account_splits.csv"), SPLIT);
    int integration = sheet.column("integration_id");
    int account = sheet.column("account_id");
    for (int row = 0; row < sheet.rows(); row++) {
      List<String> cells = sheet.cells(row);
      if (divided.containsKey(
          new AccountKey(CsvSheet.cell(cells, integration), CsvSheet.cell(cells, account)))) {
        sheet.remove(row);
      }
    }
    divided.forEach(
        (of, each) -> {
          for (Split split : each.split().map(LinkDecision::splits).orElse(List.of())) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("integration_id", of.integrationId());
            row.put("account_id", of.accountId());
            row.put("attribute", split.attribute());
            row.put("value", split.value());
            row.put("company_id", split.companyId());
            sheet.add(row);
          }
        });
    sheet.write();
  }

  private void matchOnName(Map<String, String> settings) {
    CsvSheet sheet = new CsvSheet(folder.resolve("integrations.csv"), List.of());
    int integration = sheet.column("integration_id");
    if (integration < 0) {
      return;
    }
    for (int row = 0; row < sheet.rows(); row++) {
      String setting = settings.get(CsvSheet.cell(sheet.cells(row), integration));
      if (setting != null) {
        sheet.set(row, sheet.require("match_on_name"), setting);
      }
    }
    sheet.write();
  }
}
