package io.trueup.demo;

import java.util.List;

/**
 * Seats that came without a word to billing, seats that stayed on the bill after their people left,
 * and seats that nobody uses.
 */
final class SeatCreep {
  private final Books books;

  SeatCreep(Books books) {
    this.books = books;
  }

  void write() {
    newHires();
    moreComputers();
    leavers();
    returnedComputers();
    idleSeats();
    silentAgents();
    growthAtTheNewestPrice();
    cutFromTheNewestLine();
    driftOnSeveralLines();
  }

  private Client client(int number, String name) {
    return new Client(books, Story.SEAT_CREEP, number, name);
  }

  /** Four new people since summer; the bill still says 22. */
  private void newHires() {
    Client client = Plan.complete(client(1101, "Ottermead Wealth"), 22, 2);
    client.estate().licences(Sku.SPB, 4);
  }

  /** Three more workstations, each with its endpoint agent. */
  private void moreComputers() {
    Client client = Plan.essentials(client(1102, "Pikestone Construction"), 26);
    client.estate().workstations(3);
    client.estate().agents(3);
  }

  /** Three people left; their licences are gone, the bill is not. */
  private void leavers() {
    Client client = Plan.essentials(client(1103, "Ravensholt Recruiting"), 19);
    client.bill(Product.M365_BS, 22);
  }

  /** Two computers were handed back. */
  private void returnedComputers() {
    Client client = Plan.complete(client(1104, "Sedgewater Surveyors"), 18, 1);
    client.bill(Product.MGD_WS, 20);
    client.bill(Product.EDR, 21);
  }

  /**
   * Two people have not signed in for months, one never did; a colleague who started last week has
   * not yet, which is no news.
   */
  private void idleSeats() {
    Client client = Plan.complete(client(1105, "Tallowbrook Theatre"), 24, 2);
    List<Row> extra = client.estate().licences(Sku.SPB, 4);
    client.bill(Product.M365_BP, 28);
    client.estate().silence(extra.get(0), 95);
    client.estate().silence(extra.get(1), 141);
    extra.get(2).set("created_at", Calendar.daysAgo(120, client.dice())).set("last_active_at", "");
    extra.get(3).set("created_at", Calendar.october(26)).set("last_active_at", "");
  }

  /** Five endpoint agents that have not called home for over a month. */
  private void silentAgents() {
    Client client = Plan.essentials(client(1106, "Underhill & Vane"), 30);
    client.estate().workstations(5);
    client.bill(Product.MGD_WS, 35);
    List<Row> silent = client.estate().agents(5);
    silent.forEach(row -> client.estate().silence(row, 45));
    client.bill(Product.EDR, 35);
  }

  /** Two lines of one product: the older one is cheaper, growth costs what the newer one says. */
  private void growthAtTheNewestPrice() {
    Client client = Plan.essentials(client(1107, "Wickmere Wholesale"), 20);
    client.bill(Product.M365_BS, 20).set("unit_price", "12.50").set("effective_date", "2025-02-01");
    client.addLine(Product.M365_BS, 5).set("effective_date", "2026-06-01");
    client.estate().licences(Sku.BUSINESS_STANDARD, 11);
  }

  /**
   * Two lines again, and fewer people: the cut comes off the newer line until that is empty, then
   * off the older.
   */
  private void cutFromTheNewestLine() {
    Client client = Plan.essentials(client(1108, "Fennimoor Freight"), 21);
    client.bill(Product.M365_BS, 22).set("unit_price", "12.50").set("effective_date", "2025-02-01");
    client.addLine(Product.M365_BS, 1).set("effective_date", "2026-06-01");
    client.estate().licences(Sku.BUSINESS_STANDARD, 1).get(0).set("state", "suspended");
  }

  /** Clients whose bill nobody has looked at for a while: a little of everything. */
  private void driftOnSeveralLines() {
    Client glass = Plan.complete(client(1109, "Gossamer Glass"), 24, 3);
    glass.bill(Product.M365_BP, 21);
    glass.bill(Product.MAILSEC, 21);
    glass.bill(Product.MGD_SRV, 2);
    Client haulage = Plan.complete(client(1110, "Hollowbrook Haulage"), 31, 2);
    haulage.bill(Product.MGD_WS, 27);
    haulage.bill(Product.EDR, 29);
    haulage.bill(Product.BKP_SRV, 1);
    Client investments = Plan.perUser(client(1111, "Islemoor Investments"), 26);
    investments.bill(Product.MGD_USER, 23);
    investments.bill(Product.M365_BP, 24);
    investments.bill(Product.BKP_M365, 23);
    Client kayaks = Plan.cloudOnly(client(1112, "Kelpwater Kayaks"), 34);
    kayaks.bill(Product.M365_BB, 30);
    kayaks.bill(Product.BKP_M365, 31);
    kayaks.bill(Product.SAT, 36);
    Client legalAid = Plan.serverRoom(client(1113, "Lindenrow Legal Aid"), 22, 4, 3);
    legalAid.bill(Product.MGD_SRV, 3);
    legalAid.bill(Product.MGD_NET, 4);
    legalAid.bill(Product.O365_E3, 20);
    legalAid.bill(Product.BKP_100GB, 11);
    Client motors = Plan.essentials(client(1114, "Mirefield Motors"), 28);
    motors.bill(Product.MGD_WS, 26);
    motors.bill(Product.M365_BS, 25);
    motors.bill(Product.MAILSEC, 30);
  }
}
