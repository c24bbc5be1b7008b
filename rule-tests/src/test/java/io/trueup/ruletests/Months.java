package io.trueup.ruletests;

import java.time.LocalDate;

/**
 * Random months that a seed decides. Each concept of the export folder turns up with decent
 * probability, boundaries included: the day itself and the day before and after, exactly half, the
 * other case of a letter.
 */
final class Months {

  private static final int SMALL = 4;

  private Months() {}

  /** Only what the contracts of the folder and of the semantics speak of. */
  static TextMonth plain(long seed) {
    return month(seed, SMALL, false);
  }

  /**
   * Also standing decisions, bundles, checks, high water, attributes, proration, schedules, splits.
   */
  static TextMonth full(long seed) {
    return month(seed, SMALL, true);
  }

  static TextMonth month(long seed, int companies, boolean full) {
    Dice dice = new Dice(full ? ~seed : seed);
    LocalDate first = LocalDate.of(2026, dice.between(1, 12), 1);
    int last = first.lengthOfMonth();
    LocalDate asOf = first.withDayOfMonth(dice.percent(50) ? last : dice.between(1, last));
    TextMonth month = new TextMonth(asOf);
    MonthServices services = new MonthServices(month, dice, full);
    MonthClients clients = new MonthClients(month, dice, full);
    clients.draw(companies, services.categories());
    services.drawUsage(clients.sites);
    if (dice.percent(95)) {
      services.drawMappings(clients.companies, dice.percent(70));
    }
    if (dice.percent(75)) {
      services.drawCatalogue();
    }
    MonthBilling billing = new MonthBilling(month, dice, full, services.services, clients);
    billing.drawLines();
    if (full && dice.percent(80)) {
      billing.drawDecisions();
    }
    if (dice.percent(60)) {
      billing.drawPrevious();
    }
    billing.settle();
    if (full && dice.percent(70)) {
      billing.drawInvoices();
    }
    if (full) {
      // Dice of their own, so that the rest of the month stays what its seed makes it.
      Dice own = new Dice(seed ^ 0x5EED);
      if (own.percent(50)) {
        new MonthSplits(month, own).draw(clients);
      }
      if (own.percent(50)) {
        new MonthWords(month, own).draw(clients);
      }
    }
    return month;
  }
}
