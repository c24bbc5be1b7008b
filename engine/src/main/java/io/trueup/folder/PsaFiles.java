package io.trueup.folder;

import static io.trueup.folder.ColumnType.CURRENCY;
import static io.trueup.folder.ColumnType.DATE;
import static io.trueup.folder.ColumnType.DECIMAL;
import static io.trueup.folder.ColumnType.ID;
import static io.trueup.folder.ColumnType.LIST;
import static io.trueup.folder.ColumnType.TEXT;
import static io.trueup.folder.ColumnType.WORD;

import java.util.List;

/** Files that come from the PSA. */
final class PsaFiles {
  private PsaFiles() {}

  static ExportFile companies() {
    return new ExportFile(
        "companies.csv",
        true,
        "a client as the PSA knows it",
        List.of(
            Column.of("company_id", ID, "the PSA's id").needed(),
            Column.of("name", TEXT, "display name").needed(),
            Column.of("legal_name", TEXT, "registered name, evidence for client matching"),
            Column.of("domains", LIST, "domains of the web site, evidence for client matching"),
            Column.of("contact_domains", LIST, "domains of the contacts' e-mail addresses"),
            Column.of("identifier", TEXT, "the PSA's short code"),
            Column.of("address", TEXT, "street address"),
            Column.of("city", TEXT, "city"),
            Column.of("state", TEXT, "state or province"),
            Column.of("country", TEXT, "country"),
            Column.of("phone", TEXT, "telephone number"),
            Column.of(
                "parent_company_id",
                ID,
                "the billing parent, when usage of this company is billed on the parent's agreement"),
            Column.of("status", WORD, "only active companies are billed")
                .oneOf("active", "inactive", "prospect", "vendor")
                .orElse("active"),
            Column.of(
                "integration_id",
                ID,
                "the integration that it was read from; while that is in doubt, money of the company"
                    + " is held")),
        List.of("company_id"),
        List.of());
  }

  static ExportFile agreements() {
    return new ExportFile(
        "agreements.csv",
        true,
        "a contract under which a company is billed",
        List.of(
            Column.of("agreement_id", ID, "the PSA's id").needed(),
            Column.of("company_id", ID, "the company that pays").needed(),
            Column.of("name", TEXT, "display name").needed(),
            Column.of("status", WORD, "only active agreements bill")
                .oneOf("active", "inactive", "cancelled", "expired")
                .orElse("active"),
            Column.of("billing_cycle", WORD, "the time that a unit price covers")
                .oneOf("monthly", "quarterly", "annual")
                .orElse("monthly"),
            Column.of("currency", CURRENCY, "of every amount in the agreement").orElse("USD"),
            Column.of("start_date", DATE, "first day, open when empty"),
            Column.of("end_date", DATE, "last day, open when empty"),
            Column.of("proration", WORD, "whether units that start inside a month bill by the day")
                .oneOf("none", "daily")
                .orElse("none"),
            Column.of("billing_timing", WORD, "whether a month is invoiced before it is over")
                .oneOf("arrears", "advance")
                .orElse("arrears")),
        List.of("agreement_id"),
        List.of(Reference.to("companies.csv", "company_id")));
  }

  static ExportFile additions() {
    return new ExportFile(
        "additions.csv",
        true,
        "a recurring billing item of an agreement",
        List.of(
            Column.of("addition_id", ID, "the PSA's id").needed(),
            Column.of("agreement_id", ID, "the agreement that bills it").needed(),
            Column.of("product_code", ID, "the PSA's product").needed(),
            Column.units("quantity", "units on the agreement; negative for an adjustment").needed(),
            Column.of("description", TEXT, "text on the invoice"),
            Column.units("included_quantity", "units that the agreement's base fee already covers")
                .atLeast("0")
                .orElse("0"),
            Column.of(
                "unit_price", DECIMAL, "price of one unit for a billing cycle; empty is unknown"),
            Column.of(
                "unit_cost", DECIMAL, "cost of one unit for a billing cycle; empty is unknown"),
            Column.of("bill_customer", WORD, "whether the client pays for the line")
                .oneOf("billable", "do_not_bill", "no_charge")
                .orElse("billable"),
            Column.of("effective_date", DATE, "first day, open when empty"),
            Column.of(
                "cancelled_date", DATE, "first day on which it no longer bills, open when empty")),
        List.of("addition_id"),
        List.of(Reference.to("agreements.csv", "agreement_id")));
  }

  static ExportFile invoiceLines() {
    return new ExportFile(
        "invoice_lines.csv",
        false,
        "a line of an invoice that was sent",
        List.of(
            Column.of("invoice_id", ID, "the invoice").needed(),
            Column.of("invoice_date", DATE, "its date").needed(),
            Column.of("company_id", ID, "who received it").needed(),
            Column.of("addition_id", ID, "the addition that it bills"),
            Column.of("product_code", ID, "the PSA's product").needed(),
            Column.units("quantity", "units invoiced").needed(),
            Column.of("unit_price", DECIMAL, "price of one unit")),
        List.of(),
        List.of(Reference.to("companies.csv", "company_id")));
  }

  static ExportFile products() {
    return new ExportFile(
        "products.csv",
        false,
        "a product of the PSA's catalogue; its price stands in where no agreement has one",
        List.of(
            Column.of("product_code", ID, "the PSA's product").needed(),
            Column.of("description", TEXT, "its name"),
            Column.of("unit_price", DECIMAL, "list price of one unit a month; empty is unknown"),
            Column.of("unit_cost", DECIMAL, "list cost of one unit a month; empty is unknown"),
            Column.of("currency", CURRENCY, "of its price and cost").orElse("USD")),
        List.of("product_code", "currency"),
        List.of());
  }
}
