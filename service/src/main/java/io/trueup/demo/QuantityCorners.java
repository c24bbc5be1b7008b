package io.trueup.demo;

/**
 * Clients whose contract says how a quantity is to be read: included units, minimums, tolerances,
 * blocks, commitments.
 */
final class QuantityCorners {
  private final Books books;

  QuantityCorners(Books books) {
    this.books = books;
  }

  void write() {
    includedUnits();
    belowMinimum();
    atMinimum();
    withinTolerance();
    storage();
    committedAndUnused();
    committedAndUnbilled();
    waived();
    neverNetted();
  }

  private Client client(int number, String name) {
    return new Client(books, Story.ODD_CORNERS, number, name);
  }

  /** The base fee covers five mail filter seats and all four switches. */
  private void includedUnits() {
    Client client = Plan.complete(client(1511, "Nightjar Novelties"), 27, 1);
    client.bill(Product.MAILSEC, 25).set("included_quantity", "5");
    client.estate().devices("network", "NET", 4);
    client.bill(Product.MGD_NET, 4).set("included_quantity", "4");
  }

  /** At least 25 users by contract; there are 19, and 19 are billed. */
  private void belowMinimum() {
    Client client = Plan.perUser(client(1512, "Oxbow Orchards"), 19);
    managedUsers(client, 25);
  }

  /** At least 12 users by contract; there are 10, and 12 are billed. */
  private void atMinimum() {
    Client client = Plan.perUser(client(1513, "Plumtree Physio"), 10);
    managedUsers(client, 12);
    client.bill(Product.MGD_USER, 12);
  }

  private static void managedUsers(Client client, int minimum) {
    Catalogue.mappingFor(client, Product.MGD_USER, "", "licence", "distinct_users")
        .set("category", "microsoft365")
        .set("usage_product_code", "SPB")
        .set("attributes", "mailbox_type=user")
        .set("minimum_quantity", minimum);
  }

  /**
   * One workstation of grace, agreed with the client; and backup storage that is a few cents over.
   */
  private void withinTolerance() {
    Client client = Plan.complete(client(1514, "Quaymaster Chandlery"), 30, 1);
    client.estate().workstations(1);
    client.estate().agents(1);
    client.bill(Product.EDR, 32);
    Decisions.add(client, "tolerance", Product.MGD_WS, "One spare workstation is part of the offer")
        .set("value", "1");
    client.estate().backupStorage("2148.6");
    client.bill(Product.BKP_GB, 2100);
  }

  /** 1,234.5 GB are 13 blocks of 100 GB; 12 are billed. */
  private void storage() {
    Client client = Plan.complete(client(1515, "Roostercomb Radio"), 12, 2);
    client.estate().backupStorage("1234.5");
    client.bill(Product.BKP_100GB, 12);
  }

  /** Twenty seats are committed and billed; three of them have nobody. */
  private void committedAndUnused() {
    Client client = Plan.complete(client(1516, "Skylark Surveys"), 17, 1);
    client
        .estate()
        .unassigned(Sku.SPB, 3)
        .forEach(row -> row.set("commitment_end_date", "2027-02-28"));
    client.bill(Product.M365_BP, 20);
    Decisions.add(
        client, "bill_committed", Product.M365_BP, "Annual commitment, passed on in full");
  }

  /** The commitment renewed at twenty; fourteen are billed. */
  private void committedAndUnbilled() {
    Client client = Plan.complete(client(1517, "Turnstone Travel"), 12, 1);
    client
        .estate()
        .unassigned(Sku.SPB, 8)
        .forEach(row -> row.set("commitment_end_date", "2027-08-31"));
    client.bill(Product.M365_BP, 14);
    Decisions.add(
        client, "bill_committed", Product.M365_BP, "Annual commitment, passed on in full");
  }

  /** One seat more than billed, given away until the year's end. */
  private void waived() {
    Client client = Plan.cloudOnly(client(1518, "Urchin Bay Charters"), 10);
    client.estate().licences(Sku.BUSINESS_BASIC, 1);
    Decisions.add(client, "waive", Product.M365_BB, "Intern's seat is on us this year")
        .set("until", "2026-12-31");
  }

  /**
   * Two workstations too few and one server too many: the money would nearly cancel out, the
   * mistakes do not.
   */
  private void neverNetted() {
    Client client = Plan.complete(client(1519, "Vetchling Vineyards"), 22, 2);
    client.bill(Product.MGD_WS, 20);
    client.bill(Product.MGD_SRV, 3);
  }
}
