package io.trueup.demo;

import java.util.List;

/** Clients whose quantity or existence of a line is one thing and whose price is another. */
final class PriceCorners {
  private final Books books;

  PriceCorners(Books books) {
    this.books = books;
  }

  void write() {
    noPrice();
    noLine();
    serviceOutlivesBilling();
    priceDrift();
    billingCycles();
    twoTerms();
    nettedAndFree();
    productsNobodyMapped();
  }

  private Client client(int number, String name) {
    return new Client(books, Story.ODD_CORNERS, number, name);
  }

  /** One line is billable at 0.00, another has no price at all. */
  private void noPrice() {
    Client client = Plan.cloudOnly(client(1501, "Ember & Ash Ceramics"), 12);
    client.bill(Product.SAT, 12).set("unit_price", "0.00");
    client.bill(Product.BKP_M365, 12).set("unit_price", "");
  }

  /**
   * Defender is in use and in the catalogue but on no agreement; Power BI has no price in the
   * catalogue either.
   */
  private void noLine() {
    Client client = Plan.essentials(client(1502, "Fallowmead Fitness"), 22);
    client.estate().addOns(Sku.DEFENDER, 14);
    client.estate().addOns(Sku.POWER_BI, 3);
  }

  /** The backup line was cancelled at the end of August; both servers are still being backed up. */
  private void serviceOutlivesBilling() {
    Client client = Plan.complete(client(1503, "Gullwing Galleries"), 14, 2);
    client.bill(Product.BKP_SRV, 2).set("cancelled_date", "2026-08-31");
  }

  /** Sold years ago at a price that the vendor's own has passed. */
  private void priceDrift() {
    Client client = Plan.serverRoom(client(1504, "Hazelgrove Hospice"), 16, 2, 2);
    client.bill(Product.O365_E3, 16).set("unit_price", "19.00").set("effective_date", "2022-03-01");
  }

  /** The same product on a quarterly and on a yearly agreement: every figure is a month's. */
  private void billingCycles() {
    Client quarterly = Plan.essentials(client(1505, "Inkwell & Daughters"), 10);
    Row licences =
        quarterly
            .addAgreement("AG-1505-Q", "Add-on licences", "USD")
            .set("billing_cycle", "quarterly");
    quarterly.estate().addOns(Sku.COPILOT, 6);
    quarterly
        .addLine(Product.M365_COPILOT, 4, licences)
        .set("unit_price", "99.00")
        .set("unit_cost", "76.50");
    Client annual = Plan.essentials(client(1506, "Jackdaw Joinery"), 9);
    Row yearly =
        annual.addAgreement("AG-1506-Y", "Add-on licences", "USD").set("billing_cycle", "annual");
    annual.estate().addOns(Sku.COPILOT, 2);
    annual
        .addLine(Product.M365_COPILOT, 3, yearly)
        .set("unit_price", "380.00")
        .set("unit_cost", "306.00");
  }

  /** One SKU bought on two terms at two prices; only the monthly one grew. */
  private void twoTerms() {
    Client client = client(1507, "Kittiwake Research");
    Plan.computers(client, 26, 2);
    Plan.agents(client);
    List<Row> annual = client.estate().licences(Sku.M365_E3, 18);
    annual.forEach(row -> row.set("term", "annual").set("commitment_end_date", "2027-03-31"));
    client
        .estate()
        .licences(Sku.M365_E3, 8)
        .forEach(row -> row.set("term", "monthly").set("unit_cost", "37.40"));
    client.bill(Product.E3_ANNUAL, 18);
    client.bill(Product.E3_MONTHLY, 6);
  }

  /** An adjustment nets within its position; a line that is deliberately free is right as it is. */
  private void nettedAndFree() {
    Client client = Plan.essentials(client(1508, "Lanternfish Films"), 17);
    client.bill(Product.M365_BS, 19);
    client
        .addLine(Product.M365_BS, -2)
        .set("description", "Adjustment, two seats moved to the sister company");
    Plan.subscription(client, Sku.AWARENESS, Product.SAT, 17);
    client.bill(Product.SAT, 15).set("unit_price", "0.00").set("bill_customer", "do_not_bill");
  }

  /**
   * A fax line that no mapping knows, and network devices that are billed and nowhere to be seen.
   */
  private void productsNobodyMapped() {
    Client client = Plan.essentials(client(1509, "Mossgate Mutual"), 20);
    client.bill(Product.FAX_LINE, 2);
    client.bill(Product.MGD_NET, 3);
  }
}
