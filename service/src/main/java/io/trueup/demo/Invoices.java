package io.trueup.demo;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * The invoices that have gone out: October's for agreements billed in advance, September's for the
 * others, one line for each line that was in force on the first of the month.
 */
final class Invoices {
  private final Books books;
  private final Map<String, Integer> issuedQuantities = new HashMap<>();

  Invoices(Books books) {
    this.books = books;
  }

  /** The invoice went out with another quantity than the agreement has today. */
  void issued(Row addition, int quantity) {
    issuedQuantities.put(addition.get("addition_id"), quantity);
  }

  /** Issues all invoices; called once, when every agreement has its lines. */
  void write() {
    Map<String, Row> agreements = new HashMap<>();
    for (Row agreement : books.list(Sheet.AGREEMENTS)) {
      agreements.put(agreement.get("agreement_id"), agreement);
    }
    for (Row addition : books.list(Sheet.ADDITIONS)) {
      Row agreement = agreements.get(addition.get("agreement_id"));
      if (agreement != null && wasBilled(addition, agreement)) {
        issue(addition, agreement);
      }
    }
  }

  private static boolean wasBilled(Row addition, Row agreement) {
    String day = invoiceDate(agreement);
    String cancelled = addition.get("cancelled_date");
    return agreement.get("status").equals("active")
        && addition.get("bill_customer").equals("billable")
        && addition.get("effective_date").compareTo(day) <= 0
        && (cancelled.isEmpty() || cancelled.compareTo(day) > 0);
  }

  private static String invoiceDate(Row agreement) {
    return agreement.get("billing_timing").equals("advance") ? "2026-10-01" : "2026-09-30";
  }

  private void issue(Row addition, Row agreement) {
    String agreementId = agreement.get("agreement_id");
    BigDecimal billed =
        new BigDecimal(addition.get("quantity"))
            .subtract(new BigDecimal(addition.get("included_quantity")));
    Integer issued = issuedQuantities.get(addition.get("addition_id"));
    books
        .add(Sheet.INVOICE_LINES)
        .set("invoice_id", "INV-2026-" + agreementId.substring(3))
        .set("invoice_date", invoiceDate(agreement))
        .set("company_id", agreement.get("company_id"))
        .set("addition_id", addition.get("addition_id"))
        .set("product_code", addition.get("product_code"))
        .set("quantity", issued == null ? billed : BigDecimal.valueOf(issued))
        .set("unit_price", addition.get("unit_price"));
  }
}
