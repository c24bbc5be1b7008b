package io.trueup.demo;

/**
 * Clients whose portals know them by another name, siblings that must not be mixed up, and the
 * provider's own tenant.
 */
final class RenamedClients {
  private static final String OWN_NAME = DemoMonth.PROVIDER;

  private final Books books;

  RenamedClients(Books books) {
    this.books = books;
  }

  void write() {
    renamedSinceSetup();
    anotherLegalForm();
    siblings();
    twins();
    sharedDomain();
    confirmedByHand();
    ownTenant();
    strayAgents();
  }

  private Client client(int number, String name) {
    return new Client(books, Story.RENAMED, number, name);
  }

  /**
   * The RMM and the distributor's portal were set up before the bakery became a food company. Only
   * the tenant's domain tells.
   */
  private void renamedSinceSetup() {
    Client client = client(1201, "Merrow Foods");
    client.company().set("domains", "merrowfoods.example;merrowbakery.example");
    client
        .account(Catalogue.M365)
        .set("name", "Merrow Bakery")
        .set("domains", "merrowbakery.example");
    client.account(Catalogue.NINJA).set("name", "Merrow Bakery");
    client.account(Catalogue.HUNTRESS).set("name", "Merrow Bakery");
    Plan.essentials(client, 14);
    link(client.account(Catalogue.HUNTRESS), client.id());
  }

  /** Corp in one system, Corporation in the other: likely the same, and a person has to say so. */
  private void anotherLegalForm() {
    Client client = client(1202, "Oakhollow Corporation");
    client.account(Catalogue.HUNTRESS).set("name", "Oakhollow Corp");
    Plan.essentials(client, 25);
  }

  /**
   * Two clients of one family; an account that carries only the family's name belongs to neither
   * for certain.
   */
  private void siblings() {
    Plan.essentials(client(1203, "Halden Pryce Architects"), 12);
    Client builders = client(1204, "Halden Pryce Builders");
    builders.account(Catalogue.HUNTRESS).set("name", "Halden Pryce");
    Plan.essentials(builders, 9);
  }

  /**
   * Two clients that differ by their legal form alone; an account that gives none could be
   * either's.
   */
  private void twins() {
    Client first = client(1205, "Pinegate Dental LLC");
    first.account(Catalogue.NINJA).set("name", "Pinegate Dental");
    Plan.essentials(first, 8);
    Plan.essentials(client(1206, "Pinegate Dental Inc"), 12);
  }

  /** Two clients with one web site; the tenants are told apart by a confirmed link and by name. */
  private void sharedDomain() {
    Client hotels = client(1207, "Fernleigh Hotels");
    hotels.company().set("domains", "fernleigh.example");
    hotels
        .account(Catalogue.M365)
        .set("name", "Fernleigh Group tenant")
        .set("domains", "fernleigh.example");
    Plan.complete(hotels, 28, 2);
    link(hotels.account(Catalogue.M365), hotels.id());
    Client events = client(1208, "Fernleigh Events");
    events.company().set("domains", "fernleigh.example");
    events.account(Catalogue.M365).set("domains", "");
    Plan.essentials(events, 11);
  }

  /** Nothing but what people confirmed ties these accounts to the client. */
  private void confirmedByHand() {
    Client client = client(1209, "Thornby Clinics");
    client.account(Catalogue.NINJA).set("name", "TGC - main site");
    client.account(Catalogue.HUNTRESS).set("name", "TGC");
    client.account(Catalogue.VEEAM).set("name", "tgc-prod-tenant");
    Plan.complete(client, 32, 3);
    link(client.account(Catalogue.NINJA), client.id());
    link(client.account(Catalogue.HUNTRESS), client.id());
    Decisions.add(
            books,
            "link",
            client.id(),
            "",
            "VSPC company was created by the vendor's onboarding team")
        .set("value", Catalogue.VEEAM + "/" + client.account(Catalogue.VEEAM).get("account_id"));
  }

  /** The provider's own people and computers are no client's. */
  private void ownTenant() {
    for (String integration : new String[] {Catalogue.M365, Catalogue.NINJA, Catalogue.HUNTRESS}) {
      Row account = stray(integration, OWN_NAME, "own");
      account.set("domains", "larkfield-it.example");
      for (int i = 1; i <= 9; i++) {
        strayRecord(account, i);
      }
      if (!integration.equals(Catalogue.HUNTRESS)) {
        link(account, "");
      }
    }
    Decisions.add(books, "ignore_account", "", "", "Our own computers are no client's")
        .set("value", Catalogue.HUNTRESS + "/" + Catalogue.HUNTRESS + "-own");
  }

  /** Computers that enrolled themselves before anybody named their organisation. */
  private void strayAgents() {
    Row account = stray(Catalogue.NINJA, "Default Organization", "default");
    for (int i = 1; i <= 3; i++) {
      strayRecord(account, i);
    }
  }

  private Row stray(String integration, String name, String tag) {
    return books
        .add(Sheet.ACCOUNTS)
        .set("integration_id", integration)
        .set("account_id", integration + "-" + tag)
        .set("name", name)
        .set("status", "active");
  }

  private void strayRecord(Row account, int number) {
    String accountId = account.get("account_id");
    Dice dice = Dice.named(accountId + number);
    Row row =
        books
            .add(Sheet.USAGE)
            .set("integration_id", account.get("integration_id"))
            .set("account_id", accountId)
            .set("record_id", accountId + "-" + number)
            .set("quantity", "1")
            .set("created_at", Calendar.longAgo(dice))
            .set("last_active_at", Calendar.daysAgo(dice.between(0, 4), dice));
    if (account.get("integration_id").equals(Catalogue.M365)) {
      String userId = "technician" + number + "@larkfield-it.example";
      row.set("kind", "licence")
          .set("product_code", Sku.SPB.code())
          .set("product_name", Sku.SPB.productName());
      row.set("name", "Technician " + number).set("user_id", userId).set("mailbox_type", "user");
      row.set("state", "assigned").set("unit", "seat").set("unit_cost", Sku.SPB.cost());
      return;
    }
    boolean rmm = account.get("integration_id").equals(Catalogue.NINJA);
    Sku sku = rmm ? Sku.RMM_AGENT : Sku.EDR_AGENT;
    row.set("kind", rmm ? "device" : "agent")
        .set("product_code", sku.code())
        .set("product_name", sku.productName());
    row.set("name", "LAPTOP-" + dice.serial(6))
        .set("device_id", dice.serial(8))
        .set("device_class", "workstation");
    row.set("state", "active").set("unit", "device").set("unit_cost", sku.cost());
  }

  private void link(Row account, String companyId) {
    books
        .add(Sheet.ACCOUNT_LINKS)
        .set("integration_id", account.get("integration_id"))
        .set("account_id", account.get("account_id"))
        .set("company_id", companyId);
  }
}
