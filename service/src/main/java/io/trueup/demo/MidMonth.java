package io.trueup.demo;

import java.util.List;

/**
 * Things that changed inside October: what is due every month from now on, and what is due once for
 * the days that have passed.
 */
final class MidMonth {
  private final Books books;
  private final Invoices invoices;

  MidMonth(Books books, Invoices invoices) {
    this.books = books;
    this.invoices = invoices;
  }

  void write() {
    twoSeatsOnTheSixteenth();
    threeComputersOnTheTwelfth();
    agentsOnTwoDays();
    trialThatEnded();
    alreadyScheduled();
    noProration();
    shortInvoice();
  }

  private Client prorated(int number, String name) {
    Client client = new Client(books, Story.MID_MONTH, number, name);
    client.agreement().set("proration", "daily");
    return client;
  }

  private static void startedOn(List<Row> rows, int day) {
    rows.forEach(
        row ->
            row.set("created_at", Calendar.october(day))
                .set("last_active_at", Calendar.october(30)));
  }

  /** 16 of 31 days are due for each. */
  private void twoSeatsOnTheSixteenth() {
    Client client = Plan.complete(prorated(1301, "Amberwick Audit"), 19, 1);
    startedOn(client.estate().licences(Sku.SPB, 2), 16);
  }

  /** 20 of 31 days. */
  private void threeComputersOnTheTwelfth() {
    Client client = Plan.essentials(prorated(1302, "Brackenside Builders"), 16);
    startedOn(client.estate().workstations(3), 12);
    client.estate().agents(3).forEach(row -> row.set("created_at", Calendar.october(12)));
    client.bill(Product.EDR, 19);
  }

  /** One agent ran 26 days of October, the other 11. */
  private void agentsOnTwoDays() {
    Client client = Plan.essentials(prorated(1303, "Cinderpath Couriers"), 14);
    client.estate().workstations(2);
    client.bill(Product.MGD_WS, 16);
    List<Row> agents = client.estate().agents(2);
    startedOn(agents.subList(0, 1), 6);
    startedOn(agents.subList(1, 2), 21);
  }

  /** Five trial seats became paid ones on the 15th: 17 of 31 days. */
  private void trialThatEnded() {
    Client client = Plan.complete(prorated(1304, "Dovecote Design"), 20, 1);
    client.estate().addOns(Sku.COPILOT, 4);
    client.bill(Product.M365_COPILOT, 4);
    for (Row tried : client.estate().addOns(Sku.COPILOT, 5)) {
      tried.set("created_at", "2026-09-15T10:00:00Z").set("trial_end_date", "2026-10-14");
    }
  }

  /** Four people started on the 28th, and the line that covers them starts on the first. */
  private void alreadyScheduled() {
    Client client = Plan.complete(prorated(1305, "Eastmarch Estates"), 17, 1);
    startedOn(client.estate().licences(Sku.SPB, 4), 28);
    client.addLine(Product.M365_BP, 4).set("effective_date", "2026-11-01");
  }

  /** The agreement does not prorate: six agents on the 20th are due from the next month on. */
  private void noProration() {
    Client client = Plan.essentials(prorated(1306, "Farrowdale Foundry"), 23);
    client.agreement().set("proration", "none");
    startedOn(client.estate().workstations(6), 20);
    client.bill(Product.MGD_WS, 29);
    startedOn(client.estate().agents(6), 20);
  }

  /**
   * Billed in advance: the agreement was put right on the 5th, after October's invoice had gone out
   * two short.
   */
  private void shortInvoice() {
    Client client = Plan.complete(prorated(1307, "Glimmerstone Gems"), 21, 1);
    client.agreement().set("proration", "none").set("billing_timing", "advance");
    invoices.issued(client.bill(Product.M365_BP, 21), 19);
  }
}
