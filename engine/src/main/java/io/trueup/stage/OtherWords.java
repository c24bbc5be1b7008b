package io.trueup.stage;

import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.DisputedUsage;
import io.trueup.facts.InactiveCompanyUsage;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.UnaccountedUsage;
import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UnlinkedAccount;

/** Tells people about everything that is not a billing position. */
final class OtherWords {
  private OtherWords() {}

  static Told unbilled(
      UnbilledUsage u, String company, String source, String why, Discrepancy ruling) {
    String used = company + " uses " + Words.units(u.used()) + " " + u.productCode();
    if (!u.trusted()) {
      return new Told(
          used
              + ", which no line bills, but "
              + (source.isEmpty() ? "its source" : source)
              + " is in doubt ("
              + (why.isEmpty() ? Words.code(u.doubt()) : why)
              + "); "
              + Words.money(u.impact(), u.currency())
              + " a month is held.",
          "Repair and synchronise "
              + (source.isEmpty() ? "the source" : source)
              + ", then run again",
          "integration owner");
    }
    if (ruling.reason().equals("waived")) {
      return new Told(
          used + ", which no line bills; that is waived by decision " + u.waivedBy() + ".",
          "None",
          "nobody");
    }
    if (ruling.classification().equals("MISSING_PRICE")) {
      return new Told(
          used + ", which no line bills, and neither an agreement nor the catalogue names a price.",
          "Set a price for " + u.productCode() + " and add it to the agreement",
          "billing");
    }
    if (u.ended()) {
      return new Told(
          used
              + " although "
              + u.endedAdditionId()
              + " was cancelled or ran out: at its price of "
              + Words.price(u.unitPrice(), u.currency())
              + " that is "
              + Words.money(u.impact(), u.currency())
              + " a month.",
          "End the service or bill it again",
          "account manager");
    }
    return new Told(
        used
            + ", which no line bills: at the catalogue's "
            + Words.price(u.unitPrice(), u.currency())
            + " that is "
            + Words.money(u.impact(), u.currency())
            + " a month, an estimate.",
        "Add " + u.productCode() + " to the agreement and confirm the price",
        "billing");
  }

  static Told unaccounted(UnaccountedUsage u, String company) {
    String sku = u.usageProductCode().isEmpty() ? "without a SKU" : "of " + u.usageProductCode();
    String worth =
        u.unitPrice() == null
            ? ""
            : "; at "
                + Words.price(u.unitPrice(), u.currency())
                + " that would be "
                + Words.money(u.impact(), u.currency())
                + " a month, which is held";
    return new Told(
        company
            + " has "
            + Words.many(u.records(), "record")
            + " "
            + sku
            + " from "
            + u.integrationId()
            + " that no service mapping accounts for"
            + worth
            + ".",
        u.unitPrice() == null
            ? "Map this usage to a product, or say that nobody is billed for it"
            : "Fill in what tells these records apart, then run again",
        "billing");
  }

  static Told account(UnlinkedAccount a, String suggested) {
    String has =
        "Account "
            + a.name()
            + " of "
            + a.integrationId()
            + " has "
            + Words.many(a.records(), "usage record");
    if (!a.suggested()) {
      return new Told(
          has + " and is linked to no client.",
          "Link the account to a client, or say that it is nobody's",
          "billing");
    }
    String worth =
        a.impact().signum() == 0
            ? ""
            : "; " + Words.money(a.impact(), a.currency()) + " a month is held until then";
    return new Told(
        has + " and is probably " + suggested + ", which a person has to confirm" + worth + ".",
        "Confirm or reject the match with " + suggested,
        "billing");
  }

  static Told disputed(DisputedUsage u) {
    return new Told(
        "Account "
            + u.name()
            + " of "
            + u.integrationId()
            + " is split so that nobody can say whose usage it is: "
            + u.splits()
            + ".",
        "Make one of the splits more specific, or give both to the same client",
        "billing");
  }

  static Told inactiveCompany(InactiveCompanyUsage u, String company) {
    return new Told(
        company
            + " is "
            + u.status()
            + " in the PSA but has "
            + Words.many(u.records(), "usage record")
            + ".",
        "End the services, or make the company active again",
        "account manager");
  }

  static Told rejected(RejectedRows rows) {
    return new Told(
        Words.many(rows.rows(), "row")
            + " of "
            + rows.file()
            + " could not be used ("
            + Words.code(rows.kind())
            + (rows.column().isEmpty() ? "" : " in " + rows.column())
            + "); the first is "
            + rows.first()
            + ".",
        "Correct " + rows.file() + " at its source and run again",
        "billing");
  }

  static Told coverage(ComponentCoverage c, String company, Discrepancy ruling) {
    String says =
        company
            + " has "
            + Words.units(c.seats())
            + " "
            + c.bundleCode()
            + " and "
            + Words.units(c.covered())
            + " "
            + c.componentCode();
    return switch (ruling.classification()) {
      case "MATCHED" -> new Told(says + ", so every seat is covered.", "None", "nobody");
      case "FOLLOW_UP" ->
          new Told(
              says
                  + ": "
                  + Words.many(c.gap(), "seat")
                  + " "
                  + Words.agree(c.gap(), "lacks", "lack")
                  + " what the bundle promises.",
              "Roll out " + c.componentCode() + " to " + Words.many(c.gap(), "seat"),
              "service desk");
      default ->
          new Told(
              says + ", but a source is in doubt (" + Words.code(c.doubt()) + ").",
              "Repair and synchronise the source, then run again",
              "integration owner");
    };
  }

  static Told opinion(SecondOpinion o, String company, Discrepancy ruling) {
    String says =
        "For "
            + company
            + " the trusted source counts "
            + Words.units(o.used())
            + " "
            + o.productCode()
            + " and the second one "
            + Words.units(o.other());
    return switch (ruling.classification()) {
      case "MATCHED" -> new Told(says + ": they agree.", "None", "nobody");
      case "FOLLOW_UP" ->
          new Told(
              says
                  + "; the gap of "
                  + Words.units(o.gap())
                  + ", worth "
                  + Words.money(o.impact(), o.currency())
                  + " a month, is held.",
              "Find out which source is right",
              "billing");
      default ->
          new Told(
              says + ", but a source is in doubt (" + Words.code(o.doubt()) + ").",
              "Repair and synchronise the source, then run again",
              "integration owner");
    };
  }
}
