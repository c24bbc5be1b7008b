package io.trueup.ruletests;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Draws accounts of a generated month whose usage is divided over companies. */
final class MonthSplits {

  private final TextMonth month;
  private final Dice dice;

  MonthSplits(TextMonth month, Dice dice) {
    this.month = month;
    this.dice = dice;
  }

  void draw(MonthClients clients) {
    for (MonthClients.Site site : clients.sites) {
      if (dice.percent(25)) {
        for (int left = dice.of(1, 1, 2, 3); left > 0; left--) {
          split(site, dice.of(clients.companies));
        }
      }
    }
  }

  private void split(MonthClients.Site site, String company) {
    boolean offices =
        month.rows("usage.csv").stream().anyMatch(record -> record.containsKey("office"));
    String attribute =
        dice.of(offices ? "office" : "name", "domain", "product_code", "device_class", "user_id");
    month.add(
        "account_splits.csv",
        "integration_id",
        site.integration(),
        "account_id",
        site.account(),
        "attribute",
        dice.anyCase(attribute),
        "value",
        dice.percent(15) ? "*" : value(attribute, site),
        "company_id",
        company);
  }

  private String value(String attribute, MonthClients.Site site) {
    return switch (attribute) {
      case "office" -> dice.of("North", "south", "N*", "*th", "East; NORTH", "nowhere");
      case "domain" ->
          dice.of(
              (site.company().isEmpty() ? "stray" : site.company()) + ".example",
              "*.EXAMPLE",
              "other.example");
      case "user_id" -> dice.of("u1@*; u2@*;u3@*", "U4@*", "u5@" + site.company() + ".example");
      default -> dice.anyCase(seen(attribute, site));
    };
  }

  /** What a record of the account has there, or the beginning of it. */
  private String seen(String attribute, MonthClients.Site site) {
    List<String> values =
        Stream.concat(
                month.rows("usage.csv").stream()
                    .filter(record -> site.account().equals(record.get("account_id")))
                    .map((Map<String, String> record) -> record.getOrDefault(attribute, ""))
                    .filter(value -> !value.isBlank() && !value.matches("(?s).*[;*\n].*")),
                Stream.of("server"))
            .toList();
    String value = dice.of(values);
    return dice.percent(60) ? value : value.substring(0, 1) + "*";
  }
}
