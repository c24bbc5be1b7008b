package io.trueup.ruletests;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws the companies, agreements, integrations and accounts of a generated month. */
final class MonthClients {

  /** An account whose usage is (or would be, were it linked) the company's. */
  record Site(String integration, String category, String account, String company) {}

  private static final List<String> NAMES =
      List.of(
          "Harbor Dental",
          "Brightwater Legal",
          "Café Étoile",
          "Nordwind Logistik",
          "O'Malley Roofing",
          "Pine Ridge School",
          "Quantum Bakery",
          "Smith, Jones & Partners",
          "Zürich Optik",
          "The \"Corner\" Shop",
          "Silver Birch Care",
          "Tidewater Marine",
          "Umbra Studios",
          "Vale Clinic",
          "Wexford Foods",
          "Yarrow Farms");

  private static final List<String> FORMS = List.of(" Inc", " LLC", " Corp", " GmbH");

  final List<String> companies = new ArrayList<>();
  final List<String> currencies = new ArrayList<>();
  final List<Site> sites = new ArrayList<>();
  final Set<String> agreementIds = new LinkedHashSet<>();

  private final TextMonth month;
  private final Dice dice;
  private final boolean full;
  private int decisions;

  MonthClients(TextMonth month, Dice dice, boolean full) {
    this.month = month;
    this.dice = dice;
    this.full = full;
  }

  void draw(int count, List<String> categories) {
    int firstName = dice.between(0, NAMES.size() - 1);
    for (int i = 0; i < count; i++) {
      company(i, NAMES.get((firstName + i) % NAMES.size()) + " " + (1 + i / NAMES.size()));
    }
    for (String category : categories) {
      integration(category, 1);
      if (dice.percent(20)) {
        integration(category, 2);
      }
    }
    if (full) {
      confirmByDecision();
    }
  }

  private void company(int index, String name) {
    String id = dice.of("C", "c", "Cust-") + (index + 1);
    String form = dice.maybe(50, dice.of(FORMS));
    String parent = companies.isEmpty() || !dice.percent(25) ? "" : companies.get(0);
    companies.add(id);
    month.add(
        "companies.csv",
        "company_id",
        id,
        "name",
        name + form,
        "domains",
        dice.maybe(70, "site" + index + ".example"),
        "contact_domains",
        dice.maybe(50, "mail" + index + ".example;site" + index + ".example"),
        "parent_company_id",
        parent,
        "status",
        dice.percent(90) ? dice.maybe(50, "active") : dice.of("inactive", "prospect", "vendor"),
        "city",
        dice.maybe(30, "Springfield, \"OH\""));
    String currency = dice.of("USD", "USD", "", "CAD", "EUR", "JPY", "KWD");
    currencies.add(currency);
    for (int a = 1; a <= dice.of(1, 1, 2); a++) {
      agreement(id, "A" + (index + 1) + "-" + a, dice.percent(85) ? currency : "GBP");
    }
  }

  private void agreement(String company, String id, String currency) {
    LocalDate asOf = month.asOf();
    agreementIds.add(id);
    month.add(
        "agreements.csv",
        "agreement_id",
        id,
        "company_id",
        company,
        "name",
        "Managed services, " + id,
        "status",
        dice.percent(88) ? dice.maybe(50, "active") : dice.of("inactive", "cancelled", "expired"),
        "billing_cycle",
        dice.of("", "monthly", "monthly", "quarterly", "annual"),
        "currency",
        currency,
        "start_date",
        switch (dice.between(0, 9)) {
          case 0 -> asOf.toString();
          case 1 -> asOf.plusDays(dice.between(40, 90)).toString();
          case 2, 3, 4 -> asOf.minusDays(dice.between(40, 500)).toString();
          default -> "";
        },
        "end_date",
        switch (dice.between(0, 14)) {
          case 0 -> asOf.toString();
          case 1 -> asOf.minusDays(1).toString();
          case 2, 3 -> asOf.plusDays(dice.between(60, 300)).toString();
          default -> "";
        },
        "proration",
        full ? dice.of("", "none", "daily") : "",
        "billing_timing",
        full ? dice.of("", "arrears", "advance") : "");
  }

  private void integration(String category, int number) {
    String id = category.substring(0, 3) + number;
    LocalDate asOf = month.asOf();
    int trouble = dice.between(0, 99);
    String status =
        trouble < 3 ? "failed" : trouble < 5 ? "never" : trouble < 8 ? "partial" : "succeeded";
    int hours = dice.of(24, 24, 48, 6);
    String success =
        trouble < 10
            ? ""
            : trouble < 14
                ? dice.utc(asOf, dice.between(3, 12), 8)
                // Exactly as old as allowed at the end of the day, or fresher.
                : dice.percent(20)
                    ? month.asOf().plusDays(1).atStartOfDay().minusHours(hours) + ":00Z"
                    : dice.utc(asOf, 0, dice.between(18, 23));
    month.add(
        "integrations.csv",
        "integration_id",
        id,
        "category",
        category,
        "vendor",
        dice.of("ninjaone", "huntress", "pax8"),
        "last_attempt_at",
        dice.utc(asOf, 0, 23),
        "last_success_at",
        success,
        "last_status",
        status,
        "max_age_hours",
        hours == 24 ? dice.maybe(50, "24") : String.valueOf(hours));
    for (int c = 0; c < companies.size(); c++) {
      if (dice.percent(number == 1 ? 85 : 35)) {
        account(id, category, c, "acc" + (c + 1));
        if (dice.percent(8)) {
          account(id, category, c, "acc" + (c + 1) + "b");
        }
      }
    }
    if (dice.percent(15)) {
      // Nobody's account.
      month.add("accounts.csv", "integration_id", id, "account_id", "stray", "name", "Stray " + id);
      sites.add(new Site(id, category, "stray", ""));
    }
  }

  /** One of the ways in which an account can be somebody's, or not. */
  private void account(String integration, String category, int company, String id) {
    String companyId = companies.get(company);
    String name = month.rows("companies.csv").get(company).getOrDefault("name", "");
    String unknown = "Tenant " + integration + " " + id;
    String shown = unknown;
    String domains = "";
    String reference = "";
    String confirmed = "-";
    switch (dice.between(0, 17)) {
      case 0, 1 -> reference = companyId;
      case 2, 3 -> domains = dice.of("site", "SITE") + company + ".example";
      case 4, 5 -> shown = disguised(name);
      case 6 -> shown = name.replaceFirst("( Inc| LLC| Corp| GmbH)?$", " Limited");
      case 7 -> confirmed = dice.of("-", "");
      default -> confirmed = companyId;
    }
    if (id.endsWith("b")) {
      shown = unknown;
    }
    month.add(
        "accounts.csv",
        "integration_id",
        integration,
        "account_id",
        id,
        "name",
        shown,
        "domains",
        domains,
        "external_ref",
        reference);
    if (!confirmed.equals("-")) {
      month.add(
          "account_links.csv",
          "integration_id",
          integration,
          "account_id",
          id,
          "company_id",
          confirmed);
    }
    sites.add(new Site(integration, category, id, companyId));
  }

  /** The same name to a reader who ignores case, accents, punctuation and spaces. */
  private String disguised(String name) {
    return switch (dice.between(0, 3)) {
      case 0 -> dice.anyCase(name);
      case 1 -> name.replace("é", "e").replace("É", "E").replace("ü", "u");
      case 2 -> name.replace(" ", "  ").replace(",", "").replace("\"", "");
      default -> name;
    };
  }

  private void confirmByDecision() {
    for (Site site : sites) {
      boolean linked =
          month.rows("account_links.csv").stream()
              .anyMatch(
                  r ->
                      site.integration().equals(r.get("integration_id"))
                          && site.account().equals(r.get("account_id")));
      if (!linked && !site.company().isEmpty() && dice.percent(8)) {
        boolean ignored = dice.percent(40);
        decisions++;
        month.add(
            "decisions.csv",
            "decision_id",
            "link-" + decisions,
            "kind",
            ignored ? "ignore_account" : "link",
            "company_id",
            ignored ? "" : site.company(),
            "value",
            site.integration() + "/" + site.account(),
            "until",
            dice.maybe(30, month.asOf().plusDays(dice.between(-2, 2)).toString()),
            "reason",
            "Known to be so",
            "decided_by",
            "ann",
            "decided_at",
            "2026-01-02T10:00:00Z");
      }
    }
  }
}
