package io.trueup.demo;

/**
 * Clients who pay in Canadian dollars and in euros; one pays its licences in one currency and its
 * support in another.
 */
final class TwoCurrencies {
  private final Books books;

  TwoCurrencies(Books books) {
    this.books = books;
  }

  void write() {
    growthInCanada();
    leaversInCanada();
    rightInCanada();
    bothCurrencies();
    inEuros();
    unbilledInCanada();
  }

  private Client canadian(int number, String name, String city) {
    Client client = new Client(books, Story.CURRENCIES, number, name, "CAD");
    client
        .company()
        .set("city", city)
        .set("state", "BC")
        .set("country", "CA")
        .set("phone", client.company().get("phone").replace("503", "604"));
    return client;
  }

  /** Three seats at CAD 32.40. */
  private void growthInCanada() {
    Client client = Plan.complete(canadian(1401, "Cedarmist Clinics", "Kelowna"), 21, 2);
    client.estate().licences(Sku.SPB, 3);
  }

  /** Two seats fewer at CAD 18.90. */
  private void leaversInCanada() {
    Client client = Plan.essentials(canadian(1402, "Loonwater Outfitters", "Victoria"), 15);
    client.bill(Product.M365_BS, 17);
  }

  private void rightInCanada() {
    Plan.complete(canadian(1403, "Mapleforge Tools", "Nanaimo"), 26, 2);
  }

  /** Support in US dollars, licences in Canadian dollars: two agreements, two totals. */
  private void bothCurrencies() {
    Client client = new Client(books, Story.CURRENCIES, 1404, "Northpass Shipping");
    Row licences = client.addAgreement("AG-1404-CAD", "Licences", "CAD");
    Plan.computers(client, 24, 2);
    client.estate().workstations(1);
    client.estate().licences(Sku.SPB, 26);
    client.addLine(Product.M365_BP, 24, licences);
  }

  /** One seat too many at EUR 13.30. */
  private void inEuros() {
    Client client = new Client(books, Story.CURRENCIES, 1405, "Silberfurt Instruments", "EUR");
    client.company().set("city", "Graz").set("state", "").set("country", "AT");
    Plan.essentials(client, 18);
    client.bill(Product.M365_BS, 19);
  }

  /** Four mail filter seats more, in Canadian dollars and cents. */
  private void unbilledInCanada() {
    Client client = Plan.complete(canadian(1406, "Tidewrack Marine", "Vancouver"), 13, 1);
    client.bill(Product.MAILSEC, 9);
  }
}
