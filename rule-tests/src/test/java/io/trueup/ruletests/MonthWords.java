package io.trueup.ruletests;

/**
 * Draws what people said about accounts of a generated month, over and over: linked, rejected,
 * linked to another, nobody's; on one day or on several, in the file in any order.
 */
final class MonthWords {

  private final TextMonth month;
  private final Dice dice;
  private int words;

  MonthWords(TextMonth month, Dice dice) {
    this.month = month;
    this.dice = dice;
  }

  void draw(MonthClients clients) {
    for (MonthClients.Site site : clients.sites) {
      if (dice.percent(20)) {
        for (int left = dice.of(1, 1, 2, 3); left > 0; left--) {
          String own = site.company().isEmpty() ? clients.companies.get(0) : site.company();
          say(site, dice.percent(70) ? own : dice.of(clients.companies));
        }
      }
    }
  }

  private void say(MonthClients.Site site, String company) {
    String kind = dice.of("link", "link", "reject_link", "reject_link", "ignore_account");
    words++;
    month.add(
        "decisions.csv",
        "decision_id",
        // Ids that do not sort as they were made.
        "word-" + (words * 37 % 101),
        "kind",
        kind,
        "company_id",
        kind.equals("ignore_account") ? "" : company,
        "value",
        site.integration() + "/" + site.account(),
        "until",
        dice.maybe(10, month.asOf().plusDays(dice.between(-2, 2)).toString()),
        "reason",
        "Looked at",
        "decided_by",
        "bob",
        "decided_at",
        "2026-01-0" + dice.between(1, 4) + "T10:00:00Z");
  }
}
