package io.trueup.ruletests;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Builds a tiny month. It starts with company C1 and its agreement A1, one healthy integration I1
 * of category microsoft365 and its account T1, confirmed as C1's; the latest of each is the one
 * that further rows belong to. Extra cells are given as column, value, column, value.
 */
final class MonthBuilder {

  private final TextMonth month;
  private final String freshSync;
  private String company = "C1";
  private String agreement = "A1";
  private String integration = "I1";
  private String account = "T1";
  private int records;
  private int ids;

  private MonthBuilder(String asOf) {
    month = new TextMonth(LocalDate.parse(asOf));
    freshSync = asOf + "T20:00:00Z";
  }

  static MonthBuilder asOf(String date) {
    return empty(date)
        .company("C1", "Client One")
        .agreement("A1")
        .integration("I1", "microsoft365")
        .account("T1", "Tenant of client one")
        .link("C1");
  }

  static MonthBuilder empty(String date) {
    return new MonthBuilder(date);
  }

  /** One line of a product that is billed by the licences of microsoft365. */
  static MonthBuilder licences(String asOf, String product, String quantity, String price) {
    return asOf(asOf)
        .line("L1", product, quantity, price)
        .mapping("M1", product, "records", "category", "microsoft365", "kind", "licence");
  }

  MonthBuilder company(String id, String name, String... cells) {
    company = id;
    return row("companies.csv", cells, "company_id", id, "name", name);
  }

  MonthBuilder agreement(String id, String... cells) {
    agreement = id;
    return row("agreements.csv", cells, "agreement_id", id, "company_id", company, "name", id);
  }

  /** A billing line of the latest agreement. */
  MonthBuilder line(String id, String product, String quantity, String price, String... cells) {
    return row(
        "additions.csv",
        cells,
        "addition_id",
        id,
        "agreement_id",
        agreement,
        "product_code",
        product,
        "quantity",
        quantity,
        "unit_price",
        price);
  }

  MonthBuilder integration(String id, String category, String... cells) {
    integration = id;
    return row(
        "integrations.csv",
        cells,
        "integration_id",
        id,
        "category",
        category,
        "vendor",
        id,
        "last_attempt_at",
        freshSync,
        "last_success_at",
        freshSync,
        "last_status",
        "succeeded");
  }

  /** An account of the latest integration. */
  MonthBuilder account(String id, String name, String... cells) {
    account = id;
    return row(
        "accounts.csv", cells, "integration_id", integration, "account_id", id, "name", name);
  }

  /** A confirmed link of the latest account. */
  MonthBuilder link(String toCompany) {
    return row(
        "account_links.csv",
        new String[0],
        "integration_id",
        integration,
        "account_id",
        account,
        "company_id",
        toCompany);
  }

  /**
   * So many usage records of the latest account; {@code #} in a cell becomes the record's number.
   */
  MonthBuilder use(int count, String kind, String... cells) {
    return records("usage.csv", count, kind, cells);
  }

  MonthBuilder usedBefore(int count, String kind, String... cells) {
    return records("previous/usage.csv", count, kind, cells);
  }

  private MonthBuilder records(String file, int count, String kind, String... cells) {
    for (int i = 0; i < count; i++) {
      records++;
      String[] numbered = cells.clone();
      for (int c = 1; c < numbered.length; c += 2) {
        numbered[c] = numbered[c].replace("#", String.valueOf(records));
      }
      row(
          file,
          numbered,
          "integration_id",
          integration,
          "account_id",
          account,
          "record_id",
          "R" + records,
          "kind",
          kind);
    }
    month.table(file);
    return this;
  }

  MonthBuilder mapping(String id, String product, String count, String... cells) {
    return row(
        "service_mappings.csv", cells, "mapping_id", id, "product_code", product, "count", count);
  }

  MonthBuilder product(String code, String price, String... cells) {
    return row("products.csv", cells, "product_code", code, "unit_price", price);
  }

  MonthBuilder decision(String kind, String... cells) {
    ids++;
    return row(
        "decisions.csv",
        cells,
        "decision_id",
        "D" + ids,
        "kind",
        kind,
        "reason",
        "agreed",
        "decided_by",
        "ann",
        "decided_at",
        "2026-01-02T10:00:00Z");
  }

  MonthBuilder invoiced(String date, String product, String quantity, String... cells) {
    ids++;
    return row(
        "invoice_lines.csv",
        cells,
        "invoice_id",
        "INV" + ids,
        "invoice_date",
        date,
        "company_id",
        company,
        "product_code",
        product,
        "quantity",
        quantity);
  }

  /** Any row of any file. */
  MonthBuilder row(String file, String[] extra, String... cells) {
    List<String> all = new ArrayList<>();
    Collections.addAll(all, cells);
    Map<String, String> row = month.add(file, all.toArray(new String[0]));
    for (int i = 0; i < extra.length; i += 2) {
      if (extra[i + 1].isEmpty()) {
        row.remove(extra[i]);
      } else {
        row.put(extra[i], extra[i + 1]);
      }
    }
    return this;
  }

  TextMonth month() {
    return month;
  }

  OracleResult reconcile() {
    return Oracle.reconcile(month);
  }
}
