package io.trueup.demo;

import java.util.List;

/**
 * The phone system's last sync failed, so its counts are four days old; the legacy endpoint product
 * answered with one site of many. Neither may move money.
 */
final class BrokenSyncs {
  private final Books books;

  BrokenSyncs(Books books) {
    this.books = books;
  }

  void write() {
    Client ironvale = Plan.essentials(client(1601, "Ironvale Castings"), 24);
    phones(ironvale, 26, 24);
    Client jasperRow = Plan.cloudOnly(client(1602, "Jasper Row Hotels"), 28);
    phones(jasperRow, 19, 20);
    Client kilnworth = legacyAgents(client(1603, "Kilnworth Ceramics"), 27, 0);
    phones(kilnworth, 12, 12);
    legacyAgents(client(1604, "Larkspur Lane School"), 33, 0);
    legacyAgents(client(1605, "Mistlemoor Museum"), 19, 0);
    legacyAgents(client(1606, "Oldcastle Orthodontics"), 11, 9);
    Client pebblecross = legacyAgents(client(1607, "Pebblecross Parish"), 14, 0);
    phones(pebblecross, 9, 9);
  }

  private Client client(int number, String name) {
    return new Client(books, Story.BROKEN_SYNC, number, name);
  }

  private static void phones(Client client, int used, int billed) {
    client.estate().phones(used);
    client.bill(Product.VOIP, billed);
  }

  /**
   * Workstations with the legacy agent, of which the collapsed sync still lists only the first few.
   */
  private Client legacyAgents(Client client, int seats, int stillListed) {
    Plan.computers(client, seats, 0);
    Plan.seats(client, Sku.BUSINESS_STANDARD, Product.M365_BS, seats);
    Plan.subscription(client, Sku.MAIL_FILTER, Product.MAILSEC, seats);
    List<Row> agents = client.estate().agents(Catalogue.SENTINELONE, Sku.S1_AGENT, seats);
    client.bill(Product.EDR_S1, seats);
    agents.subList(stillListed, seats).forEach(books::vanish);
    return client;
  }
}
