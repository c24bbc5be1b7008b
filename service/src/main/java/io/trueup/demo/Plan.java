package io.trueup.demo;

/**
 * The ways in which the provider sells its services. Each sets up a client that uses exactly what
 * it is billed.
 */
final class Plan {
  private Plan() {}

  /** Base fee, computers, Business Premium, endpoint agents, server backup and mail filter. */
  static Client complete(Client client, int seats, int servers) {
    client.bill(Product.MGD_BASE, 1);
    computers(client, seats, servers);
    seats(client, Sku.SPB, Product.M365_BP, seats);
    agents(client);
    backups(client, servers);
    subscription(client, Sku.MAIL_FILTER, Product.MAILSEC, seats);
    return client;
  }

  /** Workstations, Business Standard, endpoint agents and mail filter. */
  static Client essentials(Client client, int seats) {
    computers(client, seats, 0);
    seats(client, Sku.BUSINESS_STANDARD, Product.M365_BS, seats);
    agents(client);
    subscription(client, Sku.MAIL_FILTER, Product.MAILSEC, seats);
    return client;
  }

  /** Everything per person; the workstations come with the person and are billed at no charge. */
  static Client perUser(Client client, int users) {
    seats(client, Sku.SPB, Product.M365_BP, users);
    client.bill(Product.MGD_USER, users);
    client.estate().workstations(users);
    client.bill(Product.MGD_WS, users).set("unit_price", "0.00").set("bill_customer", "no_charge");
    agents(client);
    subscription(client, Sku.M365_BACKUP, Product.BKP_M365, users);
    return client;
  }

  /** No computers: Business Basic, its backup and awareness training. */
  static Client cloudOnly(Client client, int seats) {
    seats(client, Sku.BUSINESS_BASIC, Product.M365_BB, seats);
    subscription(client, Sku.M365_BACKUP, Product.BKP_M365, seats);
    subscription(client, Sku.AWARENESS, Product.SAT, seats);
    return client;
  }

  /** Many servers and switches, Office 365 E3, and backup storage by the 100 GB. */
  static Client serverRoom(Client client, int seats, int servers, int switches) {
    client.bill(Product.MGD_BASE, 1);
    computers(client, seats, servers);
    client.estate().devices("network", "NET", switches);
    client.bill(Product.MGD_NET, switches);
    seats(client, Sku.O365_E3, Product.O365_E3, seats);
    agents(client);
    backups(client, servers);
    int hundreds = 3 * servers;
    client.estate().backupStorage((hundreds * 100 - client.dice().between(1, 99)) + ".5");
    client.bill(Product.BKP_100GB, hundreds);
    return client;
  }

  /** Managed workstations and servers. */
  static void computers(Client client, int workstations, int servers) {
    client.estate().workstations(workstations);
    client.bill(Product.MGD_WS, workstations);
    if (servers > 0) {
      client.estate().servers(servers);
      client.bill(Product.MGD_SRV, servers);
    }
  }

  /** Licences of one kind. */
  static void seats(Client client, Sku sku, Product product, int count) {
    client.estate().licences(sku, count);
    client.bill(product, count);
  }

  /** An endpoint agent on each computer that has none. */
  static void agents(Client client) {
    int count = client.estate().unprotected();
    client.estate().agents(count);
    client.bill(Product.EDR, count);
  }

  private static void backups(Client client, int servers) {
    if (servers > 0) {
      client.estate().serverBackups(servers);
      client.bill(Product.BKP_SRV, servers);
    }
  }

  /** A distributor's subscription, passed on. */
  static void subscription(Client client, Sku sku, Product product, int quantity) {
    client.estate().subscription(sku, quantity);
    client.bill(product, quantity);
  }
}
