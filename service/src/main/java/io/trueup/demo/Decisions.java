package io.trueup.demo;

import java.util.Locale;

/** Standing decisions of the provider's people. */
final class Decisions {
  private Decisions() {}

  /** A decision without value and end; an empty company or product means all. */
  static Row add(Books books, String kind, String companyId, String productCode, String reason) {
    int number = books.list(Sheet.DECISIONS).size() + 1;
    return books
        .add(Sheet.DECISIONS)
        .set("decision_id", "DEC-" + String.format(Locale.ROOT, "%02d", number))
        .set("kind", kind)
        .set("company_id", companyId)
        .set("product_code", productCode)
        .set("reason", reason)
        .set("decided_by", "robin.lake@larkfield-it.example")
        .set("decided_at", "2026-09-2" + number % 10 + "T15:20:00Z");
  }

  /** A decision about one client's product. */
  static Row add(Client client, String kind, Product product, String reason) {
    return add(client.books(), kind, client.id(), product.code(), reason);
  }
}
