package io.trueup.demo;

import java.util.List;

/**
 * Clients where it takes thought to say what one unit is: shared mailboxes, kiosks, bundles,
 * duplicates, one person at two clients.
 */
final class CountingCorners {
  private final Books books;

  CountingCorners(Books books) {
    this.books = books;
  }

  void write() {
    sharedMailboxes();
    kiosk();
    bundle();
    secondOpinion();
    highestCountOfTheMonth();
    duplicates();
    trialsAndFreeLicences();
    oneOwnerTwoClients();
    parentPays();
    offices();
    devicesOfNoProduct();
    noLongerClients();
  }

  private Client client(int number, String name) {
    return new Client(books, Story.ODD_CORNERS, number, name);
  }

  /** Four of 31 licences sit on shared mailboxes: 27 people are managed, 31 licences are billed. */
  private void sharedMailboxes() {
    Client client = Plan.perUser(client(1521, "Whistlewood Wholefoods"), 27);
    client.bill(Product.M365_BP, 31);
    List<String> names = List.of("info", "orders", "accounts", "jobs");
    List<Row> shared = client.estate().licences(Sku.SPB, names.size());
    for (int i = 0; i < names.size(); i++) {
      String userId = names.get(i) + "@" + client.domain();
      shared.get(i).set("name", names.get(i)).set("user_id", userId).set("mailbox_type", "shared");
    }
  }

  /**
   * Twelve people in the office; thirty in the warehouse share two computers, and the contract
   * bills those.
   */
  private void kiosk() {
    Client client = Plan.perUser(client(1522, "Yellowhammer Warehousing"), 12);
    Plan.seats(client, Sku.F3, Product.M365_F3, 30);
    client.estate().workstations(2).forEach(row -> row.set("shared", "yes"));
    client.estate().agents(2);
    client.bill(Product.EDR, 14);
    client.bill(Product.MGD_WS, 14);
    client.bill(Product.MGD_USER, 14);
    Decisions.add(
        client,
        "kiosk_bills_devices",
        Product.MGD_USER,
        "Contract 4.2: shared computers, not their users");
  }

  /** A bundle per licensed person; two of its 24 seats have no endpoint agent. */
  private void bundle() {
    Client client = client(1523, "Zinnia Health Partners");
    Plan.computers(client, 24, 0);
    client.estate().licences(Sku.SPB, 24);
    client.estate().agents(22);
    client.estate().subscription(Sku.MAIL_FILTER, 24);
    client.bill(Product.SEC_BUNDLE, 24);
    Catalogue.mappingFor(client, Product.SEC_BUNDLE, Catalogue.M365, "licence", "records")
        .set("usage_product_code", "SPB");
    component(client, Product.EDR, Catalogue.HUNTRESS, "agent", "records", Sku.EDR_AGENT);
    component(client, Product.MAILSEC, Catalogue.PAX8, "subscription", "quantity", Sku.MAIL_FILTER);
  }

  private static void component(
      Client client, Product part, String integration, String kind, String count, Sku sku) {
    Catalogue.mappingFor(client, part, integration, kind, count)
        .set("usage_product_code", sku.code())
        .set("role", "component")
        .set("bundle_code", Product.SEC_BUNDLE.code());
  }

  /** The tenant has 20 licences assigned, the distributor has sold 22. */
  private void secondOpinion() {
    Client client = Plan.complete(client(1524, "Alderfly Analytics"), 20, 1);
    client.estate().subscription(Sku.CSP_SPB, 22);
    Catalogue.mappingFor(client, Product.M365_BP, Catalogue.PAX8, "subscription", "quantity")
        .set("mapping_id", "MAP-M365-BP-CHECK-" + client.id())
        .set("usage_product_code", Sku.CSP_SPB.code())
        .set("role", "check");
  }

  /** Billed by the month's highest count: 34 agents a week ago, 31 today. */
  private void highestCountOfTheMonth() {
    Client client = Plan.essentials(client(1525, "Bitternmere Brokers"), 31);
    client.estate().workstations(3).forEach(books::vanish);
    client.estate().agents(3).forEach(books::vanish);
    Catalogue.mappingFor(client, Product.EDR, Catalogue.HUNTRESS, "agent", "records")
        .set("basis", "high_water");
  }

  /** Three computers were re-imaged and enrolled again under the same serial numbers. */
  private void duplicates() {
    Client client = Plan.essentials(client(1526, "Coracle Consulting"), 25);
    List<Row> before = client.estate().workstations(3);
    List<Row> again = client.estate().workstations(3);
    for (int i = 0; i < again.size(); i++) {
      Row original = before.get(i);
      again.get(i).set("device_id", original.get("device_id")).set("name", original.get("name"));
    }
    client.estate().agents(3);
    client.bill(Product.MGD_WS, 28);
    client.bill(Product.EDR, 28);
  }

  /**
   * Copilot on trial until mid-November, and ten thousand free licences that cost nobody anything.
   */
  private void trialsAndFreeLicences() {
    Client client = Plan.complete(client(1527, "Dragonfly Diagnostics"), 23, 1);
    for (Row trial : client.estate().addOns(Sku.COPILOT, 5)) {
      trial
          .set("state", "trial")
          .set("created_at", Calendar.october(15))
          .set("trial_end_date", "2026-11-14");
    }
    client
        .estate()
        .record(Catalogue.M365, "subscription", "free-sku", Sku.FLOW_FREE)
        .set("name", Sku.FLOW_FREE.productName())
        .set("quantity", "10000")
        .set("last_active_at", "");
  }

  /** The owner works in both of her firms and is billed at the first. */
  private void oneOwnerTwoClients() {
    Client home = Plan.perUser(client(1528, "Egretta Imports"), 14);
    Client other = Plan.perUser(client(1529, "Egretta Retail"), 11);
    String owner = "mira.egret@" + home.domain();
    Row atHome = home.estate().licences(Sku.SPB, 1).get(0);
    Row elsewhere = other.estate().licences(Sku.SPB, 1).get(0);
    for (Row licence : List.of(atHome, elsewhere)) {
      licence.set("user_id", owner).set("name", "Mira Egret");
    }
    home.bill(Product.M365_BP, 15);
    home.bill(Product.MGD_USER, 15);
    Decisions.add(books, "home_company", home.id(), "", "One person is billed once")
        .set("value", owner);
  }

  /**
   * Two schools without an agreement of their own: the trust pays for all three, and is two
   * computers short.
   */
  private void parentPays() {
    Client trust = Plan.essentials(client(1530, "Ashgrove School Trust"), 8);
    int computers = 8;
    for (Client school :
        List.of(client(1531, "Ashgrove Infants"), client(1532, "Ashgrove Juniors"))) {
      school.company().set("parent_company_id", trust.id());
      school.estate().workstations(12);
      school.estate().licences(Sku.BUSINESS_STANDARD, 12);
      school.estate().agents(12);
      school.estate().subscription(Sku.MAIL_FILTER, 12);
      computers += 12;
    }
    trust.bill(Product.MGD_WS, computers - 2);
    trust.bill(Product.EDR, computers);
    trust.bill(Product.M365_BS, computers);
    trust.bill(Product.MAILSEC, computers);
  }

  /** One tenant, three offices with lines of their own; five licences say no office. */
  private void offices() {
    Client client = client(1533, "Gannet Geology");
    office(client, "North", 16);
    office(client, "South", 14);
    office(client, "West", 9);
    office(client, "", 5);
    client.bill(Product.E1_NORTH, 14);
    client.bill(Product.E1_SOUTH, 14);
    client.bill(Product.E1_WEST, 9);
    Plan.subscription(client, Sku.M365_BACKUP, Product.BKP_M365, 44);
  }

  private static void office(Client client, String office, int seats) {
    client.estate().licences(Sku.O365_E1, seats).forEach(row -> row.set("office", office));
  }

  /** Six virtual machines in the RMM that no product is billed by. */
  private void devicesOfNoProduct() {
    Client client = Plan.serverRoom(client(1534, "Heronsbill Hydro"), 18, 3, 3);
    client.estate().devices("virtual", "VM", 6);
  }

  /**
   * A client that has left but whose tenant still runs, and a prospect whose pilot was never
   * billed.
   */
  private void noLongerClients() {
    Client left = client(1535, "Ibiswick Imaging");
    left.company().set("status", "inactive");
    left.agreement().set("status", "cancelled").set("end_date", "2026-06-30");
    left.estate().licences(Sku.SPB, 6);
    left.bill(Product.M365_BP, 6).set("cancelled_date", "2026-07-01");
    Client prospect = client(1536, "Jacana Juices");
    prospect.company().set("status", "prospect");
    prospect.agreement().set("status", "inactive");
    prospect.estate().workstations(4);
    Client vendor = client(1537, "Kestrel Copier Leasing");
    vendor.company().set("status", "vendor");
    vendor.agreement().set("status", "inactive");
  }
}
