package io.trueup.demo;

/**
 * The eight connected systems, as they stand at the month's end and as they stood a week before,
 * when all were well.
 */
final class Integrations {
  private static final String EVENING = "T20:15:00Z";

  private final Books books;

  Integrations(Books books) {
    this.books = books;
  }

  void write() {
    healthy(Catalogue.PSA, "psa", "connectwise_psa");
    healthy(Catalogue.NINJA, "rmm", "ninjaone");
    healthy(Catalogue.M365, "microsoft365", "microsoft_graph");
    healthy(Catalogue.VEEAM, "backup", "veeam");
    healthy(Catalogue.HUNTRESS, "endpoint_security", "huntress");
    // Its last attempt looks fine; that most of its agents are gone shows only against the week
    // before.
    healthy(Catalogue.SENTINELONE, "endpoint_security", "sentinelone");
    healthy(Catalogue.PAX8, "vendor_portal", "pax8");
    healthy(Catalogue.PHONES, "other", "threecx")
        .set("last_success_at", "2026-10-27" + EVENING)
        .set("last_status", "failed");
  }

  private Row healthy(String id, String category, String vendor) {
    synced(books.addPreviousIntegration(), id, category, vendor, Calendar.PREVIOUS + EVENING);
    return synced(books.add(Sheet.INTEGRATIONS), id, category, vendor, Calendar.AS_OF + EVENING);
  }

  private static Row synced(Row row, String id, String category, String vendor, String instant) {
    return row.set("integration_id", id)
        .set("category", category)
        .set("vendor", vendor)
        .set("last_attempt_at", instant)
        .set("last_success_at", instant)
        .set("last_status", "succeeded")
        .set("max_age_hours", 24);
  }
}
