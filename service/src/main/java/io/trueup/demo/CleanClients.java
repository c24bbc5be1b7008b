package io.trueup.demo;

import java.util.List;

/** Two dozen clients that are billed what they use, on each of the provider's plans. */
final class CleanClients {
  private static final List<String> NAMES =
      List.of(
          "Quillmoor Dental",
          "Brambleway Logistics",
          "Tarnwick Accounting",
          "Foxhollow Veterinary",
          "Penhale Interiors",
          "Aldermere Architects",
          "Copperbeck Brewing",
          "Dunmarsh Engineering",
          "Elmsworth Library Trust",
          "Gritstone Climbing",
          "Hartsomer Legal",
          "Ivorlane Optics",
          "Juniper Fell Farms",
          "Kestrelby Insurance",
          "Lowmere Printing",
          "Marlowick Media",
          "Nettlewick Nurseries",
          "Orrindale Motors",
          "Peverwell Property",
          "Quernstone Bakery",
          "Rushwater Rentals",
          "Saltmarrow Seafood",
          "Thistledown Toys",
          "Umberfield Pottery");

  private final Books books;

  CleanClients(Books books) {
    this.books = books;
  }

  void write() {
    for (int i = 0; i < NAMES.size(); i++) {
      Client client = new Client(books, Story.CLEAN, 1001 + i, NAMES.get(i));
      Dice dice = client.dice();
      switch (i % 6) {
        case 0, 3 -> Plan.complete(client, dice.between(14, 34), dice.between(1, 4));
        case 1 -> Plan.essentials(client, dice.between(10, 30));
        case 2 -> Plan.perUser(client, dice.between(12, 32));
        case 4 -> Plan.cloudOnly(client, dice.between(15, 60));
        default ->
            Plan.serverRoom(client, dice.between(16, 34), dice.between(3, 6), dice.between(2, 6));
      }
      if (i % 5 == 0) {
        invoicedInAdvance(client);
      }
      if (i % 4 == 1) {
        tracesOfThePast(client);
      }
    }
  }

  private static void invoicedInAdvance(Client client) {
    client.agreement().set("billing_timing", "advance");
  }

  /**
   * What has gone but is still listed: a retired laptop, a blocked sign-in, a spare licence. None
   * of it is billable.
   */
  private static void tracesOfThePast(Client client) {
    Estate estate = client.estate();
    Row laptop =
        estate
            .record(Catalogue.NINJA, "device", "old", Sku.RMM_AGENT)
            .set("name", "RETIRED-" + client.dice().serial(4))
            .set("device_id", client.dice().serial(8))
            .set("device_class", "workstation")
            .set("unit", "device")
            .set("state", "deleted");
    estate.silence(laptop, 120);
    Row blocked =
        estate
            .record(Catalogue.M365, "licence", "blocked", Sku.SPB)
            .set("name", "Former colleague")
            .set("user_id", "former.colleague@" + client.domain())
            .set("state", "disabled")
            .set("mailbox_type", "user");
    estate.silence(blocked, 70);
    estate.unassigned(Sku.SPB, 1);
  }
}
